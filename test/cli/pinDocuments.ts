import { z } from 'zod';
import { count, id, instant } from './documentParts.ts';

const pin = z.strictObject({
  pin: id,
  plan: z.string(),
  set: id,
  reason: z.string(),
  at: instant,
  by: z.string(),
  copyOf: z.string().optional(),
  hold: z.literal(true).optional(),
});
export const pins = z.array(pin);

/** Of what keeps sets from being removed, and brings them back. */
export const pinDocuments = {
  pin: z.strictObject({ pin }),
  unpin: z.strictObject({ pins }),
  hold: z.strictObject({ hold: pin, objects: count.optional() }),
  release: z.strictObject({ holds: pins, objects: count.optional() }),
  undelete: z.strictObject({
    dryRun: z.boolean(),
    repository: z.string(),
    objects: z.array(
      z.strictObject({
        key: z.string(),
        how: z.enum(['deleted', 'overwritten']),
        lockedUntil: instant.optional(),
        error: z.string().optional(),
      }),
    ),
  }),
};
