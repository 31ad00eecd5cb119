import { createHash, randomBytes } from 'node:crypto';
import { PgstowError } from '../errors.ts';

const prefix = 'pgstow-key-1-';
const keySize = 32;
const checkSize = 4;

/** A new key, 32 random bytes. */
export function newKey(): Buffer {
  return randomBytes(keySize);
}

/** A key as people keep it: `pgstow-key-1-`, then base64url of its 32 bytes and the first 4 of their SHA-256. */
export function formatKey(key: Uint8Array): string {
  return prefix + Buffer.concat([key, checkOf(key)]).toString('base64url');
}

/** Throws `input` for what is no key, or is mistyped; the text itself appears in no message. */
export function parseKey(text: string): Buffer {
  const trimmed = text.trim();
  if (!trimmed.startsWith(prefix)) throw notAKey(`it does not begin with ${prefix}`);
  const bytes = Buffer.from(trimmed.slice(prefix.length), 'base64url');
  if (bytes.length !== keySize + checkSize) throw notAKey(`it is ${trimmed.length} characters long, not ${length}`);
  const key = bytes.subarray(0, keySize);
  if (!bytes.subarray(keySize).equals(checkOf(key))) throw notAKey('a character of it is wrong');
  return key;
}

const length = prefix.length + ((keySize + checkSize) * 4) / 3;

function checkOf(key: Uint8Array): Buffer {
  return createHash('sha256').update(key).digest().subarray(0, checkSize);
}

function notAKey(why: string): PgstowError {
  return new PgstowError('input', `this is no key of pgstow: ${why}`, {
    hint: 'a key is the line that pgstow init has printed; a passphrase goes into PGSTOW_PASSPHRASE',
  });
}
