import { z } from 'zod';
import { count, id, instant } from './documentParts.ts';

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
