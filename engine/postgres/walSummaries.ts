import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { throwIfAborted } from '../errors.ts';

/** A file of the WAL summarizer, its borders as `pg_lsn` prints them. */
interface ListedSummary {
  readonly timeline: number;
  readonly start: string;
  readonly end: string;
}

/** A table whose changes are asked for, and how its blocks are divided: the whole of it is one range where nothing is said. */
export interface WatchedTable {
  readonly filenode: string;
  readonly blocksPerRange?: number | undefined;
}

/** What summaries have of a database, by filenode. */
export interface SummarizedChanges {
  readonly tables: ReadonlyMap<string, { readonly ranges: ReadonlySet<number>; readonly limit?: number }>;
  readonly wholeDatabase: boolean;
}

/** How the summary that holds a position in the WAL gets finished. */
export interface Closing {
  readonly lsn: string;
  /** Whether the role may have a checkpoint made at once; else the next one is waited for. */
  readonly mayCheckpoint: boolean;
  /** Milliseconds. */
  readonly patience: number;
  readonly signal?: AbortSignal | undefined;
}

/** Whether a role may have a checkpoint made, and how often the server makes one by itself, in milliseconds. */
export async function readCheckpointRights(
  client: pg.Client,
): Promise<{ readonly mayCheckpoint: boolean; readonly checkpointTimeout: number }> {
  const { rows } = await client.query(`
    SELECT pg_catalog.pg_has_role(current_user, 'pg_checkpoint', 'USAGE') AS "mayCheckpoint",
           (SELECT setting::int8::float8 * 1000 FROM pg_catalog.pg_settings WHERE name = 'checkpoint_timeout') AS "checkpointTimeout"`);
  return rows[0];
}

/**
 * Waits until the summaries on the server's disk reach a position: then all before it has been flushed, too. A summary ends
 * where a checkpoint begins. A server on which nothing is written makes none, so a record of ours gives it something to do.
 * Resolves with false when patience ended first.
 */
export async function closeSummary(client: pg.Client, closing: Closing): Promise<boolean> {
  const { lsn, mayCheckpoint, patience, signal } = closing;
  if (await isSummarized(client, lsn)) return true;
  if (mayCheckpoint) await client.query('CHECKPOINT');
  else await client.query(`SELECT pg_catalog.pg_logical_emit_message(false, 'pgstow', '', true)`);
  const giveUp = performance.now() + patience;
  for (let pause = 2; !(await isSummarized(client, lsn)); pause = Math.min(pause * 2, 500)) {
    if (performance.now() > giveUp) return false;
    await sleep(pause, undefined, { signal }).catch(() => throwIfAborted(signal));
  }
  return true;
}

async function isSummarized(client: pg.Client, lsn: string): Promise<boolean> {
  const { rows } = await client.query(
    'SELECT summarized_lsn >= $1::pg_lsn AS reached FROM pg_catalog.pg_get_wal_summarizer_state()',
    [lsn],
  );
  return rows[0].reached;
}

export async function listSummaries(client: pg.Client): Promise<ListedSummary[]> {
  const { rows } = await client.query(`
    SELECT tli::int8::float8 AS timeline, start_lsn::text AS start, end_lsn::text AS end
      FROM pg_catalog.pg_available_wal_summaries()`);
  return rows;
}

/**
 * What the files say of some tables of a database, in as few rows as there are changed ranges. Only main forks count. Tables are known by their
 * filenode alone: summaries show the default tablespace otherwise than `pg_class` does. Rejects when a file is gone or damaged.
 */
export async function readChanges(
  client: pg.Client,
  files: readonly ListedSummary[],
  databaseOid: number,
  tables: readonly WatchedTable[],
): Promise<SummarizedChanges> {
  const { rows } = await client.query(changesSql, [
    files.map(({ timeline }) => timeline),
    files.map(({ start }) => start),
    files.map(({ end }) => end),
    databaseOid,
    tables.map(({ filenode }) => filenode),
    tables.map(({ blocksPerRange }) => blocksPerRange ?? wholeTable),
  ]);
  const changes = new Map<string, { ranges: Set<number>; limit?: number }>();
  for (const { filenode, isLimit, place } of rows) {
    if (filenode === copiedFiles) continue;
    const table = changes.get(filenode) ?? { ranges: new Set() };
    changes.set(filenode, table);
    if (isLimit) table.limit = place;
    else table.ranges.add(place);
  }
  return { tables: changes, wholeDatabase: rows.some(({ filenode }) => filenode === copiedFiles) };
}

/** More blocks than a table can have: 2^32. */
const wholeTable = 4_294_967_296;
/** The filenode under which summaries say that files of a database were created or copied as such. */
const copiedFiles = '0';

const changesSql = `
  SELECT c.relfilenode::int8::text AS filenode, c.is_limit_block AS "isLimit",
         min(CASE WHEN c.is_limit_block THEN c.relblocknumber ELSE c.relblocknumber / t.step END)::float8 AS place
    FROM ROWS FROM (
           pg_catalog.unnest($1::int8[]), pg_catalog.unnest($2::pg_lsn[]), pg_catalog.unnest($3::pg_lsn[])
         ) file(timeline, first, last)
   CROSS JOIN LATERAL pg_catalog.pg_wal_summary_contents(file.timeline, file.first, file.last) c
    LEFT JOIN ROWS FROM (pg_catalog.unnest($5::oid[]), pg_catalog.unnest($6::int8[])) t(filenode, step)
      ON t.filenode = c.relfilenode
   WHERE c.reldatabase = $4::oid AND c.relforknumber = 0 AND (t.filenode IS NOT NULL OR c.relfilenode = 0)
   GROUP BY c.relfilenode, c.is_limit_block, CASE WHEN c.is_limit_block THEN -1 ELSE c.relblocknumber / t.step END`;
