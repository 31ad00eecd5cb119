import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { PgstowError } from '../errors.ts';
import type { RepositoryKeys } from '../seal/keys.ts';
import { isBearable } from '../seal/slots.ts';
import { damaged, decodeRecord, encodeRecord } from './jsonRecord.ts';
import { type KeySlotName, keySlotKey } from './keys.ts';
import type { SlotWrapped } from './slotWrapping.ts';

/** One way to open a repository: its master key, wrapped for a key, a passphrase or a key of AWS KMS. */
export interface KeySlot extends KeySlotName {
  /** Eight characters. It stays the same when the master key becomes another one. */
  readonly slot: string;
  /** ISO 8601. */
  readonly created: string;
  /** `user@host`. */
  readonly by: string;
  /** What it is for, in the words of whoever added it. */
  readonly label?: string | undefined;
  /** Which of the repository's master keys it has: the first is 1. */
  readonly generation: number;
  readonly wrapped: SlotWrapped;
  /** The master keys before this one, the oldest first, each in base64 and sealed with a key of this one. */
  readonly older: readonly string[];
  /** Says that who has made it had the master key; absent where that was not said yet. */
  readonly proof?: string | undefined;
}

/** How a slot's master key is told apart from that of another slot or generation: what it is wrapped about. */
export function nameInWrap({ slot, keys }: KeySlotName): string {
  return keys === undefined ? slot : `${slot}.${keys}`;
}

export function encodeKeySlot({ generation, older, keys: _, ...slot }: KeySlot): Buffer {
  return encodeRecord(generation === 1 ? slot : { ...slot, generation, older });
}

/** The mirror image. Rejects with `damaged`. */
export function decodeKeySlot(bytes: Buffer, name: KeySlotName): KeySlot {
  const key = keySlotKey(name);
  const read = decodeRecord(bytes, slotSchema, key);
  if (read.slot !== name.slot) throw damaged(key, `says that it is key slot ${read.slot}`);
  if ((read.generation === 1) === (name.keys === undefined)) return { ...read, ...name };
  throw damaged(key, `says that it is of generation ${read.generation}`);
}

/** Says, with keys that only who has the master key has, whom a slot is for. */
export function withProof(slot: KeySlot, keys: RepositoryKeys): KeySlot {
  return { ...slot, proof: proofOf(slot, keys).toString('base64') };
}

/** Whether the slot was made by who had the master key, and is as it was then; undefined where it does not say. */
export function isProved(slot: KeySlot, keys: RepositoryKeys): boolean | undefined {
  if (slot.proof === undefined) return undefined;
  const [said, is] = [Buffer.from(slot.proof, 'base64'), proofOf(slot, keys)];
  return said.length === is.length && timingSafeEqual(said, is);
}

/** Part of the format: HMAC-SHA-256 of this JSON. */
function proofOf({ slot, generation, created, by, label, wrapped }: KeySlot, { slots }: RepositoryKeys): Buffer {
  const about = [slot, generation, created, by, label ?? null, ...recipientIn(wrapped)];
  return createHmac('sha256', slots).update(JSON.stringify(about)).digest();
}

function recipientIn(wrapped: SlotWrapped): readonly unknown[] {
  if (wrapped.kind === 'kms') return ['kms', wrapped.key];
  if (wrapped.kind === 'key') return ['key', wrapped.publicKey, wrapped.voucher];
  const { N, r, p, salt } = wrapped.scrypt;
  return ['passphrase', wrapped.publicKey, wrapped.voucher, N, r, p, salt];
}

/** What of the master keys before its own is in a slot: it throws `damaged` where that was altered. */
export function openOlder({ older }: KeySlot, keys: RepositoryKeys): Buffer[] {
  return older.map((sealed, index) => keys.masters.open(Buffer.from(sealed, 'base64'), aboutOlder(index)));
}

/** The mirror image. */
export function sealOlder(masters: readonly Uint8Array[], keys: RepositoryKeys): string[] {
  return masters.map((master, index) =>
    Buffer.concat(keys.masters.seal([master], aboutOlder(index))).toString('base64'),
  );
}

const aboutOlder = (index: number) => `pgstow 1 master key ${index + 1}`;

/** The error, where it says that something stored is damaged; any other is thrown. */
export function damageOf(thrown: unknown): PgstowError {
  if (thrown instanceof PgstowError && thrown.code === 'damaged') return thrown;
  throw thrown;
}

const text = z.string();
const publicKey = z.base64().length(44);

const slotSchema: z.ZodType<KeySlot> = z.object({
  slot: text,
  created: z.iso.datetime(),
  by: text,
  label: text.optional(),
  generation: z.int().min(1).default(1),
  wrapped: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('key'), publicKey: publicKey.optional(), voucher: text.optional(), sealed: text }),
    z.object({
      kind: z.literal('passphrase'),
      // bounded: whoever can write to the store is not to keep us busy for ever
      scrypt: z
        .object({ N: z.int().min(2), r: z.int().min(1).max(16), p: z.int().min(1).max(16), salt: text })
        .refine(isBearable, 'its numbers for scrypt are out of bounds'),
      publicKey: publicKey.optional(),
      voucher: text.optional(),
      sealed: text,
    }),
    z.object({ kind: z.literal('kms'), key: text, ciphertext: text }),
  ]),
  older: z.array(text).max(10_000).default([]),
  proof: text.optional(),
});
