import type { CatalogTable } from '../postgres/catalog/tables.ts';

/** A slice of one table that is read with one COPY: heap blocks `[from, to)`, or the whole table when both are absent. */
export interface Range {
  readonly table: CatalogTable;
  readonly from?: number;
  /** Absent for the last slice, which is open-ended: the table may have grown since its size was asked. */
  readonly to?: number;
}

/** Whatever is read with one COPY. */
export type Content =
  | { readonly kind: 'range'; readonly range: Range }
  | { readonly kind: 'largeObjects'; readonly part: 'metadata' | 'data'; readonly oids: readonly number[] };

/** What one connection reads in one go into blobs of its own: one range of a large table, or many small contents. */
export interface Unit {
  readonly contents: readonly Content[];
  /** An estimate, for the order of work and for the progress bar. */
  readonly bytes: number;
}

const mebibyte = 1024 * 1024;
/** Tables up to this size share blobs: ten thousand small tables are not ten thousand objects. */
const smallTable = mebibyte;
/** About how much of the heap and its TOAST one range covers. */
const rangeBytes = 16 * mebibyte;
const maxRangeBlocks = 2048;
const minRangeBlocks = 16;
/** About how much a unit of small tables holds. */
const packBytes = 4 * mebibyte;
const packTables = 128;

/**
 * Divides tables into units of work, largest first. The borders depend on the tables alone, not on the number of
 * connections or on chance, so that unchanged rows give the same blobs again in the next set.
 */
export function planUnits(tables: readonly CatalogTable[], { tidRangeScan }: { tidRangeScan: boolean }): Unit[] {
  const withRows = tables.filter((table) => table.kind === 'r');
  const small = withRows.filter((table) => table.bytes <= smallTable);
  const large = withRows.filter((table) => table.bytes > smallTable);
  const units = large.flatMap((table) => (tidRangeScan && table.heap ? slice(table) : [whole(table)]));
  return [...units, ...pack(small)].sort((a, b) => b.bytes - a.bytes);
}

/** The ranges of each table among some units, by its OID and in the order of their blocks. */
export function rangesByTable(units: readonly Unit[]): ReadonlyMap<number, readonly Range[]> {
  const ranges = units.flatMap(({ contents }) => contents.flatMap((each) => (each.kind === 'range' ? each.range : [])));
  const inOrder = ranges.sort((a, b) => (a.from ?? 0) - (b.from ?? 0));
  return Map.groupBy(inOrder, ({ table }) => table.oid);
}

export function bytesOf(units: readonly Pick<Unit, 'bytes'>[]): number {
  return units.reduce((sum, { bytes }) => sum + bytes, 0);
}

function whole(table: CatalogTable): Unit {
  return unit([{ table }], table.bytes);
}

function slice(table: CatalogTable): Unit[] {
  const step = rangeBlocks(table);
  const count = Math.ceil(table.blocks / step);
  if (count <= 1) return [whole(table)];
  return Array.from({ length: count }, (_, i) =>
    unit(
      [{ table, from: i * step, ...(i < count - 1 && { to: (i + 1) * step }) }],
      (table.bytes * Math.min(step, table.blocks - i * step)) / table.blocks,
    ),
  );
}

/** A power of two, so that the borders move only when a table's row width changes by half. */
function rangeBlocks(table: CatalogTable): number {
  const wanted = rangeBytes / (table.bytes / Math.max(table.blocks, 1));
  const power = 2 ** Math.floor(Math.log2(Math.max(wanted, 1)));
  return Math.min(Math.max(power, minRangeBlocks), maxRangeBlocks);
}

/** Puts small tables into units by OID, so that a table that grows or goes changes its own unit and no other. */
function pack(tables: readonly CatalogTable[]): Unit[] {
  const bytes = tables.reduce((sum, table) => sum + table.bytes, 0);
  const bits = Math.ceil(Math.log2(Math.max(bytes / packBytes, tables.length / packTables, 1)));
  const packs = Map.groupBy(tables, (table) => scatter(table.oid, bits));
  return [...packs.values()].map((members) =>
    unit(
      members.map((table) => ({ table })),
      members.reduce((sum, table) => sum + table.bytes, 0),
    ),
  );
}

/** So many bits of an OID's hash. The OIDs themselves come in steps, as each table takes several, and would leave packs empty. */
function scatter(oid: number, bits: number): number {
  return bits === 0 ? 0 : Math.imul(oid, 0x9e3779b1) >>> (32 - bits); // 2^32 over the golden ratio
}

function unit(ranges: readonly Range[], bytes: number): Unit {
  return { contents: ranges.map((range) => ({ kind: 'range', range })), bytes };
}

/** Large objects are read a few at a time: each step of the query holds one slice of each in the server's memory. */
const largeObjectsAtOnce = 64;

/** Divides large objects, given by OID in ascending order, into units. Their sizes cannot be asked without reading them. */
export function planLargeObjects(oids: readonly number[]): Unit[] {
  return chunks(chunks(oids, largeObjectsAtOnce), 16).flatMap((some) =>
    (['metadata', 'data'] as const).map((part) => ({
      contents: some.map((chunk) => ({ kind: 'largeObjects' as const, part, oids: chunk })),
      bytes: part === 'data' ? some.length * mebibyte : 0,
    })),
  );
}

function chunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));
}
