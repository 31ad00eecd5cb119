import type pg from 'pg';
import { PgstowError } from '../../errors.ts';
import { addHashes } from '../../pipe/rows.ts';
import { copyOut } from '../../postgres/copyOut.ts';
import { copyOutSql } from '../../postgres/copySql.ts';
import { quoteLiteral, quoteQualified } from '../../postgres/identifier.ts';
import type { RowsDigest } from '../../repository/contents.ts';
import { inOneMessage } from '../build/definitions.ts';
import { useTimeZoneOfSets } from '../build/expressionSettings.ts';
import type { Job } from '../jobs.ts';
import { done } from '../task/task.ts';
import { type LoadContext, loadedId, type TableLoad } from './load.ts';

/** COPY text of about so much is read back at a time, so that several connections read a large table. */
const sliceBytes = 64 * 1024 * 1024;
/** Since this version a scan between two blocks reads no others. */
const readsBetweenBlocks = 140000;

/**
 * The jobs that read loaded tables back and compare their rows with the set's: what the target stores is proved, not what
 * was sent. They run before triggers and policies exist. Appended rows were proved before they were committed.
 */
export function proveJobs(loads: readonly TableLoad[], context: LoadContext): Job[] {
  if (!context.proof) return [];
  const ours = loads.filter(({ append }) => !append);
  if (context.task.isDone(done.proof)) {
    for (const { table } of ours) context.proved.add(table); // triggers and policies may be there by now
    return [];
  }
  return ours.flatMap((load) => sliceJobs(load, context));
}

/** The slices of a table, of which the one that is read last compares all of them with the set. */
function sliceJobs(load: TableLoad, context: LoadContext): Job[] {
  const { table } = load;
  const slices = canBeSliced(load, context) ? Math.ceil(table.bytes / sliceBytes) : 1;
  const found: RowsDigest[] = [];
  return Array.from({ length: slices }, (_, i) => ({
    id: `proved ${quoteQualified(table.schema, table.name)} ${i}`,
    after: [loadedId(table)],
    exclusive: [],
    shared: [loadedId(table)], // a constraint under construction would keep it waiting, and it a constraint
    size: table.bytes,
    run: async (client) => {
      const bounds = slices === 1 ? {} : await blocksOf(client, load, i, slices);
      found.push(await readBack(client, load, { condition: table.condition, ...bounds }, context));
      if (found.length === slices) expectSame(load, found, context);
    },
  }));
}

/** What the source was read in, by blocks, has blocks in the target too. */
function canBeSliced({ table, ranges }: TableLoad, { version }: LoadContext): boolean {
  const bySource = ranges.some(({ from, to }) => from !== undefined || to !== undefined);
  return bySource && version >= readsBetweenBlocks && table.condition === undefined;
}

/** Slices of equal numbers of blocks; the last one has no end. */
async function blocksOf(
  client: pg.Client,
  { place }: TableLoad,
  slice: number,
  slices: number,
): Promise<{ from: number; to?: number }> {
  const name = quoteLiteral(quoteQualified(place.schema, place.name));
  const { rows } = await client.query(
    `SELECT (pg_catalog.pg_relation_size(${name}) / pg_catalog.current_setting('block_size')::int)::int8::text AS blocks`,
  );
  const each = Math.ceil(Number(rows[0].blocks) / slices);
  return slice < slices - 1 ? { from: slice * each, to: (slice + 1) * each } : { from: slice * each };
}

/** Of a table that rows were added to only ours are read, in the transaction that added them: if they differ they go. */
export async function proveAppended(client: pg.Client, load: TableLoad, context: LoadContext): Promise<void> {
  const { rows } = await client.query('SELECT (pg_catalog.txid_current() % 4294967296)::text AS xid');
  expectSame(load, [await readBack(client, load, { condition: `WHERE xmin = '${rows[0].xid}'` }, context)], context);
}

interface Part {
  readonly condition?: string | undefined;
  readonly from?: number;
  readonly to?: number;
}

function readBack(
  client: pg.Client,
  { table, place }: TableLoad,
  part: Part,
  { encoding }: LoadContext,
): Promise<RowsDigest> {
  const sql = copyOutSql({ ...place, columns: table.columns, ...part }, encoding);
  return copyOut(client, inOneMessage([useTimeZoneOfSets, sql]), () => {});
}

function expectSame({ table, ranges }: TableLoad, parts: readonly RowsDigest[], { proved, lost }: LoadContext): void {
  const rows = parts.reduce((sum, part) => sum + part.rows, 0);
  const hash = addHashes(parts.map((part) => part.hash));
  const expected = lost.digestOfRest(table, ranges);
  if (rows !== expected.rows || hash !== expected.hash) {
    throw new PgstowError(
      'verification',
      `${table.schema}.${table.name}: the target holds ${rows} rows with hash ${hash}, the set ${expected.rows} with hash ${expected.hash}`,
      {
        hint: 'did somebody write to it meanwhile, or does a trigger or rule change rows? otherwise report this: the restore is not to be trusted',
      },
    );
  }
  proved.add(table);
}
