import { createHash } from 'node:crypto';
import { PgstowError } from '../errors.ts';
import { damaged } from './jsonRecord.ts';

/*
 * An object that proves itself:
 *
 *   {"sha256":"<64 hex>","<what>":<JSON>}\n
 *
 * It is one JSON object for whoever reads it. The hash is that of the exact bytes of <JSON>, and nothing may differ around them.
 */
type What = 'manifest' | 'report' | 'work' | 'result' | 'generation';

const beginOf = (what: What) => new RegExp(`^\\{"sha256":"([0-9a-f]{64})","${what}":`);
const beginLength = (what: What) => `{"sha256":"${'0'.repeat(64)}","${what}":`.length;
const end = '}\n';

export function encodeProven(what: What, value: unknown): Buffer {
  const body = JSON.stringify(value);
  return Buffer.from(`{"sha256":"${sha256(body)}","${what}":${body}${end}`);
}

/** The bytes of <JSON>. Rejects with `damaged` what was altered or cut. */
export function provenBody(bytes: Buffer, what: What, key: string): Buffer {
  const length = beginLength(what);
  const [, hash] = beginOf(what).exec(bytes.toString('latin1', 0, length)) ?? [];
  if (!hash) throw damaged(key, `does not begin as a ${what} does (${bytes.length} bytes)`);
  if (bytes.toString('latin1', bytes.length - end.length) !== end)
    throw damaged(key, `is cut short (${bytes.length} bytes)`);
  const body = bytes.subarray(length, bytes.length - end.length);
  const actual = sha256(body);
  if (actual !== hash) throw damaged(key, `was altered: its SHA-256 is ${actual}, it should be ${hash}`);
  return body;
}

/** Refuses what a later version wrote. */
export function refuseLaterFormat(value: unknown, key: string): void {
  const { format } = (value ?? {}) as { format?: unknown };
  if (typeof format !== 'number' || format <= 1) return;
  throw new PgstowError('unsupported', `${key} is of format ${format}; this version of pgstow reads format 1`, {
    hint: 'use the version of pgstow that wrote it, or a later one',
  });
}

function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}
