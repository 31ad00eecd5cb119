import { z } from 'zod';
import type { SetEvidence, SetReading, TableEvidence, TableReading } from './evidence.ts';

const count = z.int().min(0);
const lsn = z.string().regex(/^[0-9A-F]{1,8}\/[0-9A-F]{1,8}$/);
const integer = z.string().regex(/^\d+$/);
const marker = z.object({ lsn, xid: integer, timeline: count });

/** The forms of what sets keep for later ones. */
export const setEvidenceSchema: z.ZodType<SetEvidence> = z.object({
  systemIdentifier: z.string(),
  databaseOid: count,
  timeline: count,
  serverStartedAt: z.string(),
  xmin: integer,
  end: lsn,
  settings: z.string(),
  markers: z.array(marker),
  base: z.object({ start: marker, anchor: lsn }).optional(),
});

export const tableEvidenceSchema: z.ZodType<TableEvidence> = z.object({
  filenode: integer,
  fingerprint: z.string(),
  blocksPerRange: count.optional(),
  ranges: count,
  blocks: count,
});

const reason = z.object({ reason: z.string(), ranges: count, bytes: count });

export const setReadingSchema: z.ZodType<SetReading> = z.object({
  base: z.string().optional(),
  reason: z.string().optional(),
  fullAt: z.iso.datetime(),
  read: count,
  reused: count,
  audited: count,
  alarm: z.string().optional(),
  bytesPerSecond: z.number().min(0).optional(),
  reasons: z.array(reason),
  shards: z.array(z.object({ shard: z.string(), host: z.string(), bytes: count })).optional(),
  connections: z.object({ count, reason: z.string() }).optional(),
});

export const tableReadingSchema: z.ZodType<TableReading> = z.object({
  read: count,
  reused: count,
  stored: count,
  reason: z.string().optional(),
});
