import { z } from 'zod';
import type { SetName } from './contents.ts';
import { checkShape, damaged, parseJson } from './jsonRecord.ts';
import { manifestKey } from './keys.ts';

/**
 * Stands where a set's manifest would, and keeps one from ever getting there: `abandoned` when the run that was to make the
 * set was declared dead, `removed` when the set was. Who may come late, finds the key taken.
 */
export interface Tombstone extends SetName {
  readonly why: 'abandoned' | 'removed';
  /** ISO 8601. */
  readonly at: string;
  /** `user@host`. */
  readonly by: string;
}

/**
 * A tombstone takes no more bytes than this in the store, sealed or not, and a manifest takes more: so the two are told apart
 * without a key.
 */
export const tombstoneLimit = 512;

const begin = '{"tombstone":';
const end = '}\n';

export function encodeTombstone({ plan, set, why, at, by }: Tombstone): Buffer {
  return Buffer.from(`${begin}${JSON.stringify({ plan, set, why, at, by: by.slice(0, 64) })}${end}`);
}

/** The mirror image; undefined when it is none. */
export function decodeTombstone(bytes: Buffer, plan: string, set: string): Tombstone | undefined {
  if (!bytes.subarray(0, begin.length).equals(Buffer.from(begin))) return undefined;
  const key = manifestKey(plan, set);
  const { tombstone } = checkShape(parseJson(bytes, key), schema, key);
  if (tombstone.plan === plan && tombstone.set === set) return tombstone;
  throw damaged(key, `holds another set's tombstone: ${tombstone.set} of plan ${tombstone.plan}`);
}

const schema = z.object({
  tombstone: z.object({
    plan: z.string(),
    set: z.string(),
    why: z.enum(['abandoned', 'removed']),
    at: z.iso.datetime(),
    by: z.string(),
  }),
});
