import {
  createHmac,
  createPublicKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
  scrypt,
  timingSafeEqual,
} from 'node:crypto';
import { promisify } from 'node:util';
import { PgstowError } from '../errors.ts';
import { privateKeyOf, rawPublicKey } from './keys.ts';
import { Sealer } from './sealer.ts';
import { openWith, sealTo } from './secretBox.ts';

/** What a user has to open a repository with. */
export type Opener =
  | { readonly kind: 'key'; readonly key: Uint8Array }
  | { readonly kind: 'passphrase'; readonly passphrase: string };

/**
 * The master key, wrapped for one opener: sealed to `publicKey`, to which the opener has the private key, so that another master key can be
 * wrapped for it by who does not have it. Whoever reads the public key could do that too, so the opener has left a voucher. Without
 * `publicKey`, as it was done first, sealed with a key that the opener has: who has not cannot make that.
 */
export type Wrapped =
  | {
      readonly kind: 'key';
      readonly publicKey?: string | undefined;
      readonly voucher?: string | undefined;
      readonly sealed: string;
    }
  | {
      readonly kind: 'passphrase';
      readonly scrypt: ScryptCost;
      readonly publicKey?: string | undefined;
      readonly voucher?: string | undefined;
      readonly sealed: string;
    };

/** Whom a master key can be wrapped for: what is known of an opener to everybody. */
export type Recipient = { readonly publicKey: string; readonly voucher: string } & (
  | { readonly kind: 'key' }
  | { readonly kind: 'passphrase'; readonly scrypt: ScryptCost }
);

/** What was in a slot. */
export interface Unwrapped {
  readonly master: Buffer;
  /** Whether the opener was there when one of these master keys, by their public keys, was the newest: others follow from that one. */
  readonly vouchesFor: (publicKeys: readonly Uint8Array[]) => boolean;
}

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

/**
 * The recipient that an opener is, who vouches for a master key by its public key; of a passphrase with `scrypt` where it is one already, else a
 * new one.
 */
export async function recipientOf(
  opener: Opener,
  vouchedFor: Uint8Array,
  scrypt: ScryptCost = newCost(),
): Promise<Recipient> {
  const secret = await secretOf(opener, scrypt);
  const publicKey = pairOf(secret).publicKey.toString('base64');
  const voucher = voucherOf(secret, vouchedFor).toString('base64');
  return opener.kind === 'key'
    ? { kind: 'key', publicKey, voucher }
    : { kind: 'passphrase', scrypt, publicKey, voucher };
}

/** By which a user's key is told in slots: in base64. */
export function publicKeyOf(key: Uint8Array): string {
  return pairOf(key).publicKey.toString('base64');
}

/** Wraps a master key. `slot` is bound to it: a slot cannot be passed off as another one. */
export function wrap(master: Uint8Array, recipient: Recipient, slot: string): Wrapped {
  const publicKey = Buffer.from(recipient.publicKey, 'base64');
  return { ...recipient, sealed: sealTo(publicKey, master, about(slot)).toString('base64') };
}

/** The master key; undefined when the slot is for something else. */
export async function unwrap(wrapped: Wrapped, opener: Opener, slot: string): Promise<Unwrapped | undefined> {
  if (wrapped.kind !== opener.kind) return undefined;
  const secret = await secretOf(opener, wrapped.kind === 'passphrase' ? wrapped.scrypt : undefined);
  const sealed = Buffer.from(wrapped.sealed, 'base64');
  try {
    if (wrapped.publicKey === undefined) {
      const sealer = new Sealer(opener.kind === 'key' ? keyOf(secret, 'key slot') : secret);
      return { master: sealer.open(sealed, about(slot)), vouchesFor: () => true };
    }
    const voucher = Buffer.from(wrapped.voucher ?? '', 'base64');
    return {
      master: openWith(pairOf(secret), sealed, about(slot)),
      vouchesFor: (publicKeys) => publicKeys.some((each) => isSame(voucher, voucherOf(secret, each))),
    };
  } catch (thrown) {
    if (thrown instanceof PgstowError && thrown.code === 'damaged') return undefined;
    throw thrown;
  }
}

/** HMAC-SHA-256: nobody can make it who does not have the opener. */
function voucherOf(secret: Uint8Array, publicKey: Uint8Array): Buffer {
  return createHmac('sha256', keyOf(secret, 'key slot voucher')).update(publicKey).digest();
}

function isSame(one: Buffer, other: Buffer): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}

const about = (slot: string) => `pgstow 1 key slot ${slot}`;

function newCost(): ScryptCost {
  return { ...cost, salt: randomBytes(16).toString('base64') };
}

async function secretOf(opener: Opener, scrypt: ScryptCost | undefined): Promise<Uint8Array> {
  return opener.kind === 'key' ? opener.key : keyOfPassphrase(opener.passphrase, scrypt!);
}

function pairOf(secret: Uint8Array): { readonly privateKey: KeyObject; readonly publicKey: Buffer } {
  const privateKey = privateKeyOf(keyOf(secret, 'key slot recipient'));
  return { privateKey, publicKey: rawPublicKey(createPublicKey(privateKey)) };
}

/** A user's key is never used as it is: it may open several repositories. */
function keyOf(secret: Uint8Array, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', `pgstow 1 ${purpose}`, 32));
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
