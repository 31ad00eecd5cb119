import { z } from 'zod';
import { count, error, id, instant } from './documentParts.ts';

/** What of a storage class is to be read. */
export const archivedPart = z.strictObject({
  storageClass: z.string(),
  blobs: count,
  bytes: count,
  frozen: count,
  thawing: count,
});

/** What `restore` prints. */
export const restoreDocument = z.strictObject({
  set: id,
  plan: z.string(),
  snapshotAt: instant,
  run: id.optional(),
  dryRun: z.boolean(),
  preview: z.strictObject({
    items: z.array(
      z.strictObject({
        kind: z.string(),
        schema: z.string(),
        name: z.string(),
        action: z.enum(['create', 'rename', 'keep', 'skip', 'replace', 'append', 'omit', 'conflict']),
        restoredAs: z.strictObject({ schema: z.string(), name: z.string() }).optional(),
        reason: z.string().optional(),
        rows: count.optional(),
        bytes: count.optional(),
        stored: count.optional(),
      }),
    ),
    problems: z.array(
      z.strictObject({
        code: z.string(),
        message: z.string(),
        hint: z.string(),
        about: z.enum(['writes', 'roles', 'extensions', 'version']).optional(),
      }),
    ),
    warnings: z.array(z.string()),
    rows: count,
    bytes: count,
    reading: z.strictObject({ bytes: count, blobs: count, archived: z.array(archivedPart).min(1).optional() }),
    estimate: z.strictObject({ seconds: count, from: z.enum(['drill', 'backup']) }).optional(),
  }),
  proved: count,
  provedRows: count,
  lost: z.array(
    z.strictObject({
      schema: z.string(),
      name: z.string(),
      rows: count,
      ranges: z.array(z.strictObject({ from: count.optional(), to: count.optional(), rows: count })),
    }),
  ),
  error: error.optional(),
});
