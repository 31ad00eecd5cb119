import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { Environment } from '../loadInputs.ts';
import type { CacheSurroundings } from './runnerCache.ts';

export interface Transfer {
  readonly verb: 'restore' | 'save';
  /** In the folder of all that is kept. */
  readonly folder: string;
  /** For `restore` what the key begins with. */
  readonly key: string;
  /** Milliseconds. */
  readonly limit: number;
}

/**
 * Has `@actions/cache` bring or take a folder, in a process of its own: what it prints, warnings of its own among it, becomes
 * lines for the debug log, it can be ended whatever it waits for, and no key or password is in its environment. Also what it
 * is made of is only loaded when it is used. `programs`, `sets` and `temporary` are in the folder `base`.
 */
export async function transfer(
  { verb, folder, key, limit }: Transfer,
  base: string,
  around: CacheSurroundings,
): Promise<void> {
  const until = AbortSignal.any([AbortSignal.timeout(limit), around.signal]);
  until.throwIfAborted();
  const child = spawn(process.execPath, [program, verb, folder, key], {
    cwd: join(base, 'sets'),
    env: environmentOf(base, around.env),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true, // a group of its own, with its tar
  });
  const end = () => endGroup(child.pid);
  until.addEventListener('abort', end);
  try {
    for (const stream of [child.stdout, child.stderr]) tell(stream, around);
    const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
    around.debug(
      `cache: ${verb} ended with ${code ?? signal}${until.aborted ? ', for it was interrupted or took too long' : ''}`,
    );
  } finally {
    until.removeEventListener('abort', end);
  }
}

const program = fileURLToPath(
  new URL(`./cacheProcess${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url),
);

/** What the library asks the environment for, and what a connection may need. */
const handedOn =
  /^(ACTIONS_(RUNTIME_TOKEN|RESULTS_URL|CACHE_.*)|GITHUB_(SERVER_URL|REF|REPOSITORY)|https?_proxy|no_proxy|NODE_EXTRA_CA_CERTS|TZ)$/i;

function environmentOf(base: string, env: Environment): NodeJS.ProcessEnv {
  const some = Object.entries(env).filter(([name]) => handedOn.test(name));
  return {
    ...Object.fromEntries(some),
    PATH: `${join(base, 'programs')}:${env.PATH ?? '/usr/bin:/bin'}`,
    GITHUB_WORKSPACE: join(base, 'sets'), // what it packs and unpacks is below that
    RUNNER_TEMP: join(base, 'temporary'),
  };
}

function endGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // it has just ended
  }
}

/** A line may be a command for the runner. The one that hides a secret is carried out, of the others only the words stay. */
function tell(stream: Readable, { debug, mask }: CacheSurroundings): void {
  createInterface({ input: stream }).on('line', (line) => {
    const [, command, words] = /^::([\w-]+)(?: [^:]*)?::(.*)$/.exec(line) ?? [];
    if (command === 'add-mask') mask(words!);
    else if ((words ?? line).trim() !== '') debug(`cache: ${words ?? line}`);
  });
}
