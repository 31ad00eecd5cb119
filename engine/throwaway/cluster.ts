import { execFile } from 'node:child_process';
import { appendFileSync, chmodSync, chownSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { messageOf, PgstowError } from '../errors.ts';
import type { Account } from './account.ts';
import type { Installation } from './installation.ts';

/** PEM texts. */
export interface TlsFiles {
  readonly certificate: string;
  readonly key: string;
}

export interface ClusterOptions {
  readonly superuser: string;
  readonly password: string;
  /** Settings of `postgresql.conf`. */
  readonly settings: Readonly<Record<string, string>>;
  /** Further arguments of `initdb`. */
  readonly initdb?: readonly string[] | undefined;
  /** Lines of `pg_hba.conf` that come before the usual ones. */
  readonly hba?: readonly string[] | undefined;
  readonly tls?: TlsFiles | undefined;
}

/** What programs of the server may see of the environment: the caller's PGPORT and locale must not change it. */
export const serverEnvironment = { PATH: process.env.PATH, LC_ALL: 'C' };

/**
 * Makes a data directory inside `folder` and configures it. Each is made by `initdb` (0.7 s) and not copied from a first
 * one (0.2 s): copies would share the system identifier, by which a backup knows its source.
 */
export async function createCluster(
  installation: Installation,
  folder: string,
  account: Account,
  options: ClusterOptions,
): Promise<string> {
  const dataDir = join(folder, 'data');
  const passwordFile = join(folder, 'password');
  writeOwned(passwordFile, options.password, account);
  const initdb = [
    ...['--pgdata', dataDir, '--username', options.superuser, '--pwfile', passwordFile],
    ...['--auth-local', 'trust', '--auth-host', 'scram-sha-256'],
    ...['--encoding', 'UTF8', '--no-locale', '--no-sync'],
    ...(options.initdb ?? []),
  ];
  try {
    const options = { ...account, cwd: folder, env: serverEnvironment };
    await promisify(execFile)(join(installation.binDir, 'initdb'), initdb, options);
  } catch (cause) {
    throw new PgstowError('database', `initdb of PostgreSQL ${installation.version} failed: ${messageOf(cause)}`, {
      cause,
    });
  }
  if (options.tls) writeTls(dataDir, options.tls, account);
  if (options.hba) prepend(join(dataDir, 'pg_hba.conf'), options.hba);
  appendFileSync(
    join(dataDir, 'postgresql.conf'),
    settingLines({ ...(options.tls && { ssl: 'on' }), ...options.settings }),
  );
  return dataDir;
}

/** The names are the server's defaults for `ssl_cert_file` and `ssl_key_file`. */
function writeTls(dataDir: string, tls: TlsFiles, account: Account): void {
  writeOwned(join(dataDir, 'server.crt'), tls.certificate, account);
  writeOwned(join(dataDir, 'server.key'), tls.key, account);
}

function writeOwned(path: string, text: string, account: Account): void {
  writeFileSync(path, text);
  chownSync(path, account.uid, account.gid);
  chmodSync(path, 0o600);
}

function prepend(path: string, lines: readonly string[]): void {
  writeFileSync(path, `${lines.join('\n')}\n${readFileSync(path, 'utf8')}`);
}

function settingLines(settings: Readonly<Record<string, string>>): string {
  const lines = Object.entries(settings).map(
    ([name, value]) => `${name} = '${value.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`,
  );
  return `\n${lines.join('\n')}\n`;
}
