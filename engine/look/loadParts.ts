import type pg from 'pg';
import { describeEntry } from '../archive/archiveGraph.ts';
import { entrySql, type SqlRules } from '../archive/entrySql.ts';
import type { Parts, TableRows } from '../archive/selectParts.ts';
import { messageOf, PgstowError, throwIfAborted } from '../errors.ts';
import type { ProgressMeter } from '../events.ts';
import type { BlobReader } from '../pipe/blobReader.ts';
import { provenContent } from '../pipe/provenContent.ts';
import type { ArchiveEntry } from '../postgres/archive.ts';
import { withConnection } from '../postgres/connect.ts';
import { copyIn } from '../postgres/copyIn.ts';
import { copyInSql } from '../postgres/copySql.ts';
import { lostConnection } from '../postgres/databaseError.ts';
import { quoteQualified } from '../postgres/identifier.ts';
import { sendable } from '../postgres/sendable.ts';
import { fixReadSettings } from '../postgres/session.ts';
import type { SetManifest } from '../repository/manifest.ts';
import type { ThrowawayPlace } from '../throwaway/withThrowawayPlace.ts';
import { definitionsToAsk } from './definitionsToAsk.ts';

export interface Load {
  readonly parts: Parts;
  readonly set: SetManifest;
  readonly blobs: BlobReader;
  readonly meter: ProgressMeter;
  readonly signal: AbortSignal;
}

/** Creates what is to be asked, and brings its rows in, each table proved on its way. */
export async function loadParts(place: ThrowawayPlace, load: Load): Promise<void> {
  const { parts, meter, signal } = load;
  const options = { signal, purpose: 'query' };
  meter.expect({
    tables: parts.tables.length,
    bytesTotal: parts.tables.reduce((sum, { table }) => sum + table.bytes, 0),
  });
  await withConnection(place.extensionCreator, options, (creator) =>
    withConnection(place.target, options, async (client) => {
      const { rows } = await client.query("SELECT pg_catalog.current_setting('server_version_num')::int AS version");
      for (const each of [creator, client]) await prepare(each, rows[0].version);
      const rules: SqlRules = { owner: false, mapRoles: {}, targetVersion: rows[0].version, tablespaces: new Set() };
      const { before, after } = definitionsToAsk(parts);
      const run = (entry: ArchiveEntry) => create(entry.desc === 'EXTENSION' ? creator : client, entry, rules, signal);
      for (const entry of before) await run(entry);
      for (const rows of parts.tables) await loadTable(client, rows, load);
      for (const entry of after) await run(entry);
      for (const view of parts.populated) await fill(client, view, signal);
    }),
  );
}

/** Values are read as they were written, and bodies of functions that were not brought along are no hindrance. */
async function prepare(client: pg.Client, version: number): Promise<void> {
  await fixReadSettings(client, version);
  await client.query('SET check_function_bodies = off; RESET enable_seqscan');
}

async function create(client: pg.Client, entry: ArchiveEntry, rules: SqlRules, signal: AbortSignal): Promise<void> {
  if (entry.desc === 'SCHEMA' && entry.tag === 'public') return; // every database has it from birth
  for (const sql of entrySql(entry, rules)) {
    throwIfAborted(signal);
    await client.query(sendable(sql)).catch((thrown) => {
      throw definitionError(entry, thrown, signal);
    });
  }
}

async function fill(client: pg.Client, view: ArchiveEntry, signal: AbortSignal): Promise<void> {
  const sql = `REFRESH MATERIALIZED VIEW ${quoteQualified(view.namespace ?? '', view.tag)}`;
  await client.query(sql).catch((thrown) => {
    throw definitionError(view, thrown, signal);
  });
}

async function loadTable(client: pg.Client, { table, ranges }: TableRows, { set, blobs, meter }: Load): Promise<void> {
  const what = quoteQualified(table.schema, table.name);
  const contents = ranges.map(({ pieces }) => pieces);
  const content = async function* () {
    for await (const chunk of provenContent(blobs, { what, rows: table.rows, hash: table.hash, contents })) {
      meter.add({ bytes: chunk.byteLength });
      yield chunk;
    }
  };
  if (table.columns.length === 0) {
    await client.query(`INSERT INTO ${what} SELECT FROM pg_catalog.generate_series(1, ${table.rows})`);
  } else {
    await copyIn(client, copyInSql(table, set.source.encoding), content()).catch((thrown) => {
      throw rowsError(what, thrown);
    });
  }
  meter.add({ tablesDone: 1, rows: table.rows });
}

function definitionError(entry: ArchiveEntry, thrown: unknown, signal: AbortSignal): unknown {
  throwIfAborted(signal);
  return (
    lostConnection(thrown, `cannot create ${describeEntry(entry)}`) ??
    new PgstowError('database', `cannot create ${describeEntry(entry)}: ${messageOf(thrown)}`, {
      hint:
        entry.desc === 'EXTENSION'
          ? 'the server that is asked has no such extension: install it there, or name another server with --server'
          : 'the server that is asked may be older than the set, or its role may do less than this needs: name another one with --server, or use restore',
      cause: thrown,
    })
  );
}

function rowsError(what: string, thrown: unknown): unknown {
  if (thrown instanceof PgstowError) return thrown;
  return (
    lostConnection(thrown, `cannot bring in ${what}`) ??
    new PgstowError('database', `cannot bring in ${what}: ${messageOf(thrown)}`, {
      hint: 'pgstow cat prints its rows without any server',
      cause: thrown,
    })
  );
}
