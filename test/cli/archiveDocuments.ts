import { z } from 'zod';
import { count, error, id } from './documentParts.ts';
import { archivedPart } from './restoreDocument.ts';

const setName = { plan: z.string(), set: id };
const amount = { blobs: count, bytes: count };

/** What `archive` prints. */
export const archiveDocument = z.union([
  z.strictObject({
    run: id.optional(),
    dryRun: z.boolean(),
    movedBy: z.enum(['copy', 'tag']),
    oldSets: count,
    small: count,
    moved: z.strictObject(amount),
    tagged: z.strictObject(amount),
    waiting: z.strictObject(amount),
    waitsFor: z.array(z.strictObject({ run: id, plan: z.string(), message: z.string() })),
    unreadable: z.array(z.strictObject({ ...setName, error })),
  }),
  z.strictObject({ Rules: z.array(z.looseObject({ Status: z.string() })) }), // with --bucket-rule: S3's words
]);

/** What `thaw` prints. */
export const thawDocument = z.strictObject({
  run: id,
  ...setName,
  blobs: count,
  archived: z.array(archivedPart),
  readable: z.boolean(),
  takes: z.string().optional(),
});
