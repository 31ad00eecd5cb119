import type pg from 'pg';
import { lockedTables } from '../postgres/missingRights.ts';
import { incrementalCheck } from './incrementalCheck.ts';
import { type Check, checkEach, fail, type Outcome, pass, warn } from './report.ts';
import { roomForConnections } from './roomForConnections.ts';
import type { Source } from './source.ts';

/** What the server has room for, and what goes on there now. */
export function serverChecks(source: Source): Promise<Check[]> {
  return checkEach({
    standby: () => standbyCheck(source),
    connections: () => connectionsCheck(source),
    'lock table': () => lockTableCheck(source),
    locks: () => locksCheck(source),
    transactions: () => transactionsCheck(source.client),
    incremental: () => incrementalCheck(source),
  });
}

async function standbyCheck({ client, facts, plan }: Source): Promise<Outcome> {
  if (!facts.inRecovery) return pass('the server is a primary');
  const { rows } = await client.query(`
    SELECT pg_catalog.current_setting('max_standby_streaming_delay') AS delay,
           pg_catalog.current_setting('hot_standby_feedback')::bool AS feedback`);
  const { delay, feedback } = rows[0];
  const { concurrency } = plan.document;
  const slow =
    concurrency === 'auto' || concurrency > 1
      ? `one connection reads it all instead of ${concurrency === 'auto' ? 'several' : concurrency}, and the definitions are of a snapshot of their own: a snapshot that a standby exports can show unfinished transactions as finished`
      : 'the definitions are of a snapshot of their own';
  const cancelled = feedback || delay === '-1' ? '' : `; replay may cancel the reading after ${delay}`;
  const remedy = cancelled ? '; or ALTER SYSTEM SET hot_standby_feedback = on; on the standby' : '';
  return warn(`the server is a standby: ${slow}${cancelled}`, `back up the primary if the time matters${remedy}`);
}

/** Connections besides those that read: one that looks for what was changed, or confirms the snapshot. */
const besidesReaders = 1;

/** With `concurrency: auto` a backup makes do with what there is room for. */
function connectionsCheck({ client, plan, facts, target }: Source): Promise<Outcome> {
  const { concurrency } = plan.document;
  return roomForConnections(client, {
    what: 'a backup',
    needed: (facts.inRecovery || concurrency === 'auto' ? 1 : concurrency) + besidesReaders,
    role: target.user,
    database: target.database,
    lower: "lower the plan's concurrency",
    lowerTo: (free) => `concurrency: ${Math.max(1, free - besidesReaders)} in the plan`,
  });
}

/** https://www.postgresql.org/docs/current/runtime-config-locks.html#GUC-MAX-LOCKS-PER-TRANSACTION */
async function lockTableCheck({ client, selection }: Source): Promise<Outcome> {
  const { rows } = await client.query(`
    SELECT pg_catalog.current_setting('max_locks_per_transaction')::int AS each,
           pg_catalog.current_setting('max_connections')::int
             + pg_catalog.current_setting('max_prepared_transactions')::int AS transactions`);
  const { each, transactions } = rows[0];
  const needed = lockedTables(selection).length;
  const room = each * transactions;
  const says = `a backup locks ${needed} tables, the server has room for ${room} locks`;
  if (needed <= room * 0.7) return pass(says);
  const wanted = Math.ceil((needed * 2) / transactions);
  const remedy = `ALTER SYSTEM SET max_locks_per_transaction = ${wanted}; and restart the server`;
  return needed <= room ? warn(`${says}, which others need too`, remedy) : fail(says, remedy);
}

async function locksCheck({ client, selection }: Source): Promise<Outcome> {
  const { rows } = await client.query(
    `SELECT l.relation::pg_catalog.regclass::text AS table, l.pid, l.granted, a.application_name AS application
       FROM pg_catalog.pg_locks l LEFT JOIN pg_catalog.pg_stat_activity a USING (pid)
      WHERE l.mode = 'AccessExclusiveLock' AND l.locktype = 'relation' AND l.relation = ANY ($1::oid[])
        AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())
      ORDER BY l.granted DESC, l.pid LIMIT 1`,
    [lockedTables(selection).map(({ oid }) => oid)],
  );
  const [lock] = rows;
  if (!lock) return pass('nobody holds a table back');
  const who = `process ${lock.pid} (${lock.application || 'unnamed'})`;
  return warn(
    `${who} ${lock.granted ? 'has locked' : 'wants to lock'} ${lock.table} for itself: a backup would wait for it`,
    `run the backup when it is done, or end it: SELECT pg_terminate_backend(${lock.pid});`,
  );
}

const longTransaction = '1 hour';

/** Only of our own role where we may not see others: that is as far as the server lets us look. */
async function transactionsCheck(client: pg.Client): Promise<Outcome> {
  const { rows } = await client.query(
    `SELECT pid, application_name AS application, state,
            (EXTRACT(epoch FROM pg_catalog.clock_timestamp() - xact_start) / 60)::int AS minutes
       FROM pg_catalog.pg_stat_activity
      WHERE xact_start < pg_catalog.clock_timestamp() - $1::interval AND datname = pg_catalog.current_database()
        AND pid <> pg_catalog.pg_backend_pid() ORDER BY xact_start LIMIT 1`,
    [longTransaction],
  );
  const [oldest] = rows;
  if (!oldest) return pass(`none is open for more than ${longTransaction}, as far as the role may see`);
  return warn(
    `process ${oldest.pid} (${oldest.application || 'unnamed'}, ${oldest.state}) has a transaction open for ${oldest.minutes} minutes: whatever waits for it can hold a backup back`,
    `end it if nobody needs it: SELECT pg_terminate_backend(${oldest.pid});`,
  );
}
