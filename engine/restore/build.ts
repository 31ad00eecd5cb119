import { type ArchiveGraph, describeEntry, relationKinds } from '../archive/archiveGraph.ts';
import type { EntryRules } from '../archive/entrySql.ts';
import { messageOf, PgstowError } from '../errors.ts';
import type { ProgressMeter } from '../events.ts';
import type { ArchiveEntry } from '../postgres/archive.ts';
import { quoteQualified } from '../postgres/identifier.ts';
import { runNoted } from './definitions.ts';
import type { Job } from './jobs.ts';
import { loadedId } from './load.ts';
import type { LostRows } from './lostRows.ts';
import type { Steps } from './steps.ts';
import type { RestoreTask } from './task.ts';

/**
 * The jobs that build indexes and constraints: each when the tables it looks at are loaded and what it rests on is built.
 * CREATE INDEX lets others read a table along with it; a constraint takes the table for itself, a foreign key both of its
 * tables. https://www.postgresql.org/docs/current/explicit-locking.html
 */
export function buildJobs(
  graph: ArchiveGraph,
  steps: Steps,
  { rules, task, lost, meter }: { rules: EntryRules; task: RestoreTask; lost: LostRows; meter: ProgressMeter },
  bytesOf: (table: string) => number,
): Job[] {
  const built = new Set(steps.build.map((entry) => entry.dumpId));
  return steps.build.map((entry) => {
    const tables = tablesOf(graph, entry);
    const ids = tables.map((table) => loadedId(table));
    return {
      id: entryId(entry.dumpId),
      after: [...ids, ...entry.dependencies.filter((id) => built.has(id)).map(entryId)],
      exclusive: entry.desc === 'INDEX' ? [] : ids,
      shared: entry.desc === 'INDEX' ? ids : [],
      size: Math.max(0, ...tables.map((table) => bytesOf(quoteQualified(table.schema, table.name)))),
      run: (client) =>
        runNoted(client, entry, rules, { task, graph }, (sql) =>
          retarget(sql, entry, graph.ownerOf(entry), steps),
        ).catch(async (thrown) => {
          if (!lost.some || !isViolation(thrown)) throw thrown;
          meter.warn(`${describeEntry(entry)} is NOT VALID, for rows that it points to are lost: ${messageOf(thrown)}`);
          await runNoted(client, entry, rules, { task, graph }, notValid);
        }),
    };
  });
}

/** New rows are checked, and those that are there are not: https://www.postgresql.org/docs/current/sql-altertable.html */
function notValid(sql: string): string {
  return sql.includes('FOREIGN KEY') ? sql.replace(/;?\s*$/, ' NOT VALID;') : sql;
}

/** foreign_key_violation, below the error that names the entry. */
export function isViolation(thrown: unknown): thrown is PgstowError {
  return thrown instanceof PgstowError && (thrown.cause as { code?: string } | undefined)?.code === '23503';
}

/** The statements of an index may name the index too, which moves along with its table. */
function retarget(sql: string, entry: ArchiveEntry, owner: ArchiveEntry, { tablesAside }: Steps): string {
  const table = { schema: owner.namespace ?? '', name: owner.tag };
  const index = entry.desc === 'INDEX' && tablesAside.has(table) ? { ...table, name: entry.tag } : undefined;
  return tablesAside.retarget(sql, index);
}

const entryId = (dumpId: number) => `entry ${dumpId}`;

/** The tables that an entry looks at. */
export function tablesOf(graph: ArchiveGraph, entry: ArchiveEntry): { schema: string; name: string }[] {
  const owners = [entry, ...graph.needs(entry)].map((each) => graph.ownerOf(each));
  const relations = new Set(owners.filter((owner) => relationKinds.has(owner.desc)));
  return [...relations].map((owner) => ({ schema: owner.namespace ?? '', name: owner.tag }));
}
