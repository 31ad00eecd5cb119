import { PgstowError } from '../errors.ts';

/**
 * A key is relative and made of parts separated by `/`. A part is made of ASCII letters, digits, `.`, `_` and `-` and does
 * not begin with a dot: so no key leaves its folder, and names that begin with a dot are free for a store's own files.
 * No key is the folder of another (`a` and `a/b`): a bucket would allow it, a folder cannot.
 */
const part = /^[A-Za-z0-9_-][A-Za-z0-9._-]*$/;

export function isKeyPart(name: string): boolean {
  return part.test(name);
}

/** Throws an `input` error unless `key` may name an object. */
export function checkKey(key: string): void {
  if (key.length > 1024 || !key.split('/').every(isKeyPart)) throw malformed('key', key);
}

/** Throws an `input` error unless keys may begin with `prefix`; it may be empty or end within a part. */
export function checkPrefix(prefix: string): void {
  const parts = prefix.split('/');
  const last = parts.pop()!;
  if (!parts.every(isKeyPart) || (last !== '' && !isKeyPart(last))) throw malformed('prefix', prefix);
}

function malformed(what: string, value: string): PgstowError {
  return new PgstowError('input', `${JSON.stringify(value)} is not the ${what} of a stored object`, {
    hint: 'names in a repository are made of letters, digits, ".", "_" and "-", and do not begin with a dot',
  });
}
