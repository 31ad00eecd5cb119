import { displayWidth, fitted, printable } from './printable.ts';

export interface Column<Row> {
  readonly title: string;
  readonly value: (row: Row) => string;
  /** For figures. */
  readonly alignRight?: boolean;
  /** Cut off where the terminal is too narrow; the others never are. */
  readonly shrinks?: boolean;
}

const gap = 2;
const least = 12;

/** Rows under a line of titles, as wide as they need; with a `width`, no wider than that as far as columns may shrink. */
export function table<Row>(rows: readonly Row[], columns: readonly Column<Row>[], width?: number): string {
  const cells = rows.map((row) => columns.map(({ value }) => printable(value(row))));
  const titles = columns.map(({ title }) => title);
  const needed = columns.map((_, index) => Math.max(...[titles, ...cells].map((line) => displayWidth(line[index]!))));
  const widths = width === undefined ? needed : shrunk(needed, columns, width);
  return [titles, ...cells].map((line) => toLine(line, widths, columns)).join('\n');
}

/** Takes what is too much from the widest column that may shrink, again and again. */
function shrunk(needed: readonly number[], columns: readonly Column<never>[], width: number): number[] {
  const widths = [...needed];
  const total = () => widths.reduce((sum, each) => sum + each, gap * (widths.length - 1));
  while (total() > width) {
    const [widest] = columns
      .map((column, index) => ({ index, room: column.shrinks ? widths[index]! - least : 0 }))
      .sort((a, b) => b.room - a.room);
    if (!widest || widest.room <= 0) break;
    widths[widest.index]!--;
  }
  return widths;
}

function toLine(cells: readonly string[], widths: readonly number[], columns: readonly Column<never>[]): string {
  return cells
    .map((cell, index) => {
      const shown = fitted(cell, widths[index]!);
      const padding = ' '.repeat(widths[index]! - displayWidth(shown));
      return columns[index]!.alignRight ? padding + shown : shown + padding;
    })
    .join(' '.repeat(gap))
    .trimEnd();
}

/** Lines `name: value` with the values below each other; those without a value are left out. */
export function facts(pairs: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(pairs).filter((pair): pair is [string, string] => pair[1] !== undefined);
  const width = Math.max(...given.map(([name]) => name.length));
  return given.map(([name, value]) => `${`${name}:`.padEnd(width + 2)}${printable(value)}`).join('\n');
}
