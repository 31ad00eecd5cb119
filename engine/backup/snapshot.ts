import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { messageOf, PgstowError, throwIfAborted } from '../errors.ts';
import { type DatabaseFacts, readDatabaseFacts } from '../postgres/catalog/database.ts';
import { type ReadingRole, readReadingRole } from '../postgres/catalog/readingRole.ts';
import { listTables, measureTables } from '../postgres/catalog/tables.ts';
import { withConnection } from '../postgres/connect.ts';
import { isLockTrouble } from '../postgres/databaseError.ts';
import { quoteQualified } from '../postgres/identifier.ts';
import {
  hiddenRows,
  lockedTables,
  missingSchemaRights,
  missingTableRights,
  type Reader,
} from '../postgres/missingRights.ts';
import { refuseUnsupported } from '../postgres/refusals.ts';
import { newMark, type ServerMark, setMarkSql } from '../postgres/serverMark.ts';
import { fixReadSettings } from '../postgres/session.ts';
import type { ConnectionTarget } from '../postgres/target.ts';
import type { PlanObjects } from '../spec/plan.ts';
import { type Selection, selectTables } from '../spec/selection.ts';
import { type History, historyAt, historyBefore } from './history.ts';
import { SpareConnection } from './spareConnection.ts';

/**
 * How long the first connection waits for a lock before it lets go of all of them and starts over. Whoever queues behind us
 * for a lock is held up for no longer than this. It is less than half of `deadlock_timeout`: where we and a migration wait
 * for each other, the server would else end one of the two, and that could be the migration.
 * https://www.postgresql.org/docs/current/runtime-config-locks.html
 */
export const lockWaitMs = 400;
/**
 * How long it waits for further locks, such as a sequence's, once it has those on the tables: hardly at all, for a migration
 * that holds them may have waited for us for a while, and be the one that is ended.
 */
const furtherLockWaitMs = 20;
/** How long it goes on starting over before it gives up. */
export const lockPatienceMs = 300_000;

/** One state of a database, held still for as long as it is read. */
export interface Snapshot {
  readonly target: ConnectionTarget;
  readonly reader: Reader;
  readonly facts: DatabaseFacts;
  /** Who reads, as the server sees it. */
  readonly role: ReadingRole;
  /** The connection that holds the locks and the snapshot; it sits in a read-only transaction. */
  readonly leader: pg.Client;
  /** What the server told the leader of itself, such as `server_version`. */
  readonly parameters: ReadonlyMap<string, string>;
  /** For `SET TRANSACTION SNAPSHOT`; null on a standby, where importing one is not safe. */
  readonly id: string | null;
  /** For whoever needs a connection besides the leader. */
  readonly spare: SpareConnection;
  /** By which other connections tell that they have reached the same server. */
  readonly mark: ServerMark;
  readonly takenAt: Date;
  readonly tables: Selection;
  /** Where the server's history stood then, or why it does not tell. */
  readonly history: History;
}

export interface SnapshotOptions {
  /** The plan's id. */
  readonly plan: string;
  readonly signal?: AbortSignal | undefined;
  readonly onWait: (message: string) => void;
}

/**
 * Takes the locks first and the snapshot after them: TRUNCATE is not MVCC-safe, so a table that is truncated between
 * snapshot and lock would read as empty. Lists the tables again inside, and starts over when they differ.
 */
export async function withSnapshot<T>(
  target: ConnectionTarget,
  objects: PlanObjects,
  options: SnapshotOptions,
  use: (snapshot: Snapshot) => Promise<T>,
): Promise<T> {
  const parameters = new Map<string, string>();
  const onParameter = (name: string, value: string) => parameters.set(name, value);
  return withConnection(target, { signal: options.signal, purpose: 'backup leader', onParameter }, async (leader) => {
    const facts = await readDatabaseFacts(leader);
    await refuseUnsupported(leader, facts, target, options.signal);
    await fixReadSettings(leader, facts.versionNumber);
    const role = await readReadingRole(leader);
    const reader: Reader = { role: target.user, plan: options.plan };
    const held = await settle(leader, objects, { ...options, facts, reader });
    const spare = new SpareConnection();
    try {
      return await use({ target, reader, facts, role, leader, parameters, spare, ...held });
    } finally {
      await spare.end();
      await leader.query('ROLLBACK').catch(() => {}); // a lost connection holds nothing any more
    }
  });
}

/** Begins, locks, takes the snapshot, and looks whether the world stood still meanwhile. */
async function settle(
  leader: pg.Client,
  objects: PlanObjects,
  { facts, reader, signal, onWait }: SnapshotOptions & { facts: DatabaseFacts; reader: Reader },
): Promise<Pick<Snapshot, 'id' | 'mark' | 'takenAt' | 'tables' | 'history'>> {
  const giveUp = performance.now() + lockPatienceMs;
  const tell = calmly(onWait);
  for (let attempt = 1; ; attempt++) {
    throwIfAborted(signal);
    const before = selectTables(await listTables(leader), objects);
    refuseMissingRights(before, reader);
    const start = await historyBefore(leader, facts);
    await leader.query(`BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL lock_timeout = ${lockWaitMs}`);
    try {
      await lockTables(leader, before);
      await leader.query(`SET LOCAL lock_timeout = ${furtherLockWaitMs}`);
      const mark = newMark();
      const { id, takenAt } = await takeSnapshot(leader, facts, mark);
      const history = await historyAt(leader, start);
      const inside = selectTables(await listTables(leader), objects);
      if (sameTables(before, inside)) {
        return { id, mark, takenAt, history, tables: { ...inside, data: await measureTables(leader, inside.data) } };
      }
    } catch (thrown) {
      const retry = isLockTrouble(thrown) || worldMoved(thrown);
      if (!retry || (isLockTrouble(thrown) && performance.now() > giveUp))
        throw await explainLock(thrown, before, leader);
      if (isLockTrouble(thrown)) tell(`waiting for a lock: ${messageOf(await explainLock(thrown, before, leader))}`);
    }
    await leader.query('ROLLBACK');
    if (performance.now() > giveUp) throw restless(attempt);
    await sleep(Math.min(100 * attempt, 2000), undefined, { signal }).catch(() => throwIfAborted(signal));
  }
}

/** Hands on a message at most every ten seconds. */
function calmly(tell: (message: string) => void): (message: string) => void {
  let told = Number.NEGATIVE_INFINITY;
  return (message) => {
    if (performance.now() - told < 10_000) return;
    told = performance.now();
    tell(message);
  };
}

async function lockTables(leader: pg.Client, tables: Selection): Promise<void> {
  const lockable = lockedTables(tables);
  for (let at = 0; at < lockable.length; at += 500) {
    const names = lockable.slice(at, at + 500).map(({ schema, name }) => `ONLY ${quoteQualified(schema, name)}`);
    await leader.query(`LOCK TABLE ${names.join(', ')} IN ACCESS SHARE MODE`);
  }
}

async function takeSnapshot(
  leader: pg.Client,
  { inRecovery }: DatabaseFacts,
  mark: ServerMark,
): Promise<{ id: string | null; takenAt: Date }> {
  const id = inRecovery ? 'NULL' : 'pg_catalog.pg_export_snapshot()';
  const { rows } = await leader.query(
    `SELECT ${id} AS id, pg_catalog.clock_timestamp() AS "takenAt", ${setMarkSql(mark)}`,
  );
  return rows[0];
}

function sameTables(a: Selection, b: Selection): boolean {
  const key = ({ data, structureOnly, excluded }: Selection) =>
    JSON.stringify(
      [data, structureOnly, excluded].map((list) => list.map((table) => [table.oid, table.schema, table.name])),
    );
  return key(a) === key(b);
}

/** Names everything that the role lacks before a lock is taken; the server would name one table, and some only at the end. */
function refuseMissingRights(tables: Selection, reader: Reader): void {
  const missing =
    missingSchemaRights(lockedTables(tables), reader) ??
    missingTableRights(tables, reader) ??
    hiddenRows(tables, reader);
  if (missing) throw missing;
}

/**
 * Whether something was dropped, or replaced by another of its name, between the list and its use: worth another try. The
 * server's functions that describe an object look at the catalogs as they are now, and not as the snapshot has them.
 */
export function worldMoved(thrown: unknown): boolean {
  const { code = '', message = '' } = thrown as { code?: string; message?: string };
  return (
    ['42P01', '3F000', '42704', '42809'].includes(code) ||
    /^(cache lookup failed|could not open relation)/.test(message)
  );
}

/**
 * Adds to a lock time-out which table it was and who holds it; the server's own message names neither. Locks that waited for
 * ours have been granted by now: the oldest transaction is the one that was waited for.
 */
async function explainLock(thrown: unknown, { data, structureOnly }: Selection, leader: pg.Client): Promise<unknown> {
  if ((thrown as { code?: string }).code === '53200') {
    return new PgstowError('database', `the server ran out of shared memory for locks: ${messageOf(thrown)}`, {
      hint: `raise max_locks_per_transaction: this backup locks ${data.length + structureOnly.length} tables`,
      cause: thrown,
    });
  }
  if (!isLockTrouble(thrown)) return thrown;
  await leader.query('ROLLBACK').catch(() => {});
  const { rows } = await leader.query(
    `SELECT l.relation::pg_catalog.regclass::text AS table, l.pid, a.application_name AS application
       FROM pg_catalog.pg_locks l LEFT JOIN pg_catalog.pg_stat_activity a USING (pid)
      WHERE l.mode = 'AccessExclusiveLock' AND l.relation = ANY($1::oid[]) AND l.pid <> pg_catalog.pg_backend_pid()
      ORDER BY l.granted DESC, a.xact_start LIMIT 1`,
    [[...data, ...structureOnly].map((table) => table.oid)],
  );
  const holder = rows[0];
  return new PgstowError(
    'lock',
    holder
      ? `no lock on ${holder.table} within ${lockWaitMs} ms: process ${holder.pid} (${holder.application || 'unnamed'}) wants it for itself`
      : `no lock within ${lockWaitMs} ms: ${messageOf(thrown)}`,
    { retryable: true, hint: 'run the backup when the migration or VACUUM FULL is over', cause: thrown },
  );
}

function restless(attempts: number): PgstowError {
  return new PgstowError(
    'lock',
    `tables were created or dropped during each of ${attempts} attempts to take a snapshot`,
    {
      retryable: true,
      hint: 'run the backup when the migration is over',
    },
  );
}
