import type pg from 'pg';
import type { EntryRules } from '../../archive/entrySql.ts';
import { messageOf, PgstowError } from '../../errors.ts';
import type { ProgressMeter } from '../../events.ts';
import { sharesBlobs } from '../../pipe/blobReader.ts';
import type { ArchiveEntry } from '../../postgres/archive.ts';
import { lostConnection } from '../../postgres/databaseError.ts';
import { quoteLiteral, quoteQualified } from '../../postgres/identifier.ts';
import type { MaterializedViewItem, SequenceItem, TableItem } from '../../repository/contents.ts';
import type { Job } from '../jobs.ts';
import type { SequenceValue } from '../rows/setContents.ts';
import { done, type RestoreTask } from '../task/task.ts';
import { type Notebook, runEntry, runNoted } from './definitions.ts';
import { withTextOfTarget } from './expressionSettings.ts';

/**
 * Gives sequences the set's values. One that stood in the target before goes forward only: it may have given out values
 * that rows use which are not the set's.
 */
export async function setSequences(client: pg.Client, sequences: readonly SequenceValue[]): Promise<void> {
  for (let at = 0; at < sequences.length; at += 500) {
    const calls = sequences.slice(at, at + 500).map(({ item, schema, standing }) => {
      const name = quoteQualified(schema, item.name);
      const call = `SELECT pg_catalog.setval(${quoteLiteral(name)}, ${item.lastValue}, ${item.isCalled})`;
      return standing ? `${call} ${unlessFurther(name, item)}` : call;
    });
    await client.query(calls.join(';\n'));
  }
}

/** A sequence that counts down is further when it is lower; of two equal values, the one that was given out. */
function unlessFurther(name: string, { lastValue, isCalled }: SequenceItem): string {
  return `FROM ${name} s JOIN pg_catalog.pg_sequence d ON d.seqrelid = ${quoteLiteral(name)}::pg_catalog.regclass
          WHERE (pg_catalog.sign(seqincrement::numeric) * s.last_value, s.is_called) < (pg_catalog.sign(seqincrement::numeric) * ${lastValue}::numeric, ${isCalled})`;
}

/**
 * Triggers, rules, policies, remarks, privileges: serial, in the archive's order. Publications or materialized views among
 * them would keep a killed restore's tables from being removed, so they are noted too.
 */
export async function finishEntries(
  client: pg.Client,
  entries: readonly ArchiveEntry[],
  rules: EntryRules,
  notebook: Notebook,
): Promise<void> {
  for (const entry of entries) await runNoted(client, entry, rules, notebook);
}

/** Default privileges, and after them event triggers, which fire when privileges are given. */
export async function closeEntries(
  client: pg.Client,
  entries: readonly ArchiveEntry[],
  rules: EntryRules,
): Promise<void> {
  const ordered = entries.toSorted((a, b) => Number(a.desc !== 'DEFAULT ACL') - Number(b.desc !== 'DEFAULT ACL'));
  for (const entry of ordered) await runEntry(client, entry, rules);
}

/**
 * Fills materialized views, in the order in which the archive creates them: none comes before one that it reads. `onRefused` is told of
 * one that the server cannot fill; without it that is thrown.
 */
export async function refreshViews(
  client: pg.Client,
  views: readonly MaterializedViewItem[],
  onRefused: (error: PgstowError) => void = (error) => {
    throw error;
  },
): Promise<void> {
  if (views.length > 0) await withTextOfTarget(client, () => refreshAll(client, views, onRefused));
}

async function refreshAll(
  client: pg.Client,
  views: readonly MaterializedViewItem[],
  onRefused: (error: PgstowError) => void,
): Promise<void> {
  for (const { schema, name } of views) {
    await client.query(`REFRESH MATERIALIZED VIEW ${quoteQualified(schema, name)}`).catch((thrown) => {
      const what = `cannot refresh materialized view ${schema}.${name}`;
      const lost = lostConnection(thrown, what);
      if (lost) throw lost;
      const hint = 'its definition may need a setting, a role or an object that the target lacks';
      onRefused(new PgstowError('database', `${what}: ${messageOf(thrown)}`, { hint, cause: thrown }));
    });
  }
}

/** The jobs that tell the planner what the tables hold. Small ones are many to a message: a turn for each takes longer than it. */
export function analyzeJobs(
  tables: readonly TableItem[],
  { task, meter }: { task: RestoreTask; meter: ProgressMeter },
): Job[] {
  const [small, large] = [true, false].map((yes) => tables.filter(({ bytes }) => sharesBlobs(bytes) === yes));
  const groups = large!.map((table) => [table]);
  for (let at = 0; at < small!.length; at += 50) groups.push(small!.slice(at, at + 50));
  return groups.map((group, i): Job => {
    const what = done.analyzed(i);
    const run = async (client: pg.Client) => {
      await analyzeGroup(client, group, meter);
      if (task.isShared) await task.noteDone(client, what);
    };
    const noted = [{ what, learn: () => {} }];
    return { id: what, after: [], exclusive: [], shared: [], size: bytesOf(group), noted, run };
  });
}

const bytesOf = (tables: readonly TableItem[]) => tables.reduce((sum, { bytes }) => sum + bytes, 0);

/** Each table has a transaction of its own. What cannot be analyzed is warned of: its rows are whole all the same. */
async function analyzeGroup(client: pg.Client, tables: readonly TableItem[], meter: ProgressMeter): Promise<void> {
  const names = tables.map(({ schema, name }) => quoteQualified(schema, name));
  try {
    await client.query(`ANALYZE ${names.join(', ')}`);
  } catch (thrown) {
    const [only] = tables;
    if (tables.length === 1) meter.warn(`${only!.schema}.${only!.name} could not be analyzed: ${messageOf(thrown)}`);
    else for (const table of tables) await analyzeGroup(client, [table], meter);
  }
}
