import type pg from 'pg';
import { messageOf, PgstowError } from '../../errors.ts';
import type { ProgressMeter } from '../../events.ts';
import { type BlobReader, sharesBlobs } from '../../pipe/blobReader.ts';
import { copyIn } from '../../postgres/copyIn.ts';
import { copyInSql } from '../../postgres/copySql.ts';
import { lostConnection } from '../../postgres/databaseError.ts';
import { quoteQualified } from '../../postgres/identifier.ts';
import type { RangeItem, TableItem } from '../../repository/contents.ts';
import type { TableName } from '../build/aside.ts';
import { inOneMessage, untilCommitted } from '../build/definitions.ts';
import type { Job, Noted } from '../jobs.ts';
import { noteRowsSql } from '../task/notes.ts';
import { done, type RestoreTask } from '../task/task.ts';
import { describeRanges, type LostRows } from './lostRows.ts';
import { proveAppended } from './prove.ts';

/** A table whose rows are loaded, and where to. */
export interface TableLoad {
  readonly table: TableItem;
  readonly ranges: readonly RangeItem[];
  readonly place: TableName;
  /** True when its rows join others: then they come in one transaction, so that none can come twice. */
  readonly append: boolean;
  /** Ids of jobs to wait for: tables that a foreign key in place points to. */
  readonly after: readonly string[];
}

export interface LoadContext {
  readonly blobs: BlobReader;
  /** The encoding that the set's rows are in. */
  readonly encoding: string;
  /** The target's version number. */
  readonly version: number;
  readonly meter: ProgressMeter;
  readonly task: RestoreTask;
  /** Whether what was loaded is to be read back. */
  readonly proof: boolean;
  /** Tables whose rows were read back and found equal to the set's. */
  readonly proved: Set<TableItem>;
  /** Whether ranges whose blobs are damaged are left out. */
  readonly skipDamaged: boolean;
  /** Those that were. */
  readonly lost: LostRows;
}

export const loadedId = (table: TableName) => `loaded ${quoteQualified(table.schema, table.name)}`;

/** The jobs that load a table's rows: a range each, and one that stands for all of them. */
export function loadJobs(load: TableLoad, context: LoadContext): Job[] {
  const { table, ranges, append } = load;
  const groups = append ? [ranges] : ranges.map((range) => [range]);
  const parts = groups.map(
    (group, i): Job => ({
      id: `load ${quoteQualified(table.schema, table.name)} ${i}`,
      after: load.after,
      exclusive: [],
      shared: [loadedId(table)],
      // before any index, and in the order that the rows had in the source; small tables in the order of the blobs they share
      size: Number.MAX_SAFE_INTEGER / 2 + (sharesBlobs(table.bytes) ? 0 : table.bytes),
      run: (client) => loadRanges(client, load, { ranges: group, index: i }, context),
      passes: append ? undefined : isCheckViolation,
      noted: notedOf(load, group, i, context),
      near: sharesBlobs(table.bytes) ? ranges[0]?.pieces[0]?.blob : undefined,
    }),
  );
  const whole: Job = {
    id: loadedId(table),
    after: parts.map((part) => part.id),
    exclusive: [],
    shared: [],
    size: Number.MAX_SAFE_INTEGER,
    run: async () => context.meter.add({ tablesDone: 1 }),
  };
  return [...parts, whole];
}

/** How others learn that rows are loaded, or left out. */
function notedOf(
  load: TableLoad,
  ranges: readonly RangeItem[],
  index: number,
  { meter, lost }: LoadContext,
): Noted[] | undefined {
  const rows = rowsOf(ranges);
  if (rows === 0) return undefined;
  const onLoaded = () => meter.add({ rows, bytes: bytesOf(ranges) });
  if (load.append) return [{ what: done.appended(nameOf(load)), learn: onLoaded }];
  return [
    { what: rangeDone(load, index), learn: onLoaded },
    { what: rangeLeftOut(load, index), learn: () => lost.add(load.table, ranges) },
  ];
}

const nameOf = ({ table }: TableLoad) => quoteQualified(table.schema, table.name);
const rangeDone = (load: TableLoad, index: number) => done.range(nameOf(load), index);
const rangeLeftOut = (load: TableLoad, index: number) => done.leftOut(nameOf(load), index);

/** Whether all rows of a table are in it, but for those that are left out, by what is noted as done. */
export function isLoaded(load: TableLoad, isDone: (what: string) => boolean): boolean {
  if (load.append) return true;
  return load.ranges.every(({ rows }, i) => rows === 0 || isDone(rangeDone(load, i)) || isDone(rangeLeftOut(load, i)));
}

/** Whether rows of a table are noted as left out. */
export function isPartlyLeftOut(load: TableLoad, isDone: (what: string) => boolean): boolean {
  return load.ranges.some((_, i) => isDone(rangeLeftOut(load, i)));
}

/** A check may call a function that reads another table, whose rows are still to come: it tells pg_dump nothing of that. */
function isCheckViolation(thrown: unknown): boolean {
  const { code } = ((thrown as Error).cause ?? {}) as { code?: unknown }; // that of an abort is a number
  return typeof code === 'string' && (code === '23514' || code.startsWith('P0'));
}

async function loadRanges(
  client: pg.Client,
  load: TableLoad,
  { ranges, index }: { ranges: readonly RangeItem[]; index: number },
  context: LoadContext,
): Promise<void> {
  const name = nameOf(load);
  const what = rangeDone(load, index);
  const rows = rowsOf(ranges);
  if (load.append && context.task.appended.has(name)) return;
  if (rows === 0) return;
  if (context.task.isDone(what)) return context.meter.add({ rows, bytes: bytesOf(ranges) });
  if (context.task.isDone(rangeLeftOut(load, index))) return leaveOut(load, ranges, 'as before', context);
  let sent = 0;
  const onBytes = (bytes: number) => {
    sent += bytes;
    context.meter.add({ bytes });
  };
  try {
    await untilCommitted(client, async () => {
      const loaded = await beginWithRows(client, load, ranges, { rows, context, onBytes });
      if (loaded !== rows) throw miscounted(name, rows, loaded);
      if (load.append) {
        if (context.proof) await proveAppended(client, load, context);
        await context.task.noteAppended(client, name);
        await client.query('COMMIT');
      } else {
        const note = noteRowsSql(quoteQualified(load.place.schema, load.place.name), what);
        await client.query(inOneMessage([note, 'COMMIT']));
      }
    });
  } catch (thrown) {
    context.meter.add({ bytes: -sent });
    const cause = await causeOf(thrown, ranges, context);
    if (!context.skipDamaged || !isDamage(cause)) throw loadError(name, cause);
    if (!load.append) await context.task.noteDone(client, rangeLeftOut(load, index));
    return leaveOut(load, ranges, messageOf(cause), context);
  }
  context.meter.add({ rows });
}

/** The warnings together say what is missing, whatever the number of tables. */
function leaveOut({ table }: TableLoad, ranges: readonly RangeItem[], why: string, { lost, meter }: LoadContext): void {
  lost.add(table, ranges);
  meter.warn(`${table.schema}.${table.name}: ${describeRanges(ranges)} left out: ${why}`);
}

function rowsOf(ranges: readonly RangeItem[]): number {
  return ranges.reduce((sum, { rows }) => sum + rows, 0);
}

function bytesOf(ranges: readonly RangeItem[]): number {
  return ranges.flatMap(({ pieces }) => pieces).reduce((sum, { length }) => sum + length, 0);
}

/** Begins a transaction and writes rows in it, with no turn more than that takes: small tables are many. */
async function beginWithRows(
  client: pg.Client,
  { table, place }: TableLoad,
  ranges: readonly RangeItem[],
  { rows, context, onBytes }: { rows: number; context: LoadContext; onBytes: (bytes: number) => void },
): Promise<number> {
  const target = { ...place, columns: table.columns };
  if (table.columns.length === 0) {
    await client.query('BEGIN');
    const { rowCount } = await client.query(
      `INSERT INTO ${quoteQualified(place.schema, place.name)} SELECT FROM pg_catalog.generate_series(1, $1)`,
      [rows],
    );
    return rowCount ?? 0;
  }
  return copyIn(
    client,
    inOneMessage(['BEGIN', copyInSql(target, context.encoding)]),
    contentOf(ranges, context, onBytes),
  );
}

async function* contentOf(
  ranges: readonly RangeItem[],
  { blobs }: LoadContext,
  onBytes: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  for (const range of ranges) {
    for await (const chunk of blobs.content(range.pieces)) {
      onBytes(chunk.byteLength);
      yield chunk;
    }
  }
}

/** Errors that rows can be the cause of: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const ofRows = /^(22|23|54|P0)...$/;

/**
 * A blob is proved at its end, and most of its bytes are with the server by then. When that refuses them, it may be because
 * they are not those that were backed up: then that is the error.
 */
async function causeOf(thrown: unknown, ranges: readonly RangeItem[], { blobs }: LoadContext): Promise<unknown> {
  if (thrown instanceof PgstowError || !ofRows.test((thrown as { code?: string }).code ?? '')) return thrown;
  try {
    for (const { pieces } of ranges) await readThrough(blobs.content(pieces));
    return thrown;
  } catch (damage) {
    return damage;
  }
}

function isDamage(thrown: unknown): boolean {
  return thrown instanceof PgstowError && thrown.code === 'damaged';
}

async function readThrough(content: AsyncGenerator<Uint8Array, void, void>): Promise<void> {
  while (!(await content.next()).done);
}

function miscounted(name: string, expected: number, loaded: number): PgstowError {
  return new PgstowError('verification', `${name}: ${loaded} rows were loaded, the set says ${expected}`, {
    hint: 'pgstow verify SET tells whether the set is whole; if it is, report this',
  });
}

function loadError(name: string, thrown: unknown): unknown {
  if (thrown instanceof PgstowError && thrown.code === 'verification') return thrown; // it names the table
  if (thrown instanceof PgstowError) {
    const { code, message, hint = '', retryable } = thrown;
    return new PgstowError(code, `${name}: ${message}`, { hint, retryable, cause: thrown });
  }
  const lost = lostConnection(thrown, `cannot load ${name}`);
  if (lost) return lost;
  const hints: Record<string, string> = {
    '53100': 'the target ran out of disk space: make room and run the restore again',
    '23514':
      'the source has such rows all the same: create the table without that check, restore its rows with --table and --conflict append, and all else with --conflict skip',
    '23503': 'a foreign key of the target refuses the rows: restore the table it points to along with it',
    '23505': 'the target has such a row already: choose --conflict replace, or restore into another database',
    '22021':
      'some of its values are no text in this encoding: restore into a database of the source\'s encoding; a "char" beyond ASCII of a server before 16 cannot be restored at all',
    '22P05': "the target's encoding has no such character: restore into a database of the source's encoding",
  };
  const code = (thrown as { code?: string }).code ?? '';
  return new PgstowError('database', `cannot load ${name}: ${messageOf(thrown)}`, {
    hint: hints[code] ?? 'run the restore again when the cause is mended; it starts over by itself',
    cause: thrown,
  });
}
