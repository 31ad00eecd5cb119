import { z } from 'zod';
import { count, error, id, instant } from './documentParts.ts';

const seconds = z.number().min(0);

export const drillReport = z.strictObject({
  format: z.literal(1),
  run: id,
  plan: z.string(),
  set: id,
  snapshotAt: instant,
  startedAt: instant,
  finishedAt: instant,
  host: z.string(),
  tool: z.string(),
  outcome: z.enum(['passed', 'failed']),
  server: z.strictObject({ kind: z.enum(['throwaway', 'named']), version: z.string() }).optional(),
  proved: z.strictObject({ tables: count, rows: count, bytes: count }),
  assertions: z.array(
    z.strictObject({ name: z.string(), passed: z.boolean(), seconds, reason: z.string().optional() }),
  ),
  recoverySeconds: seconds.optional(),
  seconds,
  error: error.optional(),
  warnings: z.array(z.string()),
});

export const lastDrill = z.strictObject({
  run: id,
  at: instant,
  outcome: z.enum(['passed', 'failed', 'interrupted']),
  set: id.optional(),
  reason: z.string().optional(),
  remedy: z.string().optional(),
  passedAt: instant.optional(),
  recoverySeconds: z.number().optional(),
});

/** The documents of commands that look into a set, or take it out. */
export const setDocuments = {
  cat: z.strictObject({
    set: id,
    plan: z.string(),
    snapshotAt: instant,
    table: z.strictObject({ schema: z.string(), name: z.string(), columns: z.array(z.string()) }),
    rows: z.array(z.array(z.string().nullable())),
  }),
  query: z.strictObject({
    set: id,
    plan: z.string(),
    snapshotAt: instant,
    columns: z.array(z.string()),
    rows: z.array(z.array(z.string().nullable())),
    loaded: z.strictObject({ tables: count, rows: count, bytes: count }),
    serverVersion: z.string(),
  }),
  drill: z.strictObject({ report: drillReport.optional(), error: error.optional() }),
  export: z.strictObject({
    set: id,
    plan: z.string(),
    snapshotAt: instant,
    format: z.enum(['directory', 'plain']),
    run: id,
    folder: z.string(),
    tables: count,
    rows: count,
    largeObjects: count,
    bytes: count,
  }),
};
