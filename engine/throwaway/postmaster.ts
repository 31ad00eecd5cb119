import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PgstowError } from '../errors.ts';
import type { Account } from './account.ts';
import { serverEnvironment } from './cluster.ts';
import type { Installation } from './installation.ts';

/** A server process that accepts connections. */
export interface Postmaster {
  readonly pid: number;
  /** Sends the signal and waits until the process is gone. */
  end(signal: 'SIGINT' | 'SIGQUIT' | 'SIGKILL'): Promise<void>;
}

const startTimeout = 60_000;

/** Starts the server of `folder/data` and waits until it accepts connections. Its log is `folder/log`. */
export async function startPostmaster(
  installation: Installation,
  folder: string,
  account: Account,
): Promise<Postmaster> {
  const deadline = Date.now() + startTimeout;
  while (true) {
    const started = spawnPostmaster(installation, folder, account);
    if (await isReady(started, folder, deadline)) return started;
    await started.end('SIGKILL');
    const log = lastLines(folder);
    // the backends of a server that was killed need a moment to notice
    if (/shared memory block .* is still in use/.test(log) && Date.now() < deadline) {
      await sleep(100);
      continue;
    }
    throw new PgstowError('database', `PostgreSQL ${installation.version} in ${folder} did not start:\n${log}`);
  }
}

interface SpawnedPostmaster extends Postmaster {
  readonly hasExited: () => boolean;
}

function spawnPostmaster(installation: Installation, folder: string, account: Account): SpawnedPostmaster {
  const log = openSync(join(folder, 'log'), 'a');
  const child = spawn(join(installation.binDir, 'postgres'), ['-D', join(folder, 'data')], {
    ...account,
    cwd: folder,
    env: serverEnvironment,
    stdio: ['ignore', log, log],
    detached: true, // the terminal's Ctrl-C is not for it
  });
  closeSync(log);
  child.unref();
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()).once('error', () => resolve()));
  const pidFile = join(folder, 'pid');
  if (child.pid !== undefined) writeFileSync(pidFile, String(child.pid)); // for the guard of the lodging
  let exited = child.pid === undefined;
  void gone.then(() => {
    exited = true;
  });
  return {
    pid: child.pid ?? 0,
    hasExited: () => exited,
    async end(signal) {
      child.ref(); // keeps the process alive until the promise is settled
      child.kill(signal);
      await gone;
      rmSync(pidFile, { force: true });
    },
  };
}

/** The server writes its state into the eighth line of its pid file, where `pg_ctl --wait` looks as well. */
async function isReady(postmaster: SpawnedPostmaster, folder: string, deadline: number): Promise<boolean> {
  while (!postmaster.hasExited() && Date.now() < deadline) {
    const lines = readOrEmpty(join(folder, 'data/postmaster.pid')).split('\n');
    if (lines[0] === String(postmaster.pid) && lines[7]?.trim() === 'ready') return true;
    await sleep(10);
  }
  return false;
}

function lastLines(folder: string): string {
  return readOrEmpty(join(folder, 'log')).trimEnd().split('\n').slice(-20).join('\n');
}

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return ''; // not written yet
  }
}
