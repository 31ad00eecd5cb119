import type { TableItem } from '../../engine/index.ts';
import { count, counted, qualified, size } from '../../words/human.ts';
import { tableReading } from '../../words/readingText.ts';
import { bar } from './bar.ts';
import { code, details, type Markdown, md } from './markdown.ts';
import { type Column, table } from './table.ts';

/** A table of a database, and what it holds. */
export interface TableSize {
  readonly schema: string;
  readonly name: string;
  readonly rows: number;
  /** Of COPY text. */
  readonly bytes: number;
  /** How much of it was read, where some was not. */
  readonly reading?: TableItem['reading'];
}

export interface SizesOptions<Row> {
  readonly most: number;
  readonly open: boolean;
  /** Whose they are. */
  readonly of?: string;
  /** Besides name, rows and size. */
  readonly more?: readonly Column<Row>[];
}

/** How large tables are in all, and one by one, the largest first, beside the bars of a chart. */
export function sizes<Row extends TableSize>(
  tables: readonly Row[],
  { most, open, of, more = [] }: SizesOptions<Row>,
): Markdown | undefined {
  const largestFirst = tables.toSorted((a, b) => b.bytes - a.bytes || b.rows - a.rows);
  const largest = largestFirst[0]?.bytes ?? 0;
  const columns: Column<Row>[] = [
    { title: 'Table', value: (each) => code(qualified(each)) },
    { title: 'Rows', value: ({ rows }) => count(rows), alignRight: true },
    { title: 'Size', value: ({ bytes }) => size(bytes), alignRight: true },
    { title: '', value: ({ bytes }) => bar(largest > 0 ? bytes / largest : 0) },
    ...(tables.some(({ reading }) => reading) ? readingColumns : []),
    ...more,
  ];
  const body = table(largestFirst, columns, { most, noun: 'smaller table' });
  const held = [counted(tables.length, 'table'), counted(total(tables, 'rows'), 'row'), size(total(tables, 'bytes'))];
  const title = held.join(', ');
  return body && details(of === undefined ? title : md`${code(of)}: ${title}`, body, { open });
}

const readingColumns: readonly Column<TableSize>[] = [
  { title: 'Read', value: (each) => tableReading(each).read, alignRight: true },
  { title: 'Not read', value: (each) => tableReading(each).reused, alignRight: true },
  { title: 'New', value: (each) => tableReading(each).stored, alignRight: true },
  { title: 'Why read', value: ({ reading }) => reading?.reason ?? '' },
];

function total(tables: readonly TableSize[], figure: 'rows' | 'bytes'): number {
  return tables.reduce((sum, table) => sum + table[figure], 0);
}
