import { createHash } from 'node:crypto';
import { z } from 'zod';
import { PgstowError } from '../errors.ts';
import { checkShape, damaged, parseJson } from './jsonRecord.ts';
import { manifestKey } from './keys.ts';
import type { SetManifest } from './manifest.ts';

/*
 * The bytes of a manifest.json, in every format that will ever be:
 *
 *   {"sha256":"<64 hex>","manifest":<JSON>}\n
 *
 * It is one JSON object for whoever reads it, and it proves itself: the hash is that of the exact bytes of <JSON>, and
 * nothing may differ around them. <JSON> names its format, its plan and its set.
 */
const begin = /^\{"sha256":"([0-9a-f]{64})","manifest":/;
const beginLength = '{"sha256":"'.length + 64 + '","manifest":'.length;
const end = '}\n';

export function encodeManifest(manifest: SetManifest): Buffer {
  const body = JSON.stringify(manifest);
  return Buffer.from(`{"sha256":"${sha256(body)}","manifest":${body}${end}`);
}

/**
 * The mirror image. Rejects with `damaged` what was altered, cut, or moved to another set's place, and with `unsupported`
 * what a later version wrote.
 */
export function decodeManifest(bytes: Buffer, plan: string, set: string): SetManifest {
  const key = manifestKey(plan, set);
  const value = parseJson(provenBody(bytes, key), key);
  refuseLaterFormat(value, key);
  const manifest = checkShape(value, manifestSchema, key);
  if (manifest.plan === plan && manifest.set === set) return manifest;
  throw damaged(key, `holds another set's manifest: ${manifest.set} of plan ${manifest.plan}`);
}

function provenBody(bytes: Buffer, key: string): Buffer {
  const [, hash] = begin.exec(bytes.toString('latin1', 0, beginLength)) ?? [];
  if (!hash) throw damaged(key, `does not begin as a manifest does (${bytes.length} bytes)`);
  if (bytes.toString('latin1', bytes.length - end.length) !== end)
    throw damaged(key, `is cut short (${bytes.length} bytes)`);
  const body = bytes.subarray(beginLength, bytes.length - end.length);
  const actual = sha256(body);
  if (actual !== hash) throw damaged(key, `was altered: its SHA-256 is ${actual}, it should be ${hash}`);
  return body;
}

function refuseLaterFormat(value: unknown, key: string): void {
  const { format } = (value ?? {}) as { format?: unknown };
  if (typeof format !== 'number' || format <= 1) return;
  throw new PgstowError('unsupported', `${key} is of format ${format}; this version of pgstow reads format 1`, {
    hint: 'use the version of pgstow that wrote it, or a later one',
  });
}

function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
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
  crossBorder: z.object({ source: z.string(), repository: z.string(), reason: z.string() }).optional(),
  warnings: texts,
});
