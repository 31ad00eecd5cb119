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

/** COPY text of about so much is read back at a time: small enough to end at nearly the same time on all connections. */
const sliceBytes = 32 * 1024 * 1024;
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

/** What was found of a table, slice by slice. */
interface Found {
  readonly digests: Map<number, RowsDigest>;
  /** How many blocks a slice has; the first slice tells. */
  blocks?: number;
}

/** The slices of a table, of which the one that is read last compares all of them with the set. */
function sliceJobs(load: TableLoad, context: LoadContext): Job[] {
  const { table, place } = load;
  const slices = canBeSliced(load, context) ? Math.ceil(table.bytes / sliceBytes) : 1;
  const found: Found = { digests: new Map() };
  const name = quoteQualified(table.schema, table.name);
  const idOf = (slice: number) => `proved ${name} ${slice}`;
  const learn = (slice: number, { rows, hash, blocks }: NotedSlice) => {
    if (blocks !== undefined) found.blocks = blocks;
    found.digests.set(slice, { rows, hash });
    if (found.digests.size === slices) expectSame(load, [...found.digests.values()], context);
  };
  return Array.from({ length: slices }, (_, i) => {
    const what = done.readBack(name, i, context.task.begunBy);
    return {
      id: idOf(i),
      // of several machines one measures: autovacuum may cut a table while slices of it are read
      after: i > 0 && context.task.isShared ? [loadedId(table), idOf(0)] : [loadedId(table)],
      exclusive: [],
      shared: [loadedId(table)], // a constraint under construction would keep it waiting, and it a constraint
      size: table.bytes,
      run: async (client) => {
        if (slices > 1) found.blocks ??= await blocksOf(client, load, slices);
        const bounds = found.blocks === undefined ? {} : sliceOf(i, slices, found.blocks);
        const digest = await readBack(client, load, { condition: table.condition, ...bounds }, context);
        const noted = { ...digest, ...(i === 0 && { blocks: found.blocks }) };
        if (context.task.isShared) {
          await context.task.noteReadBack(
            client,
            quoteQualified(place.schema, place.name),
            what,
            JSON.stringify(noted),
          );
        }
        learn(i, noted);
      },
      noted: [{ what, learn: (more) => learn(i, JSON.parse(more)) }],
    };
  });
}

/** What is noted of a slice: the first one tells how many blocks each has. */
interface NotedSlice extends RowsDigest {
  readonly blocks?: number | undefined;
}

/** What the source was read in, by blocks, has blocks in the target too. */
function canBeSliced({ table, ranges }: TableLoad, { version }: LoadContext): boolean {
  const bySource = ranges.some(({ from, to }) => from !== undefined || to !== undefined);
  return bySource && version >= readsBetweenBlocks && table.condition === undefined;
}

/** How many blocks each slice has. */
async function blocksOf(client: pg.Client, { place }: TableLoad, slices: number): Promise<number> {
  const name = quoteLiteral(quoteQualified(place.schema, place.name));
  const { rows } = await client.query(
    `SELECT (pg_catalog.pg_relation_size(${name}) / pg_catalog.current_setting('block_size')::int)::int8::text AS blocks`,
  );
  return Math.ceil(Number(rows[0].blocks) / slices);
}

/** The last one has no end. */
function sliceOf(slice: number, slices: number, blocks: number): { from: number; to?: number } {
  return slice < slices - 1 ? { from: slice * blocks, to: (slice + 1) * blocks } : { from: slice * blocks };
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
