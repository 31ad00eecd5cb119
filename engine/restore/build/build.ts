import { type ArchiveGraph, describeEntry, relationKinds } from '../../archive/archiveGraph.ts';
import type { EntryRules } from '../../archive/entrySql.ts';
import { PgstowError } from '../../errors.ts';
import type { ProgressMeter } from '../../events.ts';
import type { ArchiveEntry } from '../../postgres/archive.ts';
import { quoteQualified } from '../../postgres/identifier.ts';
import type { Job } from '../jobs.ts';
import { loadedId } from '../rows/load.ts';
import type { LostRows } from '../rows/lostRows.ts';
import { done, type RestoreTask } from '../task/task.ts';
import { runNoted } from './definitions.ts';
import type { Steps } from './steps.ts';

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
  const nothing = () => {};
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
      noted: [
        { what: done.entry(entry.dumpId), learn: nothing },
        { what: done.leftOutEntry(entry.dumpId), learn: () => lost.leaveOut(entry) },
      ],
      run: async (client) => {
        const build = (adapt: (sql: string) => string) => runNoted(client, entry, rules, { task, graph }, adapt);
        try {
          await build((sql) => retarget(sql, entry, graph.ownerOf(entry), steps));
        } catch (thrown) {
          if (!lost.some || !isViolation(thrown)) throw thrown;
          meter.warn(
            await buildDespiteLoss(entry, thrown, {
              build,
              leaveOut: async () => {
                lost.leaveOut(entry);
                await task.noteDone(client, done.leftOutEntry(entry.dumpId));
              },
            }),
          );
        }
      },
    };
  });
}

/**
 * A foreign key to rows that are lost checks new rows, and not those that are there. One of a partitioned table cannot be had so before
 * PostgreSQL 18: it is left out. https://www.postgresql.org/docs/17/sql-altertable.html
 */
async function buildDespiteLoss(
  entry: ArchiveEntry,
  violation: PgstowError,
  { build, leaveOut }: { build: (adapt: (sql: string) => string) => Promise<void>; leaveOut: () => Promise<void> },
): Promise<string> {
  try {
    await build(notValid);
    return `${describeEntry(entry)} is NOT VALID, for rows that it points to are lost: ${violation.message}`;
  } catch (thrown) {
    if (!(thrown instanceof PgstowError) || sqlStateOf(thrown) !== wrongObjectType) throw thrown;
    await leaveOut();
    return `${describeEntry(entry)} is left out, for rows that it points to are lost: ${thrown.message}`;
  }
}

const wrongObjectType = '42809';

function notValid(sql: string): string {
  return sql.includes('FOREIGN KEY') ? sql.replace(/;?\s*$/, ' NOT VALID;') : sql;
}

/** foreign_key_violation, below the error that names the entry. */
export function isViolation(thrown: unknown): thrown is PgstowError {
  return thrown instanceof PgstowError && sqlStateOf(thrown) === '23503';
}

function sqlStateOf({ cause }: PgstowError): string | undefined {
  return (cause as { code?: string } | undefined)?.code;
}

/** The statements of an index may name the index too, which moves along with its table. */
function retarget(sql: string, entry: ArchiveEntry, owner: ArchiveEntry, { tablesAside }: Steps): string {
  const table = { schema: owner.namespace ?? '', name: owner.tag };
  const index = entry.desc === 'INDEX' && tablesAside.has(table) ? { ...table, name: entry.tag } : undefined;
  return tablesAside.retarget(sql, index);
}

const entryId = (dumpId: number) => `entry ${dumpId}`;

/** The tables that an entry looks at: a foreign key of a partitioned table at all its partitions, whose rows it checks. */
export function tablesOf(graph: ArchiveGraph, entry: ArchiveEntry): { schema: string; name: string }[] {
  const owners = [entry, ...graph.needs(entry)].map((each) => graph.ownerOf(each));
  const partitions = entry.desc === 'FK CONSTRAINT' ? graph.partitionsOf(graph.ownerOf(entry)) : [];
  const relations = new Set([...owners, ...partitions].filter((each) => relationKinds.has(each.desc)));
  return [...relations].map((owner) => ({ schema: owner.namespace ?? '', name: owner.tag }));
}
