import type pg from 'pg';
import type { DatabaseFacts } from './database.ts';

/** What a server says of its latest checkpoint. */
export interface Checkpoint {
  /** From where recovery would begin, as `pg_lsn` prints it. */
  readonly redoLsn: string;
  /** Such as `0:752`: an epoch and the id that the next transaction was to get. */
  readonly nextXid: string;
  readonly timeline: number;
}

/** Where a server's history stands for a transaction. */
export interface WalPosition {
  readonly databaseOid: number;
  readonly timeline: number;
  /** ISO 8601 with microseconds. */
  readonly serverStartedAt: string;
  /** Of the transaction's snapshot: the oldest transaction that was running. */
  readonly xmin: string;
  /** Where the server would write next; taken after the snapshot. */
  readonly insertLsn: string;
  readonly blockSize: number;
  readonly segmentSize: number;
}

/** Versions on which it was tried that WAL summaries tell every change: nothing is taken for granted of others. */
const triedVersions = { from: 170000, before: 190000 };

/** What a role needs to be allowed, for the server to tell which blocks were changed. All are open to everyone by default. */
const functions = [
  'pg_control_checkpoint()',
  'pg_current_wal_insert_lsn()',
  'pg_walfile_name(pg_lsn)',
  'pg_get_wal_summarizer_state()',
  'pg_available_wal_summaries()',
  'pg_wal_summary_contents(bigint, pg_lsn, pg_lsn)',
] as const;

/** It writes rows into a table's file past the WAL, so that no summary lists their blocks. https://github.com/ossc-db/pg_bulkload */
const bypass = 'pg_bulkload';

/** What keeps a server from telling which blocks were changed. */
export type SummaryObstacle =
  | { readonly kind: 'version' | 'standby' | 'off' | 'bypassed' | 'systemIdentifier' }
  | { readonly kind: 'functions'; readonly functions: readonly string[] };

/** The first obstacle that there is; undefined when the server can tell. */
export async function summaryObstacle(client: pg.Client, facts: DatabaseFacts): Promise<SummaryObstacle | undefined> {
  const { versionNumber, inRecovery, systemIdentifier } = facts;
  if (versionNumber < triedVersions.from || versionNumber >= triedVersions.before) return { kind: 'version' };
  if (inRecovery) return { kind: 'standby' };
  const { rows } = await client.query(
    `SELECT pg_catalog.current_setting('summarize_wal')::bool AS "summarizes",
            EXISTS (SELECT FROM pg_catalog.pg_extension WHERE extname = $2) AS "isBypassed",
            ARRAY(SELECT name FROM pg_catalog.unnest($1::text[]) name
                   WHERE NOT pg_catalog.has_function_privilege('pg_catalog.' || name, 'EXECUTE')) AS functions`,
    [functions, bypass],
  );
  const [{ summarizes, isBypassed, functions: missing }] = rows;
  if (!summarizes) return { kind: 'off' };
  if (isBypassed) return { kind: 'bypassed' };
  if (systemIdentifier === null) return { kind: 'systemIdentifier' };
  return missing.length > 0 ? { kind: 'functions', functions: missing } : undefined;
}

/** The latest checkpoint that is complete. */
export async function readCheckpoint(client: pg.Client): Promise<Checkpoint> {
  const { rows } = await client.query(`
    SELECT redo_lsn::text AS "redoLsn", next_xid AS "nextXid", timeline_id AS timeline
      FROM pg_catalog.pg_control_checkpoint()`);
  return rows[0];
}

/**
 * To be asked in a transaction that has its snapshot. The timeline is that of the WAL that is written: right after a promotion
 * the control file still says the old one.
 */
export async function readWalPosition(client: pg.Client): Promise<WalPosition> {
  const { rows } = await client.query(`
    SELECT d.oid::int8::float8 AS "databaseOid",
           pg_catalog.pg_snapshot_xmin(pg_catalog.pg_current_snapshot())::text AS xmin,
           pg_catalog.to_char(pg_catalog.pg_postmaster_start_time() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "serverStartedAt",
           wal.lsn::text AS "insertLsn", pg_catalog.left(pg_catalog.pg_walfile_name(wal.lsn), 8) AS timeline,
           pg_catalog.current_setting('wal_block_size')::int AS "blockSize",
           (SELECT setting::int8::float8 FROM pg_catalog.pg_settings WHERE name = 'wal_segment_size') AS "segmentSize"
      FROM pg_catalog.pg_database d, pg_catalog.pg_current_wal_insert_lsn() wal(lsn)
     WHERE d.datname = pg_catalog.current_database()`);
  const { timeline, ...position } = rows[0];
  return { ...position, timeline: Number.parseInt(timeline, 16) };
}
