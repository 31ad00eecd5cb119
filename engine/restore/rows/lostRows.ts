import { PgstowError } from '../../errors.ts';
import { addHashes } from '../../pipe/rows.ts';
import type { ArchiveEntry } from '../../postgres/archive.ts';
import type { RangeItem, RowsDigest, TableItem } from '../../repository/contents.ts';
import { nameList } from '../nameList.ts';

/** What a restored table lacks, for it is stored damaged. */
export interface LostTable {
  /** As it is restored. */
  readonly schema: string;
  readonly name: string;
  /** How many rows are missing. */
  readonly rows: number;
  /** In the order of their blocks. */
  readonly ranges: readonly LostRange[];
}

/** Heap blocks of the source's table whose rows are missing; without `from` and `to` all of them. */
export interface LostRange {
  /** The first block. */
  readonly from?: number;
  /** The block after the last one; absent when there is none after it. */
  readonly to?: number;
  readonly rows: number;
}

/** The ranges of tables that could not be restored since what is stored of them is damaged, and what that entails. */
export class LostRows {
  readonly #lost = new Map<TableItem, RangeItem[]>();
  readonly #leftOut = new Set<number>();

  /** Whether anything is lost. */
  get some(): boolean {
    return this.#lost.size > 0;
  }

  /** All of it. */
  get tables(): LostTable[] {
    return this.#inOrder.map(([table, ranges]) => lostTable(table, ranges));
  }

  add(table: TableItem, ranges: readonly RangeItem[]): void {
    this.#lost.set(table, [...(this.#lost.get(table) ?? []), ...ranges]);
  }

  /** What is left of a table with these ranges. */
  digestOfRest(table: TableItem, ranges: readonly RangeItem[]): RowsDigest {
    const lost = this.#lost.get(table);
    if (!lost) return table;
    const rest = ranges.filter((range) => !lost.includes(range));
    return { rows: rest.reduce((sum, { rows }) => sum + rows, 0), hash: addHashes(rest.map(({ hash }) => hash)) };
  }

  /** How many rows of a table are lost. */
  rowsOf(table: TableItem): number {
    return sumOfRows(this.#lost.get(table) ?? []);
  }

  /** An entry of the archive cannot be carried out without the rows that are lost. */
  leaveOut({ dumpId }: ArchiveEntry): void {
    this.#leftOut.add(dumpId);
  }

  /** Whether an entry is about one that is left out, as its comment is. */
  isOfLeftOut({ dependencies }: ArchiveEntry): boolean {
    return dependencies.some((id) => this.#leftOut.has(id));
  }

  /** The end of a restore that has done all it could. */
  error(): PgstowError {
    const tables = this.#inOrder.map(([table, ranges]) => describe(table, ranges));
    return new PgstowError('damaged', `all is restored but rows whose blobs are damaged: ${nameList(tables)}`, {
      hint: 'restore the blobs from a copy of the repository, or take these rows from another set',
    });
  }

  get #inOrder(): [TableItem, RangeItem[]][] {
    return [...this.#lost].sort(([a], [b]) => (nameOf(a) < nameOf(b) ? -1 : 1));
  }
}

/** Ranges of a table as a sentence has them: `blocks 0 to 15 (12 rows), blocks 32 to the end (7 rows)`. */
export function describeRanges(ranges: readonly RangeItem[]): string {
  return inOrder(ranges)
    .map((range) => `${blocksOf(range)} (${range.rows} ${range.rows === 1 ? 'row' : 'rows'})`)
    .join(', ');
}

function lostTable({ schema, name }: TableItem, ranges: readonly RangeItem[]): LostTable {
  const lost = inOrder(ranges).map(
    ({ from, to, rows }): LostRange => ({ ...(from !== undefined && { from }), ...(to !== undefined && { to }), rows }),
  );
  return { schema, name, rows: sumOfRows(ranges), ranges: lost };
}

function describe(table: TableItem, ranges: readonly RangeItem[]): string {
  return `${nameOf(table)} lacks ${sumOfRows(ranges)} of ${table.rows} rows: ${describeRanges(ranges)}`;
}

function blocksOf({ from, to }: RangeItem): string {
  if (from === undefined) return 'all blocks';
  return `blocks ${from} to ${to === undefined ? 'the end' : to - 1}`;
}

function nameOf({ schema, name }: TableItem): string {
  return `${schema}.${name}`;
}

function inOrder(ranges: readonly RangeItem[]): RangeItem[] {
  return ranges.toSorted((a, b) => (a.from ?? 0) - (b.from ?? 0));
}

function sumOfRows(ranges: readonly RangeItem[]): number {
  return ranges.reduce((sum, { rows }) => sum + rows, 0);
}
