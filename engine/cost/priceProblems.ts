import type { z } from 'zod';

/** What the fields of a price table take, by their names; every other one is a price. */
const allowed: Readonly<Record<string, string>> = {
  currency: 'a text, such as EUR',
  date: 'a day or a month, such as 2026-11-01 or 2026-11',
  source: 'a text: where the prices were found',
  note: 'a text',
  classes: 'a mapping of storage classes to their prices',
  minimumDays: 'a whole number, 0 or more',
  minimumBytes: 'a whole number, 0 or more',
};

/** What is wrong with a price table, in the words in which problems of plans are told. `given` is the table as it was written. */
export function priceProblems(issues: readonly z.core.$ZodIssue[], given: unknown, fields: Fields): string[] {
  return issues.flatMap((issue) => {
    const { path } = issue;
    if (issue.code === 'unrecognized_keys') {
      const known = path.length === 0 ? fields.table : fields.ofClass;
      return issue.keys.map((key) => `${nameOf([...path, key])} is not a field; known are ${known.join(', ')}`);
    }
    return notAllowed(path, path.reduce<unknown>(fieldOf, given));
  });
}

/** The names of all fields there are, of the table and of one class in it. */
export interface Fields {
  readonly table: readonly string[];
  readonly ofClass: readonly string[];
}

function notAllowed(path: readonly PropertyKey[], value: unknown): string {
  const takes = `allowed: ${allowedAt(path)}`;
  if (value === undefined) return `${nameOf(path)} is missing; ${takes}`;
  const shown = typeof value === 'object' && value !== null ? 'a mapping or a list' : JSON.stringify(value);
  return `${nameOf(path)}: ${shown} is not allowed; ${takes}`;
}

function allowedAt(path: readonly PropertyKey[]): string {
  if (path.length === 0) return 'a mapping of fields';
  if (path.length === 2) return 'a mapping of prices, such as { "storage": 0.02, "get": 0.0004 }';
  return allowed[String(path.at(-1))] ?? 'a number, 0 or more';
}

function nameOf(path: readonly PropertyKey[]): string {
  return path.map(String).join('.') || 'the table';
}

function fieldOf(value: unknown, part: PropertyKey): unknown {
  return (value as Readonly<Record<PropertyKey, unknown>> | undefined)?.[part];
}
