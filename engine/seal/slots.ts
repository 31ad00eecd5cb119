import { hkdfSync, randomBytes, scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import { PgstowError } from '../errors.ts';
import { Sealer } from './sealer.ts';

/** What a user has to open a repository with. */
export type Opener =
  | { readonly kind: 'key'; readonly key: Uint8Array }
  | { readonly kind: 'passphrase'; readonly passphrase: string };

/** The master key, wrapped for one opener. */
export type Wrapped =
  | { readonly kind: 'key'; readonly sealed: string }
  | { readonly kind: 'passphrase'; readonly scrypt: ScryptCost; readonly sealed: string };

export interface ScryptCost {
  readonly N: number;
  readonly r: number;
  readonly p: number;
  /** 16 bytes in base64. */
  readonly salt: string;
}

/** 32 MiB for a tenth of a second or so: https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html */
const cost = { N: 2 ** 15, r: 8, p: 3 } as const;
/** What somebody else wrote into the store is not to make us fill the memory. */
const mostMemory = 256 * 1024 * 1024;

/** Whether scrypt takes these numbers, and in the memory that we give it: https://www.rfc-editor.org/rfc/rfc7914#section-2 */
export function isBearable({ N, r }: Pick<ScryptCost, 'N' | 'r'>): boolean {
  const bits = Math.log2(N);
  return Number.isInteger(bits) && bits < 16 * r && 128 * N * r < mostMemory;
}

/** Wraps a master key. `slot` is bound to it: a slot cannot be passed off as another one. */
export async function wrap(master: Uint8Array, opener: Opener, slot: string): Promise<Wrapped> {
  if (opener.kind === 'key') return { kind: 'key', sealed: seal(keyOfKey(opener.key), master, slot) };
  const scrypt = { ...cost, salt: randomBytes(16).toString('base64') };
  return { kind: 'passphrase', scrypt, sealed: seal(await keyOfPassphrase(opener.passphrase, scrypt), master, slot) };
}

/** The master key; undefined when the slot is for something else. */
export async function unwrap(wrapped: Wrapped, opener: Opener, slot: string): Promise<Buffer | undefined> {
  if (wrapped.kind !== opener.kind) return undefined;
  const key =
    opener.kind === 'key'
      ? keyOfKey(opener.key)
      : await keyOfPassphrase(opener.passphrase, (wrapped as Extract<Wrapped, { kind: 'passphrase' }>).scrypt);
  try {
    return new Sealer(key).open(Buffer.from(wrapped.sealed, 'base64'), about(slot));
  } catch (thrown) {
    if (thrown instanceof PgstowError && thrown.code === 'damaged') return undefined;
    throw thrown;
  }
}

const about = (slot: string) => `pgstow 1 key slot ${slot}`;

function seal(key: Uint8Array, master: Uint8Array, slot: string): string {
  return Buffer.concat(new Sealer(key).seal([master], about(slot))).toString('base64');
}

/** Never used as it is: the same key may open several repositories. */
function keyOfKey(key: Uint8Array): Buffer {
  return Buffer.from(hkdfSync('sha256', key, '', 'pgstow 1 key slot', 32));
}

const runScrypt = promisify(scrypt) as (
  passphrase: string,
  salt: Buffer,
  size: number,
  options: { N: number; r: number; p: number; maxmem: number },
) => Promise<Buffer>;

function keyOfPassphrase(passphrase: string, { salt, ...numbers }: ScryptCost): Promise<Buffer> {
  // the same passphrase may be typed composed or decomposed
  return runScrypt(passphrase.normalize('NFC'), Buffer.from(salt, 'base64'), 32, { ...numbers, maxmem: mostMemory });
}
