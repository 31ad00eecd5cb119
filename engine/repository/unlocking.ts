import { PgstowError } from '../errors.ts';
import { formatKey, newKey, parseKey } from '../seal/keyText.ts';
import type { SlotOpener } from './slotWrapping.ts';

/** What opens an encrypted repository: one of the three. */
export interface Unlocking {
  /** As {@link generateKey} makes them: `pgstow-key-1-…`. */
  readonly key?: string | undefined;
  readonly passphrase?: string | undefined;
  /** A key of AWS KMS, by its ARN or id, or an alias as `alias/NAME`; AWS is asked with its usual chain of credentials. */
  readonly kmsKey?: string | undefined;
}

/** A new key for a repository, as text to be kept. Whoever loses it loses all that it opens. */
export function generateKey(): string {
  return formatKey(newKey());
}

/** Rejects with `input` a key that is none, or more than one at once. */
export function openerOf(unlocking: Unlocking): SlotOpener | undefined {
  refuseMany(unlocking);
  const { key, passphrase, kmsKey } = unlocking;
  if (key !== undefined) return { kind: 'key', key: parseKey(key) };
  if (passphrase !== undefined) return { kind: 'passphrase', passphrase: requireText(passphrase, 'passphrase') };
  if (kmsKey !== undefined) return { kind: 'kms', key: requireText(kmsKey, 'name of a key of AWS KMS') };
  return undefined;
}

export function requireOpener(unlocking: Unlocking): SlotOpener {
  const opener = openerOf(unlocking);
  if (opener) return opener;
  throw new PgstowError('input', 'neither a key nor a passphrase is given', {
    hint: 'give one of them, or a key of AWS KMS, or say that nothing is to be encrypted',
  });
}

const names = { key: 'a key', passphrase: 'a passphrase', kmsKey: 'a key of AWS KMS' } as const;

function refuseMany(unlocking: Unlocking): void {
  const given = (['key', 'passphrase', 'kmsKey'] as const).filter((each) => unlocking[each] !== undefined);
  if (given.length < 2) return;
  const both = given.length === 2 ? 'both ' : '';
  throw new PgstowError('input', `${both}${given.map((each) => names[each]).join(' and ')} are given`, {
    hint: 'give one of them',
  });
}

function requireText(text: string, what: string): string {
  if (text.length > 0) return text;
  throw new PgstowError('input', `the ${what} is empty`, { hint: 'give one' });
}
