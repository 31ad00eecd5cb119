import type pg from 'pg';
import { type ArchiveGraph, describeEntry } from '../../archive/archiveGraph.ts';
import { type EntryRules, entrySql } from '../../archive/entrySql.ts';
import { messageOf, PgstowError, throwIfAborted } from '../../errors.ts';
import type { ArchiveEntry } from '../../postgres/archive.ts';
import { lostConnection } from '../../postgres/databaseError.ts';
import { sendable } from '../../postgres/sendable.ts';
import { nameOfEntry } from '../target/catalogObjects.ts';
import { type Creation, noteDoneSql, noteObjectsSql } from '../task/notes.ts';
import { done, type RestoreTask } from '../task/task.ts';
import { inPatientTransaction, lockTables } from './patientTransaction.ts';
import type { Steps } from './steps.ts';

/** So many entries share a transaction: all at once, ten thousand tables would not fit the server's lock table. */
const batchSize = 50;

/** Where it is noted how to remove what is created, and what belongs to what. */
export interface Notebook {
  readonly task: RestoreTask;
  readonly graph: ArchiveGraph;
}

/** Creates what comes before the data, in the archive's order, each batch with the notes of how to remove it again. */
export async function createDefinitions(
  client: pg.Client,
  entries: readonly ArchiveEntry[],
  rules: EntryRules,
  graph: ArchiveGraph,
): Promise<void> {
  for (let at = 0; at < entries.length; at += batchSize) {
    const batch = entries.slice(at, at + batchSize);
    const notes = noteObjectsSql(batch.flatMap((entry) => removal(entry, graph)));
    throwIfAborted(rules.signal);
    await client
      .query(inOneMessage([...batch.flatMap((entry) => sqlOf(entry, rules)), ...notes]))
      .catch(async (thrown) => {
        const lost = lostConnection(thrown, 'cannot create the definitions');
        if (lost) throw lost;
        await inTransaction(client, async () => {
          for (const entry of batch) await runEntry(client, entry, rules); // once more, so that the error names its entry
          await client.query(inOneMessage(notes));
        });
      });
  }
}

/**
 * Statements, one a line, that the server carries out as one transaction, unless it is in one already: a turn for each of ten thousand would
 * take longer than most of them. https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-MULTI-STATEMENT
 */
export function inOneMessage(statements: readonly string[]): string {
  return statements.join('\n;\n');
}

/** Creates the tables that will replace others, without moving the others for longer than the transaction lasts. */
export async function createAside(
  client: pg.Client,
  steps: Steps,
  rules: EntryRules,
  { task, signal }: { task: RestoreTask; signal: AbortSignal },
): Promise<void> {
  const { tablesAside: aside, replacedTables } = steps;
  await inPatientTransaction(client, signal, async () => {
    await lockTables(client, replacedTables);
    await aside.createSchemas(client);
    for (const table of replacedTables) await aside.stepOut(client, table);
    for (const entry of steps.aside) await runEntry(client, entry, rules);
    for (const entry of steps.aside.filter(({ desc }) => desc === 'TABLE')) {
      await aside.putAside(client, { schema: entry.namespace ?? '', name: entry.tag });
    }
    for (const table of replacedTables) await aside.stepBack(client, table);
    await aside.dropOldSchemas(client);
    await task.noteAside(client, aside.creations);
  });
}

export async function inTransaction(client: pg.Client, run: () => Promise<void>): Promise<void> {
  await client.query('BEGIN');
  await untilCommitted(client, async () => {
    await run();
    await client.query('COMMIT');
  });
}

/** Runs what begins a transaction and commits it; when it fails the transaction is undone. */
export async function untilCommitted(client: pg.Client, run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (thrown) {
    await client.query('ROLLBACK').catch(() => {});
    throw thrown;
  }
}

/** What can be said twice needs no note that it was said. */
const repeatable: ReadonlySet<string> = new Set(['ACL', 'COMMENT', 'SECURITY LABEL', 'ROW SECURITY']);

/**
 * Carries out one entry, unless that is noted: with the note, and one of how to remove it where it would not go with something
 * else.
 */
export async function runNoted(
  client: pg.Client,
  entry: ArchiveEntry,
  rules: EntryRules,
  { task, graph }: Notebook,
  adapt?: (sql: string) => string,
): Promise<void> {
  if (repeatable.has(entry.desc)) return runEntry(client, entry, rules, adapt);
  const what = done.entry(entry.dumpId);
  if (task.isDone(what)) return;
  await runEntry(client, entry, rules, adapt, [...noteObjectsSql(removal(entry, graph)), noteDoneSql(what)]);
}

/** Carries out one entry, together with its notes; an error names it. */
export async function runEntry(
  client: pg.Client,
  entry: ArchiveEntry,
  rules: EntryRules,
  adapt?: (sql: string) => string,
  notes: readonly string[] = [],
): Promise<void> {
  throwIfAborted(rules.signal);
  const statements = [...sqlOf(entry, rules, adapt), ...notes];
  if (statements.length === 0) return;
  try {
    await client.query(inOneMessage(statements));
  } catch (thrown) {
    throw entryError(entry, thrown);
  }
}

function sqlOf(entry: ArchiveEntry, rules: EntryRules, adapt = (sql: string) => sql): string[] {
  return entrySql(entry, rules).map((sql) => sendable(adapt(sql)));
}

export function entryError(entry: ArchiveEntry, thrown: unknown): PgstowError {
  if (thrown instanceof PgstowError) return thrown;
  const lost = lostConnection(thrown, `cannot create ${describeEntry(entry)}`);
  if (lost) return lost;
  const code = (thrown as { code?: string }).code ?? '';
  const what = `cannot create ${describeEntry(entry)}: ${messageOf(thrown)}`;
  switch (code) {
    case '42501':
      return new PgstowError('privilege', what, {
        hint: 'restore as a role that may create it (pgstow grants PLAN --for restore), or with --no-owner --no-acl, or leave it out with --table or --schema',
        cause: thrown,
      });
    case '53200':
      return new PgstowError('database', what, {
        hint: 'raise max_locks_per_transaction in the target',
        cause: thrown,
      });
    case '23503': // foreign_key_violation
      return new PgstowError('database', what, {
        hint: 'its rows point to rows that the target lacks: restore the table that they point to along with it; a table beside another one gets such a key with --keep-foreign-keys alone',
        cause: thrown,
      });
    case '42P07': // duplicate_table, and whatever shares its names
    case '42710': // duplicate_object
    case '42723': // duplicate_function
      return new PgstowError('conflict', what, {
        hint: 'it was not there when the restore was previewed, or it is of a kind that shares the name: pgstow restore --dry-run shows the plan anew',
        cause: thrown,
      });
    default:
      return new PgstowError('database', what, {
        hint: 'the target may be older than the source, or hold something of that name: pgstow restore --dry-run shows the plan',
        cause: thrown,
      });
  }
}

/** Parts that can tie objects together so that neither can go before the other. */
const tying: ReadonlySet<string> = new Set(['DEFAULT', 'FK CONSTRAINT', 'RULE']);

/** How to remove what an entry created. Other parts than those go with their whole. */
function removal(entry: ArchiveEntry, graph: ArchiveGraph): Creation[] {
  const goesAlone = graph.ownerOf(entry) === entry || tying.has(entry.desc);
  return goesAlone && entry.dropStmt ? [{ ...nameOfEntry(entry), statement: entry.dropStmt }] : [];
}
