import { z } from 'zod';

/** What occurs in many documents of `--json`. */
export const count = z.int().min(0);
export const instant = z.iso.datetime();
export const id = z.string().regex(/^\d{8}T\d{6}Z-[a-z2-7]{6}$/);
export const error = z.strictObject({ code: z.string(), message: z.string(), hint: z.string().optional() });
export const manifest = z.looseObject({
  set: id,
  plan: z.string(),
  snapshotAt: instant,
  totals: z.looseObject({ tables: count, rows: count, bytes: count, storedBytes: count, newBytes: count }),
  warnings: z.array(z.string()),
});
