import { z } from 'zod';
import type { ContentItem } from './contents.ts';
import { tableEvidenceSchema, tableReadingSchema } from './evidenceSchema.ts';

const count = z.int().min(0);
const digest = { rows: count, hash: z.string().regex(/^[0-9a-f]{16}$/) };
const blob = z.string().regex(/^[0-9a-f]{64}(\.[1-9]\d*)?$/);
const pieces = z.array(z.object({ blob, offset: count, length: count }));
const named = { schema: z.string(), name: z.string() };
const texts = z.array(z.string());

/** The form of a line of a set's contents. */
export const contentItemSchema: z.ZodType<ContentItem> = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('table'),
    oid: count,
    ...named,
    ...digest,
    persistence: z.string(),
    columns: texts,
    bytes: count,
    extension: z.string().optional(),
    condition: z.string().optional(),
    structureOnly: z.literal(true).optional(),
    evidence: tableEvidenceSchema.optional(),
    reading: tableReadingSchema.optional(),
  }),
  z.object({
    kind: z.literal('range'),
    table: count,
    from: count.optional(),
    to: count.optional(),
    ...digest,
    bytes: count,
    pieces,
    readFor: z.string().optional(),
  }),
  z.object({
    kind: z.literal('largeObjects'),
    part: z.enum(['metadata', 'data']),
    oids: z.array(count),
    ...digest,
    bytes: count,
    pieces,
  }),
  z.object({
    kind: z.literal('sequence'),
    ...named,
    lastValue: z.string().regex(/^-?\d+$/),
    isCalled: z.boolean(),
    extension: z.string().optional(),
  }),
  z.object({ kind: z.literal('materializedView'), ...named }),
  z.object({
    kind: z.literal('role'),
    name: z.string(),
    attributes: texts,
    comment: z.string().optional(),
    settings: texts.optional(),
  }),
  z.object({ kind: z.literal('membership'), role: z.string(), member: z.string(), options: texts }),
  z.object({ kind: z.literal('tablespace'), name: z.string(), owner: z.string(), location: z.string() }),
]);
