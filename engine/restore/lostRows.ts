import { PgstowError } from '../errors.ts';
import { addHashes } from '../pipe/rows.ts';
import type { RangeItem, RowsDigest, TableItem } from '../repository/contents.ts';
import { nameList } from './nameList.ts';

/** The ranges of tables that could not be restored since what is stored of them is damaged. */
export class LostRows {
  readonly #lost = new Map<TableItem, RangeItem[]>();

  /** Whether anything is lost. */
  get some(): boolean {
    return this.#lost.size > 0;
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
    return (this.#lost.get(table) ?? []).reduce((sum, { rows }) => sum + rows, 0);
  }

  /** The end of a restore that has done all it could. */
  error(): PgstowError {
    const tables = [...this.#lost].map(([table, ranges]) => describe(table, ranges));
    return new PgstowError('damaged', `all is restored but rows whose blobs are damaged: ${nameList(tables)}`, {
      hint: 'restore the blobs from a copy of the repository, or take these rows from another set',
    });
  }
}

function describe(table: TableItem, ranges: readonly RangeItem[]): string {
  const lost = ranges.reduce((sum, { rows }) => sum + rows, 0);
  const inOrder = ranges.toSorted((a, b) => (a.from ?? 0) - (b.from ?? 0));
  return `${table.schema}.${table.name} lacks ${lost} of ${table.rows} rows (${inOrder.map(blocksOf).join(', ')})`;
}

function blocksOf({ from, to, rows }: RangeItem): string {
  if (from === undefined) return 'all of it';
  return `blocks ${from} to ${to === undefined ? 'the end' : to - 1}: ${rows} rows`;
}
