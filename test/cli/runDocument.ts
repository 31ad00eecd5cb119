import { z } from 'zod';
import { copied, count, error, id, instant } from './documentParts.ts';

/** A run, as `runs` and `run show` print it. */
export const run = z.strictObject({
  run: id,
  plan: z.string().optional(),
  kind: z.enum(['backup', 'restore', 'verify', 'prune', 'export', 'drill', 'copy', 'repair']),
  name: z.string().optional(),
  state: z.enum(['running', 'succeeded', 'failed', 'interrupted', 'skipped', 'missed', 'lost']),
  startedAt: instant,
  updatedAt: instant,
  finishedAt: instant.optional(),
  start: instant.optional(),
  until: instant.optional(),
  reason: z.string().optional(),
  host: z.string(),
  pid: count,
  progress: z
    .strictObject({
      phase: z.string(),
      tables: count,
      tablesDone: count,
      rows: count,
      bytes: count,
      bytesTotal: count,
      storedBytes: count,
    })
    .optional(),
  set: id.optional(),
  recoverySeconds: z.number().optional(),
  making: id.optional(),
  goesOnWith: id.optional(),
  restore: z
    .strictObject({
      schemas: z.array(z.string()),
      tables: z.array(z.string()),
      conflict: z.enum(['rename', 'fail', 'skip', 'replace', 'append']),
      renameFormat: z.string(),
      keepForeignKeys: z.boolean(),
      intoSchema: z.string().optional(),
      mapSchemas: z.record(z.string(), z.string()),
      owner: z.boolean(),
      acl: z.boolean(),
      mapRoles: z.record(z.string(), z.string()),
      createDatabase: z.boolean(),
    })
    .optional(),
  copies: z.array(copied).optional(),
  error: error.optional(),
  warnings: z.array(z.string()),
});
