import { z } from 'zod';
import { count, id, instant } from './documentParts.ts';

const keySlot = z.strictObject({
  slot: z.string().regex(/^[0-9a-f]{8}$/),
  kind: z.enum(['key', 'passphrase', 'kms']),
  kmsKey: z.string().optional(),
  label: z.string().optional(),
  created: z.iso.datetime(),
  by: z.string(),
});
const generation = z.strictObject({
  generation: count,
  created: instant,
  by: z.string().optional(),
  removed: z.array(keySlot.pick({ slot: true, kind: true, label: true })),
  sets: z.array(z.strictObject({ plan: z.string(), sets: count, newest: id })),
  passwords: z.array(z.string()),
});
export const newKey = z.string().regex(/^pgstow-key-1-[\w-]{48}$/);

/** Those of `pgstow key`. */
export const keyDocuments = {
  'key add': z.strictObject({ slot: keySlot, key: newKey.optional() }),
  'key list': z.strictObject({
    slots: z.array(keySlot),
    generations: z.array(generation),
    blobKeysOf: z.uuid().optional(),
    damaged: z.array(z.string()).optional(),
  }),
  'key remove': z.strictObject({ slot: keySlot, generation: count }),
  'key rotate': z.strictObject({
    generation: count,
    slots: z.array(keySlot),
    generations: z.array(generation),
    blobKeysOf: z.uuid().optional(),
    underWay: z.array(z.strictObject({ run: id, plan: z.string() })),
    warnings: z.array(z.string()),
  }),
};
