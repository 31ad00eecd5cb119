import { z } from 'zod';

/** What occurs in many documents of `--json`. */
export const count = z.int().min(0);
export const instant = z.iso.datetime();
export const id = z.string().regex(/^\d{8}T\d{6}Z-[a-z2-7]{6}$/);
export const error = z.strictObject({ code: z.string(), message: z.string(), hint: z.string().optional() });
/** What has become of the copies in a repository. */
export const copied = z.strictObject({
  repository: z.string(),
  state: z.enum(['complete', 'failed']),
  newest: z.strictObject({ set: id, snapshotAt: instant }).optional(),
  sets: z.array(id),
  missing: z.array(id),
  blobs: count,
  bytes: count,
  withinService: count.optional(),
  passedThrough: z.string().optional(),
  error: error.optional(),
});
/** How the copies in a repository are. */
export const copyHealth = z.strictObject({
  repository: z.string(),
  health: z.enum(['fine', 'late', 'no set']),
  newest: z.strictObject({ set: id, snapshotAt: instant, age: count }).optional(),
  failure: error.optional(),
  reason: z.string().optional(),
});
export const manifest = z.looseObject({
  set: id,
  plan: z.string(),
  snapshotAt: instant,
  totals: z.looseObject({ tables: count, rows: count, bytes: count, storedBytes: count, newBytes: count }),
  warnings: z.array(z.string()),
});
