import { PgstowError } from '../../errors.ts';

export interface TableName {
  readonly schema: string;
  readonly name: string;
}

/** pg_dump runs a query for each pattern, which reads all of pg_class: 4 ms at 3,000 tables. */
const namesPerPattern = 200;

/**
 * The text of a pg_dump filter file that leaves out exactly these tables. Arguments would end at the system's limit of a
 * command line; a file has none. Format: https://www.postgresql.org/docs/current/app-pgdump.html (option `--filter`)
 */
export function excludeFilter(tables: readonly TableName[]): string {
  const bySchema = Map.groupBy(tables, ({ schema }) => schema);
  const lines: string[] = [];
  for (const [schema, members] of bySchema) {
    for (let from = 0; from < members.length; from += namesPerPattern) {
      const names = members.slice(from, from + namesPerPattern).map(({ name }) => quotePattern(name));
      lines.push(`exclude table ${quotePattern(schema)}.${names.join('|')}\n`); // a pattern is a regular expression
    }
  }
  return lines.join('');
}

/** Inside double quotes every character stands for itself, `""` is a quote, and the file adds `\\` and `\n`. */
function quotePattern(name: string): string {
  if (name.includes('\r')) {
    throw new PgstowError(
      'unsupported',
      `the name of a schema or table holds a carriage return: ${JSON.stringify(name)}`,
      {
        hint: 'pg_dump cannot be told to leave it out: rename it, or include it in the plan',
      },
    );
  }
  return `"${name.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('"', '""')}"`;
}
