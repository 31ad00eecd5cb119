import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { PgstowError } from '../errors.ts';
import type { RepositoryKeys } from '../seal/keys.ts';
import type { Store } from '../store/store.ts';
import { checkShape, damaged, parseJson } from './jsonRecord.ts';
import { damageOf } from './keySlot.ts';
import { generationKey } from './keys.ts';
import { encodeProven, provenBody } from './provenFile.ts';

/** A master key of a repository, and what was said when it came to be. The record of the second one and of later ones makes them be. */
export interface Generation {
  /** The first is 1. */
  readonly generation: number;
  /** Of its keys: X25519, in base64. */
  readonly publicKey: string;
  /** ISO 8601. */
  readonly created: string;
  /** `user@host`; absent of the first. */
  readonly by?: string | undefined;
  /** The slots that were removed with it. */
  readonly removed: readonly RemovedSlot[];
  /** Says that who has made it had the master key before it; absent where that was not said yet. */
  readonly proof?: string | undefined;
}

/** A slot that opens nothing that is stored from a generation on. */
export interface RemovedSlot {
  readonly slot: string;
  readonly kind: 'key' | 'passphrase' | 'kms';
  readonly label?: string | undefined;
  /** By which a key is told that it is the one. Not of a passphrase: nobody is to try guesses on it. */
  readonly publicKey?: string | undefined;
}

/** So many are read at most to tell why a key opens nothing: whoever can write to the store may have put any number of them there. */
export const mostRecordsRead = 100;

/** Says, with keys that only who has the master key before it has, that a generation follows on it. */
export function provenGeneration(generation: Generation, before: RepositoryKeys): Generation {
  return { ...generation, proof: proofOf(generation, before).toString('base64') };
}

/** Whether a generation was made by who had a master key. */
export function followsOn(generation: Generation, before: RepositoryKeys): boolean {
  const [said, is] = [Buffer.from(generation.proof ?? '', 'base64'), proofOf(generation, before)];
  return said.length === is.length && timingSafeEqual(said, is);
}

/** Part of the format: HMAC-SHA-256 of this JSON. */
function proofOf({ generation, publicKey, created, by, removed }: Generation, { slots }: RepositoryKeys): Buffer {
  const slotsRemoved = removed.map(({ slot, kind, label, publicKey }) => [
    slot,
    kind,
    label ?? null,
    publicKey ?? null,
  ]);
  const about = ['generation', generation, publicKey, created, by ?? null, slotsRemoved];
  return createHmac('sha256', slots).update(JSON.stringify(about)).digest();
}

/** Makes a generation be, unless there is one of its number already: of several who try one gets `true`. */
export function createGeneration(store: Store, generation: Generation): Promise<boolean> {
  return store.create(generationKey(generation.generation), encodeProven('generation', generation));
}

/** Sees to it that a generation is there twice, and whole, so that one of its objects may get lost. */
export async function mendGeneration(store: Store, generation: Generation): Promise<void> {
  const body = encodeProven('generation', generation);
  for (const copy of [false, true]) {
    const key = generationKey(generation.generation, copy);
    if (await store.create(key, body)) continue;
    const there = await store.get(key).catch(damageOf);
    if (there instanceof PgstowError || !there.equals(body)) await store.replace(key, body);
  }
}

/** Rejects with `damaged` when neither object of it is whole. */
export async function readGeneration(store: Store, generation: number): Promise<Generation> {
  const first = await readOne(store, generation, false).catch(damageOf);
  if (!(first instanceof PgstowError)) return first;
  const second = await readOne(store, generation, true).catch(damageOf);
  if (!(second instanceof PgstowError)) return second;
  throw first;
}

async function readOne(store: Store, generation: number, copy: boolean): Promise<Generation> {
  const key = generationKey(generation, copy);
  const value = parseJson(provenBody(await store.get(key), 'generation', key), key);
  const read = checkShape(value, generationSchema, key);
  if (read.generation === generation) return read;
  throw damaged(key, `says that it is generation ${read.generation}`);
}

const generationSchema: z.ZodType<Generation> = z.object({
  generation: z.int().min(2),
  publicKey: z.base64().length(44),
  created: z.iso.datetime(),
  by: z.string().optional(),
  removed: z.array(
    z.object({
      slot: z.string(),
      kind: z.enum(['key', 'passphrase', 'kms']),
      label: z.string().optional(),
      publicKey: z.string().optional(),
    }),
  ),
  proof: z.base64().optional(),
});
