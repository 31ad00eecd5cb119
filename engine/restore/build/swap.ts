import type pg from 'pg';
import type { EntryRules } from '../../archive/entrySql.ts';
import { messageOf, PgstowError } from '../../errors.ts';
import type { ArchiveEntry } from '../../postgres/archive.ts';
import { quoteQualified } from '../../postgres/identifier.ts';
import type { MaterializedViewItem } from '../../repository/contents.ts';
import type { RestoreTask } from '../task/task.ts';
import type { TableName } from './aside.ts';
import { isViolation } from './build.ts';
import { runEntry } from './definitions.ts';
import { dropReaders } from './dropReaders.ts';
import { refreshViews } from './finish.ts';
import { inPatientTransaction, lockTables } from './patientTransaction.ts';
import type { Steps } from './steps.ts';

export interface SwapOptions {
  /** Materialized views that held data. */
  readonly populated: readonly MaterializedViewItem[];
  /** Replaces the large objects that are to be replaced; absent when there are none. */
  readonly replaceLargeObjects: (() => Promise<void>) | undefined;
  readonly task: RestoreTask;
  readonly signal: AbortSignal;
}

/**
 * Puts the tables aside into their places, with everything that names them, and drops those they replace: one transaction,
 * so that a reader sees the old or the new, and nothing is lost if it fails.
 *
 * Foreign keys are checked in it too, and large objects written: readers of the tables wait for that. Checking them after
 * the commit would let readers in sooner, and could find too late that the new rows do not fit.
 */
export async function swap(
  client: pg.Client,
  steps: Steps,
  rules: EntryRules,
  { populated, replaceLargeObjects, task, signal }: SwapOptions,
): Promise<void> {
  const { tablesAside: aside, replacedTables, replacedViews } = steps;
  if (steps.aside.length === 0 && steps.swap.length === 0 && !replaceLargeObjects) return;
  await inPatientTransaction(client, signal, async () => {
    try {
      await dropReaders(client, replacedTables, replacedViews.map(nameOf));
      await dropViews(client, replacedViews);
      await lockTables(client, replacedTables);
      await dropTables(client, replacedTables);
    } catch (thrown) {
      throw swapError(thrown);
    }
    for (const { desc, namespace, tag } of steps.aside) {
      if (desc === 'TABLE') await aside.takePlace(client, { schema: namespace ?? '', name: tag });
    }
    for (const entry of steps.swap) {
      await runEntry(client, entry, rules).catch((thrown) => {
        throw isViolation(thrown) ? violationError(thrown) : thrown;
      });
    }
    await refreshViews(
      client,
      populated.filter((view) => steps.swap.some((entry) => isView(entry, view))),
    );
    await task.noteSwapped(client);
    await replaceLargeObjects?.(); // last: what comes before may have to wait for a lock and start over
  });
}

async function dropViews(client: pg.Client, views: readonly ArchiveEntry[]): Promise<void> {
  for (const view of [...views].reverse()) {
    await client.query(`DROP ${view.desc} ${quoteQualified(view.namespace ?? '', view.tag)}`);
  }
}

function nameOf({ namespace, tag }: ArchiveEntry): TableName {
  return { schema: namespace ?? '', name: tag };
}

/** All at once: they may need each other. */
async function dropTables(client: pg.Client, tables: readonly TableName[]): Promise<void> {
  if (tables.length === 0) return;
  await client.query(`DROP TABLE ${tables.map(({ schema, name }) => quoteQualified(schema, name)).join(', ')}`);
}

function swapError(thrown: unknown): PgstowError {
  const { detail } = thrown as { detail?: string };
  const which = detail ? ` (${detail.replaceAll('\n', '; ')})` : '';
  return new PgstowError('conflict', `cannot swap the restored tables in: ${messageOf(thrown)}${which}`, {
    hint: 'something in the target depends on what would be replaced: restore it along, or drop it first; nothing was replaced',
    cause: thrown,
  });
}

function violationError(thrown: PgstowError): PgstowError {
  const { detail } = thrown.cause as { detail?: string };
  const which = detail ? ` (${detail})` : '';
  return new PgstowError('conflict', `cannot swap the restored tables in: ${thrown.message}${which}`, {
    hint: "the set's rows point to rows that the target lacks: restore the table that they point to along with them, or add the rows there; nothing was replaced",
    cause: thrown,
  });
}

function isView(entry: ArchiveEntry, view: MaterializedViewItem): boolean {
  return entry.desc === 'MATERIALIZED VIEW' && entry.namespace === view.schema && entry.tag === view.name;
}
