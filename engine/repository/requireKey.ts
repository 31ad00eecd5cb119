import { PgstowError } from '../errors.ts';
import type { Repository } from './repository.ts';

/** Rejects with `input` where a repository is encrypted and was opened without its key: for who would find that out only later. */
export function requireKey({ locked, store }: Pick<Repository, 'locked' | 'store'>): void {
  if (locked) throw noKey(store.url);
}

/** What is said of an encrypted repository where nothing opens it. */
export function noKey(url: string): PgstowError {
  return new PgstowError('input', `${url} is encrypted, and no key is given`, {
    hint: 'set PGSTOW_KEY or PGSTOW_PASSPHRASE, or name a file with --key-file',
  });
}
