import { quoteIdent, quoteQualified } from '../../engine/postgres/identifier.ts';
import type { Preview, PreviewItem } from '../../engine/restore/preview/preview.ts';
import { compareLines } from '../oracle.ts';
import type { TestDatabase } from '../servers.ts';
import { describeWhole } from './describe.ts';

/**
 * Drops the tables that others were restored beside, gives those the names, and tells in what the database differs from what
 * it was: `+` and `-` lines of the tests' oracle. What was dropped along with the tables is left out; whatever a restored table
 * had of an original is gone, and so is told.
 */
export async function takePlaces(
  database: TestDatabase,
  before: readonly string[],
  { items }: Preview,
): Promise<string[]> {
  const renamed = items.filter(({ action }) => action === 'rename');
  const tables = renamed.filter(({ kind }) => kind === 'TABLE');
  await database.query(`SET client_min_messages = warning; DROP TABLE ${tables.map(original).join(', ')} CASCADE`);
  for (const item of renamed.filter(({ kind }) => kind === 'SEQUENCE'))
    await database.query(`DROP SEQUENCE IF EXISTS ${original(item)} CASCADE`);
  for (const item of renamed) await database.query(rename(item));
  const isAboutRestored = aboutRestored(renamed);
  const differences = compareLines(before.map(plain), (await describeWhole(database)).map(plain));
  return differences.filter((line) => line.startsWith('+') || isAboutRestored(line.slice(2)));
}

function original({ schema, name }: PreviewItem): string {
  return quoteQualified(schema, name);
}

function rename({ kind, name, restoredAs }: PreviewItem): string {
  const what = kind === 'CONSTRAINT' ? 'INDEX' : kind;
  return `ALTER ${what} ${quoteQualified(restoredAs!.schema, restoredAs!.name)} RENAME TO ${quoteIdent(name)}`;
}

/** Lines without names that the server makes up: of columns that are not null, and of the keys of partitions. */
function plain(line: string): string {
  if (!/^pg_constraint /.test(line) || !/ contype="n"| conparentid=/.test(line)) return line;
  return line
    .replace(/^.*? on (.*?) conname=.*?(?= connamespace=)/s, 'pg_constraint - on $1')
    .replace(/ conparentid=.*?(?= con\w+=)/s, '');
}

/** What a line is about, where it is something of a table; as the server spells it. */
const subject =
  /^(?:pg_class|rows of|value of|pg_attribute attrelid=|pg_index indexrelid=|pg_inherits inhrelid=|pg_sequence seqrelid=|pg_partitioned_table partrelid=|pg_statistic_ext|pg_(?:constraint|trigger|policy) .*? on|comment on .*? on) ?(.*)$/s;

function aboutRestored(renamed: readonly PreviewItem[]): (line: string) => boolean {
  const bare = (text: string) => text.replace(/["\\]/g, '');
  const names = renamed.map(({ schema, name }) => bare(`${schema}.${name}`));
  return (line) => {
    const about = bare(subject.exec(line)?.[1] ?? '');
    return names.some((name) => about.startsWith(name) && /^([ .:]|$)/.test(about.slice(name.length)));
  };
}
