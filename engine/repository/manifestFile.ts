import { z } from 'zod';
import { setEvidenceSchema, setReadingSchema } from './evidenceSchema.ts';
import { checkShape, damaged, parseJson } from './jsonRecord.ts';
import { manifestKey } from './keys.ts';
import type { SetManifest } from './manifest.ts';
import { encodeProven, provenBody, refuseLaterFormat } from './provenFile.ts';

/* The bytes of a manifest.json, in every format that will ever be: `provenFile.ts`. <JSON> names its format, its plan and its set. */

export function encodeManifest(manifest: SetManifest): Buffer {
  return encodeProven('manifest', manifest);
}

/**
 * The mirror image. Rejects with `damaged` what was altered, cut, or moved to another set's place, and with `unsupported`
 * what a later version wrote.
 */
export function decodeManifest(bytes: Buffer, plan: string, set: string): SetManifest {
  const key = manifestKey(plan, set);
  const value = parseJson(provenBody(bytes, 'manifest', key), key);
  refuseLaterFormat(value, key);
  const manifest = checkShape(value, manifestSchema, key);
  if (manifest.plan === plan && manifest.set === set) return manifest;
  throw damaged(key, `holds another set's manifest: ${manifest.set} of plan ${manifest.plan}`);
}

const count = z.int().min(0);
const instant = z.iso.datetime();
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const texts = z.array(z.string());

/** Fields that a later version adds to format 1 may be left aside: what must not be is a new format. */
const manifestSchema: z.ZodType<SetManifest> = z.object({
  format: z.literal(1),
  set: z.string(),
  plan: z.string(),
  planRevision: count,
  repository: z.string(),
  tool: z.string(),
  startedAt: instant,
  snapshotAt: instant,
  finishedAt: instant,
  source: z.object({
    systemIdentifier: z.string().nullable(),
    serverVersion: z.string(),
    versionNumber: count,
    database: z.string(),
    encoding: z.string(),
    collation: z.string(),
    ctype: z.string(),
    localeProvider: z.string(),
    locale: z.string().nullable(),
    icuRules: z.string().nullable().optional(),
    timeline: count.optional(),
    address: z.string(),
  }),
  selection: z.object({ include: texts, exclude: texts, structureOnly: texts, complete: z.boolean() }),
  copySettings: z.record(z.string(), z.string()),
  definitions: z.object({ bytes: count, sha256: hash, pgDumpVersion: z.string() }),
  contents: z.object({ bytes: count, sha256: hash, items: count }),
  totals: z.object({
    tables: count,
    rows: count,
    bytes: count,
    storedBytes: count,
    newBytes: count,
    blobs: count,
    sequences: count,
    largeObjects: count,
  }),
  reading: setReadingSchema.optional(),
  evidence: setEvidenceSchema.optional(),
  copyOf: z
    .object({ repository: z.string(), set: z.string(), at: instant, committedAt: instant.optional() })
    .optional(),
  crossBorder: z.object({ source: z.string(), repository: z.string(), reason: z.string() }).optional(),
  warnings: texts,
});
