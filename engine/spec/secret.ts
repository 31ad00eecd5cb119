import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { messageOf, PgstowError } from '../errors.ts';
import { ownSecrets } from './ownSecrets.ts';

/** Where a secret or a certificate is kept on this machine: never itself. */
export type Reference = { readonly env: string } | { readonly file: string };

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Looks up what a reference names. `field` is the field that holds it, for messages. One line end at the end of a file is
 * no part of the secret. Whoever writes plans need not hold the key, and names the server that a password is sent to: what opens the
 * repository is no such password.
 */
export async function resolveReference(
  reference: Reference,
  field: string,
  env: Environment = process.env,
): Promise<string> {
  return 'env' in reference ? fromEnvironment(reference.env, field, env) : fromFile(reference.file, field);
}

function fromEnvironment(name: string, field: string, env: Environment): string {
  if (ownSecrets.includes(name)) throw noPassword(field, `the environment variable ${name}`);
  const value = env[name];
  if (value) return value;
  const state = value === undefined ? 'not set' : 'empty';
  throw new PgstowError('input', `${field}: the environment variable ${name} is ${state}`, {
    hint: `set ${name} for this process, for example from the secrets of your scheduler`,
  });
}

async function fromFile(path: string, field: string): Promise<string> {
  const absolute = resolve(path);
  if (absolute.startsWith('/proc/')) throw noPassword(field, absolute); // which shows the environment of processes
  const text = await readFile(absolute, 'utf8').catch((thrown) => {
    throw new PgstowError('input', `${field}: the file ${absolute} cannot be read: ${reasonOf(thrown)}`, {
      hint: 'check the path (relative ones start at the working directory) and the rights of this user',
      cause: thrown,
    });
  });
  const value = text.replace(/\r?\n$/, '');
  if (value) return value;
  throw new PgstowError('input', `${field}: the file ${absolute} is empty`, { hint: 'write the secret into it' });
}

function noPassword(field: string, what: string): PgstowError {
  return new PgstowError('input', `${field}: ${what} is not read for a plan: it may open more than a server`, {
    hint: 'keep the secret in a variable or file of its own, and name that in the plan',
  });
}

function reasonOf(thrown: unknown): string {
  const code = (thrown as { code?: string }).code;
  const known: Record<string, string> = {
    ENOENT: 'no such file',
    EACCES: 'permission denied',
    EISDIR: 'it is a folder',
  };
  return code && known[code] ? `${known[code]} (${code})` : messageOf(thrown);
}
