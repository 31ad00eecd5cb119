import { ArchiveGraph } from '../archive/archiveGraph.ts';
import { requireHeld } from '../archive/requireHeld.ts';
import { PgstowError, throwIfAborted } from '../errors.ts';
import type { ProgressMeter } from '../events.ts';
import { BlobReader } from '../pipe/blobReader.ts';
import { provenContent } from '../pipe/provenContent.ts';
import { parseArchive } from '../postgres/archive.ts';
import { decoderOf } from '../postgres/characterSets.ts';
import { linesOf, valuesOf } from '../postgres/copyText.ts';
import { quoteQualified } from '../postgres/identifier.ts';
import type { SetChoice } from '../repository/chooseSet.ts';
import type { ContentItem, Piece, RangeItem, TableItem } from '../repository/contents.ts';
import type { SetManifest } from '../repository/manifest.ts';
import type { Repository } from '../repository/repository.ts';
import { matches } from '../spec/patterns.ts';
import { type LookOptions, withSet } from './withSet.ts';

/** Which rows are looked at. */
export type TableRowsRequest = SetChoice & {
  /** `schema.table`, as `--table` takes it: it must mean one table. */
  readonly table: string;
  /** The first so many rows; default: all. */
  readonly limit?: number | undefined;
};

/** A value as PostgreSQL writes it; null is NULL. */
export type TextValue = string | null;

/** A table's rows as a set holds them. What is read first ends the other's turn: they can be read once. */
export interface TableRows {
  readonly set: SetManifest;
  readonly table: TableItem;
  /** As COPY text in the database's own encoding, `set.source.encoding`. A chunk is to be read only, and until the next is asked for. */
  copyText(): AsyncIterable<Uint8Array>;
  /** As texts, in the order of `table.columns`. */
  values(): AsyncIterable<readonly TextValue[]>;
}

/**
 * Looks at a table's rows without any server. Only the blobs that hold them are read, one after the other, and no more than the
 * limit needs. Read to its end, the table is proved by count and hash; with a limit, the blobs are from which rows were taken.
 *
 * Rejects with `input` (unknown plan, set or table), `damaged`, `store`, `unsupported` (texts that cannot be read here) or `interrupted`.
 */
export function withTableRows<T>(
  repository: Repository,
  request: TableRowsRequest,
  use: (rows: TableRows) => Promise<T>,
  options: LookOptions = {},
): Promise<T> {
  return withSet(repository, request, options, async (set, { meter, signal }) => {
    const items = await repository.sets.readContents(set, { signal });
    const table = findTable(items, request.table) ?? (await refuse(repository, set, items, request.table, signal));
    const ranges = items.filter((item) => item.kind === 'range').filter((range) => items[range.table] === table);
    const blobs = new BlobReader((name) => repository.blobs.get(name, { signal }), repository.blobs.newHash);
    meter.expect({ tables: 1, bytesTotal: table.bytes });
    const copyText = () => rowsOf(table, ranges, { blobs, meter, signal, limit: request.limit });
    return use({ set, table, copyText, values: () => valuesOfRows(copyText(), table, set.source.encoding) });
  });
}

function findTable(items: readonly ContentItem[], pattern: string): TableItem | undefined {
  const tables = items.filter((item) => item.kind === 'table');
  const found = tables.filter(({ schema, name }) => matches(pattern, schema, name));
  if (found.length < 2) return found[0]?.structureOnly ? undefined : found[0];
  throw new PgstowError('input', `${pattern} means ${found.length} tables: ${found.map(nameOf).join(', ')}`, {
    hint: 'name one of them',
  });
}

/** Says why there are no such rows. */
async function refuse(
  repository: Repository,
  set: SetManifest,
  items: readonly ContentItem[],
  pattern: string,
  signal: AbortSignal,
): Promise<never> {
  const known = items
    .filter((item) => item.kind === 'table')
    .find(({ schema, name }) => matches(pattern, schema, name));
  if (known) {
    throw new PgstowError(
      'input',
      `set ${set.set} holds no rows of ${nameOf(known)}: the plan asks for its structure only`,
      {
        hint: 'change structureOnly of the plan: the next set has them',
      },
    );
  }
  const graph = new ArchiveGraph(parseArchive(await repository.sets.readDefinitions(set, { signal })));
  const named = graph.entries.filter(
    ({ desc, namespace, tag }) => /TABLE$|VIEW$/.test(desc) && matches(pattern, namespace ?? '', tag),
  );
  const partitions = graph.entries.filter((entry) => named.includes(graph.parentOf(entry)!));
  const [first] = named;
  if (!first) await requireHeld(repository, set, graph, { schemas: [], tables: [pattern] }, signal);
  throw new PgstowError(
    'input',
    first
      ? `${first.desc.toLowerCase()} ${pattern} has no rows of its own in a set`
      : `the set holds no table ${pattern}`,
    {
      hint:
        partitions.length > 0
          ? `its rows are in its partitions: ${partitions.map(({ namespace, tag }) => quoteQualified(namespace ?? '', tag)).join(', ')}`
          : first
            ? 'pgstow query asks it, in a throwaway PostgreSQL'
            : `pgstow show ${set.set} lists what it holds; names are case-sensitive, and names with dots need quotes`,
    },
  );
}

interface Reading {
  readonly blobs: BlobReader;
  readonly meter: ProgressMeter;
  readonly signal: AbortSignal;
  readonly limit: number | undefined;
}

async function* rowsOf(
  table: TableItem,
  ranges: readonly RangeItem[],
  { blobs, meter, signal, limit }: Reading,
): AsyncGenerator<Uint8Array, void, void> {
  const contents = ranges.map(({ pieces }) => pieces);
  const { rows, hash } = table;
  const content =
    limit === undefined
      ? provenContent(blobs, { what: nameOf(table), rows, hash, contents })
      : firstOf(contents.flat(), limit, blobs);
  for await (const chunk of content) {
    throwIfAborted(signal);
    meter.add({ bytes: chunk.byteLength });
    yield chunk;
  }
}

/** The first rows. The blob in which they end is read to its own end, by which it is proved. */
async function* firstOf(
  pieces: readonly Piece[],
  limit: number,
  blobs: BlobReader,
): AsyncGenerator<Uint8Array, void, void> {
  let left = limit;
  for (const piece of pieces) {
    if (left === 0) return;
    for await (const chunk of blobs.content([piece])) {
      const { end, rows } = firstRows(chunk, left);
      left -= rows;
      if (end > 0) yield chunk.subarray(0, end);
    }
  }
}

const newline = 0x0a;

/** Where the first so many rows of a chunk end, or the chunk does. */
function firstRows(chunk: Uint8Array, most: number): { readonly end: number; readonly rows: number } {
  let [end, rows] = [0, 0];
  while (rows < most) {
    const at = chunk.indexOf(newline, end);
    if (at < 0) return { end: chunk.byteLength, rows };
    end = at + 1;
    rows++;
  }
  return { end, rows };
}

async function* valuesOfRows(
  text: AsyncIterable<Uint8Array>,
  table: TableItem,
  encoding: string,
): AsyncGenerator<readonly TextValue[], void, void> {
  const decode = decoderOf(encoding);
  for await (const line of linesOf(text)) {
    yield valuesOf(line, table.columns.length).map((value, i) => {
      if (value === null) return null;
      return decode(value) ?? unreadable(table, table.columns[i] ?? '', encoding);
    });
  }
}

function unreadable(table: TableItem, column: string, encoding: string): never {
  throw new PgstowError(
    'unsupported',
    `${nameOf(table)}: a value of column ${column} cannot be read as ${encoding} here`,
    {
      hint: 'take the rows as COPY text, which is in that encoding, or use pgstow query',
    },
  );
}

function nameOf({ schema, name }: TableItem): string {
  return quoteQualified(schema, name);
}
