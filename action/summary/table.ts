import { count, counted } from '../../words/human.ts';
import type { Column as TextColumn } from '../../words/table.ts';
import { blocks, type Content, joined, Markdown, md } from './markdown.ts';

export interface Column<Row> {
  readonly title: string;
  readonly value: (row: Row) => Content;
  /** For figures. */
  readonly alignRight?: boolean;
}

export interface TableOptions {
  /** Rows that are shown at most. */
  readonly most: number;
  /** What a row is, for those that are left out. */
  readonly noun: string;
}

/** A table, and below it how many rows were left out; nothing for no rows. */
export function table<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  { most, noun }: TableOptions,
): Markdown | undefined {
  if (rows.length === 0) return undefined;
  const shown = rows.slice(0, most);
  const left = rows.length - shown.length;
  const more = left > 0 ? md`_and ${count(left)} more ${counted(left, noun).replace(/^\S+ /, '')}_` : undefined;
  const lines = [
    columns.map(({ title, alignRight }) => (alignRight ? unbroken(title) : title)),
    columns.map(({ alignRight }) => new Markdown(alignRight ? '---:' : ':---')),
    ...shown.map((row) => columns.map((column) => cellOf(row, column))),
  ];
  return blocks([shown.length > 0 ? joined(lines.map(lineOf), '\n') : undefined, more]);
}

/** The columns of a text table. */
export function fromText<Row>(columns: readonly TextColumn<Row>[]): Column<Row>[] {
  return columns.map((column) => ({
    ...column,
    title: `${column.title.slice(0, 1)}${column.title.slice(1).toLowerCase()}`,
  }));
}

/** A figure stays on one line with its unit. */
function cellOf<Row>(row: Row, { value, alignRight }: Column<Row>): Content {
  const content = value(row);
  return alignRight && typeof content === 'string' ? unbroken(content) : content;
}

/** On one line. */
export function unbroken(text: string): string {
  return text.replaceAll(' ', '\u00a0').replaceAll('-', '\u2011');
}

function lineOf(cells: readonly Content[]): Markdown {
  return md`| ${joined(cells, ' | ')} |`;
}
