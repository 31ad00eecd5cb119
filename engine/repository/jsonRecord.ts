import type { z } from 'zod';
import { messageOf, PgstowError } from '../errors.ts';

/** A value as a small JSON object of the store: indented, for people read these too. */
export function encodeRecord(value: unknown): Buffer {
  return Buffer.from(`${JSON.stringify(value, null, 2)}\n`);
}

/** The mirror image: rejects with `damaged`, naming the object and what is wrong with it. */
export function decodeRecord<T>(bytes: Uint8Array, schema: z.ZodType<T>, key: string): T {
  return checkShape(parseJson(bytes, key), schema, key);
}

export function parseJson(bytes: Uint8Array, where: string): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (thrown) {
    throw damaged(where, `is not JSON: ${messageOf(thrown)}`, thrown);
  }
}

export function checkShape<T>(value: unknown, schema: z.ZodType<T>, where: string): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw damaged(
    where,
    `does not fit: ${issue?.path.map(String).join('.') || 'the whole'}: ${issue?.message}`,
    parsed.error,
  );
}

export function damaged(where: string, what: string, cause?: unknown): PgstowError {
  return new PgstowError('damaged', `${where} ${what}`, {
    hint: 'run pgstow verify to see what else is damaged; restore it from a copy of the repository if you have one',
    cause,
  });
}
