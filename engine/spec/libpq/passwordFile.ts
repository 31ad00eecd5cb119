import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { PgstowError } from '../../errors.ts';
import type { Environment } from '../secret.ts';

/** Whose password is looked for. */
export interface Login {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
}

/**
 * The password that the password file has for a login: the first line that fits. libpq passes a file over that others may read, with a
 * warning; here it is refused. https://www.postgresql.org/docs/current/libpq-pgpass.html
 */
export async function passwordFromFile(
  login: Login,
  named: string | undefined,
  { HOME }: Environment,
): Promise<string | undefined> {
  const file = named ?? (HOME && join(HOME, '.pgpass'));
  const found = file ? await stat(file).catch(() => undefined) : undefined;
  if (!file || !found?.isFile()) return undefined;
  const password = passwordIn(await readText(file), login);
  if (password !== undefined && process.platform !== 'win32' && (found.mode & 0o077) !== 0) {
    const mode = (found.mode & 0o777).toString(8).padStart(4, '0');
    throw new PgstowError('input', `the password file ${file} can be read by others (${mode})`, {
      hint: `chmod 0600 ${file}; and change the passwords in it, if others use this machine`,
    });
  }
  return password;
}

async function readText(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((thrown) => {
    throw new PgstowError('input', `the password file ${file} cannot be read: ${(thrown as { code?: string }).code}`, {
      hint: 'check the rights of this user, or set PGPASSWORD',
      cause: thrown,
    });
  });
}

/** Lines are `host:port:database:user:password`; `*` stands for anything, a backslash makes a `:` or itself mean nothing. */
export function passwordIn(text: string, { host, port, database, user }: Login): string | undefined {
  const hosts = socketFolders.includes(host) ? [host, 'localhost'] : [host];
  const wanted = [hosts, [String(port)], [database], [user]];
  const lines = text.split(/\r?\n/).filter((line) => !line.startsWith('#'));
  const fitting = lines
    .map(fieldsOf)
    .find((fields) => wanted.every((values, i) => fields[i] === '*' || values.includes(unescaped(fields[i] ?? ''))));
  return unescaped(fitting?.[4] ?? '') || undefined;
}

/** Where libpq looks for a socket by itself: a password for it is that of localhost. */
const socketFolders: readonly string[] = ['/var/run/postgresql', '/run/postgresql', '/tmp'];

function fieldsOf(line: string): string[] {
  return [...line.matchAll(/((?:\\.|[^:\\])*)(?::|$)/g)].map(([, field = '']) => field);
}

function unescaped(field: string): string {
  return field.replace(/\\(.)/g, '$1');
}
