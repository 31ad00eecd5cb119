import type pg from 'pg';
import { describeCatalogRows } from './oracle/catalogRows.ts';
import { describeContent } from './oracle/content.ts';
import { describeByPgDump } from './oracle/nativeDump.ts';
import { describeObjectDetails } from './oracle/objectDetails.ts';

/**
 * The whole database, definitions and content, as sorted lines in which equal databases are equal, whatever their OIDs. The
 * tests' own truth: it shares nothing with the product. Connect as a superuser.
 */
export async function describeDatabase(client: pg.Client): Promise<string[]> {
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  try {
    await client.query(settings);
    const lines = [
      ...(await describeCatalogRows(client)),
      ...(await describeObjectDetails(client)),
      ...(await describeContent(client)),
      ...(await describeByPgDump(client)),
    ];
    return lines.sort();
  } finally {
    await client.query('ROLLBACK');
  }
}

export interface Comparison {
  /** Lines that match one of these may differ; each use says why. */
  readonly ignore?: readonly RegExp[];
}

/** What belongs to a database as a whole: set where a restore creates the database, not where it finds one. */
export const databaseProperties = [/^pg_database /, /^pg_db_role_setting /, /^comment on database/];

/** Fails with the lines that only one of the two databases has. */
export async function expectSameDatabase(
  expected: pg.Client,
  actual: pg.Client,
  comparison: Comparison = {},
): Promise<void> {
  const difference = compareLines(await describeDatabase(expected), await describeDatabase(actual), comparison);
  if (difference.length > 0)
    throw new Error(`the databases differ in ${difference.length} lines:\n${shorten(difference)}`);
}

/** `-` lines are only in the first, `+` lines only in the second; in the order of the lines, so that pairs stand together. */
export function compareLines(
  expected: readonly string[],
  actual: readonly string[],
  { ignore = [] }: Comparison = {},
): string[] {
  const matters = (line: string) => !ignore.some((pattern) => pattern.test(line));
  const missing = without(expected, actual)
    .filter(matters)
    .map((line) => ({ sign: '-', line }));
  const extra = without(actual, expected)
    .filter(matters)
    .map((line) => ({ sign: '+', line }));
  return [...missing, ...extra].sort((a, b) => (a.line < b.line ? -1 : 1)).map(({ sign, line }) => `${sign} ${line}`);
}

const settings = `
  SET LOCAL search_path = '';
  SET LOCAL row_security = off;
  SET LOCAL timezone = 'UTC';
  SET LOCAL datestyle = 'ISO';
  SET LOCAL intervalstyle = 'postgres';
  SET LOCAL extra_float_digits = 3;
  SET LOCAL bytea_output = 'hex';
  SET LOCAL lc_monetary = 'C';
  SET LOCAL xmloption = 'content';
  SET LOCAL statement_timeout = 0`;

/** The lines of `lines` that `others` does not have as often. */
function without(lines: readonly string[], others: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const line of others) left.set(line, (left.get(line) ?? 0) + 1);
  return lines.filter((line) => {
    const count = left.get(line) ?? 0;
    left.set(line, count - 1);
    return count <= 0;
  });
}

const shownLines = 60;

function shorten(lines: readonly string[]): string {
  const more = lines.length > shownLines ? [`... and ${lines.length - shownLines} more`] : [];
  return [...lines.slice(0, shownLines), ...more].join('\n');
}
