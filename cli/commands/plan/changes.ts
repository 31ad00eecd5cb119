import { isDeepStrictEqual } from 'node:util';

/** The fields in which two documents differ, as `source.host`; a list counts as one field. All of them when one is new. */
export function changesBetween(before: unknown, after: unknown, path = ''): string[] {
  if (isDeepStrictEqual(before, after)) return [];
  if (!isRecord(after) || (!isRecord(before) && path !== '')) return [path];
  const old = isRecord(before) ? before : {};
  const fields = [...new Set([...Object.keys(old), ...Object.keys(after)])].sort();
  return fields.flatMap((field) => changesBetween(old[field], after[field], path ? `${path}.${field}` : field));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
