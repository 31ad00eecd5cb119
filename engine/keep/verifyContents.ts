import { addHashes } from '../pipe/rows.ts';
import { quoteQualified } from '../postgres/identifier.ts';
import type { ContentItem, LargeObjectsItem, Piece, RangeItem, RowsDigest, TableItem } from '../repository/contents.ts';

/** Rows that were read with one COPY, and where they are: one of these however many sets share it. */
export interface StoredRows extends RowsDigest {
  readonly pieces: readonly Piece[];
}

/** All rows that some sets hold, each once, and the blobs that they are in. */
export class StoredContents {
  /** By the first blob that they are in. */
  readonly #byBlob = new Map<string, StoredRows[]>();
  /** How many bytes of content each blob must have at least. */
  readonly blobs = new Map<string, number>();

  add(items: readonly ContentItem[]): void {
    for (const item of items) {
      if (!holdsRows(item) || item.pieces.length === 0) continue;
      const first = item.pieces[0]!.blob;
      const known = this.#byBlob.get(first) ?? [];
      if (known.some((rows) => isSame(rows, item))) continue;
      known.push({ pieces: item.pieces, rows: item.rows, hash: item.hash });
      this.#byBlob.set(first, known);
      for (const { blob, offset, length } of item.pieces) {
        this.blobs.set(blob, Math.max(this.blobs.get(blob) ?? 0, offset + length));
      }
    }
  }

  all(): StoredRows[] {
    return [...this.#byBlob.values()].flat();
  }
}

export type RowsItem = RangeItem | LargeObjectsItem;

export function holdsRows(item: ContentItem): item is RowsItem {
  return item.kind === 'range' || item.kind === 'largeObjects';
}

export function isSame(a: StoredRows, b: StoredRows): boolean {
  if (a.rows !== b.rows || a.hash !== b.hash || a.pieces.length !== b.pieces.length) return false;
  return a.pieces.every((piece, i) => {
    const other = b.pieces[i]!;
    return piece.blob === other.blob && piece.offset === other.offset && piece.length === other.length;
  });
}

/** Where a set's contents contradict themselves, each as a sentence; none in a set that pgstow wrote. */
export function contradictions(items: readonly ContentItem[], totals: { tables: number; rows: number }): string[] {
  const tables = items.filter((item) => item.kind === 'table');
  const ranges = Map.groupBy(
    items.filter((item) => item.kind === 'range'),
    (range) => items[range.table] as TableItem,
  );
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  return [
    ...tables.flatMap((table) => wrongSum(table, ranges.get(table) ?? [])),
    ...items.filter(holdsRows).flatMap(wrongPieces),
    ...(tables.length === totals.tables ? [] : [`it has ${tables.length} tables, the manifest says ${totals.tables}`]),
    ...(rows === totals.rows ? [] : [`its tables have ${rows} rows, the manifest says ${totals.rows}`]),
  ];
}

function wrongSum(table: TableItem, ranges: readonly RangeItem[]): string[] {
  const rows = ranges.reduce((sum, range) => sum + range.rows, 0);
  const hash = addHashes(ranges.map((range) => range.hash));
  if (rows === table.rows && hash === table.hash) return [];
  const { schema, name } = table;
  return [
    `${quoteQualified(schema, name)} has ${table.rows} rows with hash ${table.hash}, its ranges together ${rows} with hash ${hash}`,
  ];
}

function wrongPieces(item: RowsItem): string[] {
  const length = item.pieces.reduce((sum, piece) => sum + piece.length, 0);
  return length === item.bytes ? [] : [`a ${item.kind} of ${item.bytes} bytes has pieces of ${length} bytes`];
}
