import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { applyPlans, backup, initRepository, openRepository, parsePlans } from '../../engine/index.ts';
import { SecretRegister } from '../secrets/secretRegister.ts';
import type { TestDatabase } from '../servers.ts';
import { program } from '../setup/program.ts';

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CallOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  /** For Node.js itself. What they look at or put in its way are the modules, so the sources are started with them. */
  readonly nodeArguments?: readonly string[];
}

const sources = fileURLToPath(new URL('../../cli/main.ts', import.meta.url));
const bundle = await program('pgstow');

/** Starts the real command line. Nothing of this process's own environment that it would heed reaches it. */
export function startPgstow(args: readonly string[], options: CallOptions = {}): ChildProcessWithoutNullStreams {
  const { PGSTOW_REPOSITORY, PGSTOW_KEY, PGSTOW_PASSPHRASE, PGSTOW_KMS_KEY, PGSTOW_TARGET, ...rest } = process.env;
  const { PGPASSWORD, NO_COLOR, FORCE_COLOR, ...env } = rest;
  const started = options.nodeArguments ? [...options.nodeArguments, sources] : [bundle.entry];
  return spawn(process.execPath, [...started, ...args], {
    env: { ...env, ...bundle.env, TZ: 'Europe/Berlin', ...options.env },
  });
}

/** Runs the real command line to its end. What it was given as a secret it must not print, whatever is tested. */
export async function pgstow(args: readonly string[], options: CallOptions = {}): Promise<Ended> {
  const done = await ended(startPgstow(args, options), options.input);
  const printed = secretsIn(options.env).find('what pgstow has printed', `${done.stdout}\n${done.stderr}`);
  if (printed.length > 0) throw new Error(`pgstow ${args.join(' ')}: ${printed.join('; ')}`);
  return done;
}

const secretVariable = /^PGSTOW_(COPY_)?(KEY|PASSPHRASE)$|PASSWORD$|^AWS_(SECRET_ACCESS_KEY|SESSION_TOKEN)$/;

/** Those that are long enough to be searched for. */
function secretsIn(env: Readonly<Record<string, string>> = {}): SecretRegister {
  const register = new SecretRegister();
  for (const [name, value] of Object.entries(env)) {
    if (secretVariable.test(name) && value.length >= 8) register.add(name, value);
  }
  return register;
}

export async function ended(child: ChildProcessWithoutNullStreams, input = ''): Promise<Ended> {
  child.stdin.on('error', () => {}); // it may end without having read: its status tells
  child.stdin.end(input);
  const status = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { status: await status, stdout, stderr };
}

/** A repository in a temporary folder, and the command line that works with it. */
export class Workshop implements AsyncDisposable {
  readonly folder: string;
  readonly #secrets: Readonly<Record<string, string>>[] = [];

  constructor(folder: string) {
    this.folder = folder;
  }

  get repository(): string {
    return join(this.folder, 'repository');
  }

  run(args: readonly string[], options: CallOptions = {}): Promise<Ended> {
    return pgstow(args, this.#with(options));
  }

  start(args: readonly string[], options: CallOptions = {}): ChildProcessWithoutNullStreams {
    return startPgstow(args, this.#with(options));
  }

  /** What a command prints that must succeed. */
  async ok(args: readonly string[], options: CallOptions = {}): Promise<string> {
    const { status, stdout, stderr } = await this.run(args, options);
    if (status !== 0) throw new Error(`pgstow ${args.join(' ')} ended with ${status}: ${stderr}`);
    return stdout;
  }

  /** The document of a command with `--json`, whatever its status. */
  async document(args: readonly string[], options: CallOptions = {}): Promise<unknown> {
    return JSON.parse((await this.run([...args, '--json'], options)).stdout);
  }

  /** As `pgstow backup`, without its process: for what needs a set and is not about how it is made. */
  async backup(plan: string): Promise<void> {
    await backup(await openRepository(this.repository), plan);
  }

  /** Nothing that it was given as a secret may be in what it has stored. */
  async [Symbol.asyncDispose](): Promise<void> {
    const stored = await contentsOf(this.repository);
    const found = this.#secrets.flatMap((env) =>
      stored.flatMap(({ path, content }) => secretsIn(env).find(path, content)),
    );
    await rm(this.folder, { recursive: true, force: true });
    if (found.length > 0) throw new Error([...new Set(found)].join('; '));
  }

  #with(options: CallOptions): CallOptions {
    if (options.env) this.#secrets.push(options.env);
    return { ...options, env: { PGSTOW_REPOSITORY: this.repository, ...options.env } };
  }
}

async function contentsOf(folder: string): Promise<{ readonly path: string; readonly content: Buffer }[]> {
  const files = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []); // never made
  const paths = files.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(paths.map(async (path) => ({ path, content: await readFile(path) })));
}

export async function emptyWorkshop(): Promise<Workshop> {
  return new Workshop(await mkdtemp(join(tmpdir(), 'pgstow-cli-')));
}

/** One with a repository and these plans: what `pgstow init --no-encryption` and `pgstow plan apply` make, without their processes. */
export async function workshop(...plans: readonly object[]): Promise<Workshop> {
  const made = await emptyWorkshop();
  const repository = await initRepository(made.repository, { encryption: 'none' });
  if (plans.length === 0) return made;
  const { error } = await applyPlans(repository.plans, parsePlans(JSON.stringify(plans), 'plans'));
  if (error) throw error;
  return made;
}

/** A plan for a database of a test's. */
export function planOf(
  id: string,
  { target: { host, port, database, user } }: TestDatabase,
  more: object = {},
): object {
  return { id, source: { host, port, database, user }, ...more };
}
