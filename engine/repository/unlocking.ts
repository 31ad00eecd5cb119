import { PgstowError } from '../errors.ts';
import { formatKey, newKey, parseKey } from '../seal/keyText.ts';
import type { Opener } from '../seal/slots.ts';

/** What opens an encrypted repository: one of the two. */
export interface Unlocking {
  /** As {@link generateKey} makes them: `pgstow-key-1-…`. */
  readonly key?: string | undefined;
  readonly passphrase?: string | undefined;
}

/** A new key for a repository, as text to be kept. Whoever loses it loses all that it opens. */
export function generateKey(): string {
  return formatKey(newKey());
}

/** Rejects with `input` a key that is none, or both at once. */
export function openerOf({ key, passphrase }: Unlocking): Opener | undefined {
  if (key !== undefined && passphrase !== undefined) {
    throw new PgstowError('input', 'both a key and a passphrase are given', { hint: 'give one of them' });
  }
  if (key !== undefined) return { kind: 'key', key: parseKey(key) };
  if (passphrase === undefined) return undefined;
  if (passphrase.length === 0) throw new PgstowError('input', 'the passphrase is empty', { hint: 'give one' });
  return { kind: 'passphrase', passphrase };
}

export function requireOpener(unlocking: Unlocking): Opener {
  const opener = openerOf(unlocking);
  if (opener) return opener;
  throw new PgstowError('input', 'neither a key nor a passphrase is given', {
    hint: 'give one of them, or say that nothing is to be encrypted',
  });
}
