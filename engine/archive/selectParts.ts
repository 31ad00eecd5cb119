import type { Archive, ArchiveEntry } from '../postgres/archive.ts';
import type { ContentItem, LargeObjectsItem, RangeItem, SequenceItem, TableItem } from '../repository/contents.ts';
import { ArchiveGraph, describeEntry } from './archiveGraph.ts';
import { linkedTable, linkKinds } from './links.ts';
import { type Chosen, chooseEntries, isOfDatabase, type ObjectChoice } from './select.ts';

/** A table and where its rows are. */
export interface TableRows {
  readonly table: TableItem;
  readonly ranges: readonly RangeItem[];
}

/** What of a set is taken out of it: definitions that can stand by themselves, and what goes into them. */
export interface Parts {
  readonly archive: Archive;
  readonly graph: ArchiveGraph;
  /** In the archive's order; without its preamble, and without what concerns the database as a whole. */
  readonly entries: readonly ArchiveEntry[];
  /** Tables with their rows; those whose rows lie in the same blob follow each other. */
  readonly tables: readonly TableRows[];
  readonly sequences: readonly SequenceItem[];
  /** Materialized views that held data, in the archive's order. */
  readonly populated: readonly ArchiveEntry[];
  /** They belong to no schema, and so come with the whole set only. */
  readonly largeObjects: readonly LargeObjectsItem[];
  /** What a person should know: what was left out, and what has no rows. */
  readonly warnings: readonly string[];
}

/**
 * Chooses from a set. Tables that what was asked for needs have no rows, unless `rowsOfNeeded` says so. Links to tables that do
 * not come along are left out.
 */
export function selectParts(
  archive: Archive,
  items: readonly ContentItem[],
  choice: Pick<ObjectChoice, 'schemas' | 'tables'>,
  { rowsOfNeeded = false } = {},
): Parts {
  const graph = new ArchiveGraph(archive);
  const chosen = chooseEntries(graph, { ...choice, createDatabase: false });
  const isChosen = ({ dumpId }: ArchiveEntry) => chosen.asked.has(dumpId) || chosen.needed.has(dumpId);
  const candidates = graph.entries.filter((entry) => isChosen(entry) && !isOfDatabase(graph, entry));
  const unlinked = candidates.flatMap((entry) => {
    const missing = missingLink(entry, graph, isChosen);
    return missing === undefined ? [] : { entry, missing };
  });
  const left = new Set(unlinked.map(({ entry }) => entry));
  const entries = candidates.filter((entry) => !left.has(entry) && !left.has(graph.ownerOf(entry)));
  const tables = tablesOf(items, graph, chosen, rowsOfNeeded);
  return {
    archive,
    graph,
    entries,
    tables,
    sequences: sequencesOf(items, graph, chosen, isChosen),
    populated: populatedOf(items, entries),
    largeObjects: chosen.everything ? items.filter((item) => item.kind === 'largeObjects') : [],
    warnings: [
      ...unlinked.map(({ entry, missing }) => `${describeEntry(entry)} is left out: ${missing} does not come along`),
      ...(rowsOfNeeded ? [] : emptyTables(entries, chosen)),
    ],
  };
}

/** Another object without which a link cannot be, and which is not chosen or not in the set at all. */
function missingLink(
  entry: ArchiveEntry,
  graph: ArchiveGraph,
  isChosen: (entry: ArchiveEntry) => boolean,
): string | undefined {
  if (!linkKinds.has(entry.desc)) return undefined;
  const named = linkedTable(entry);
  if (named && graph.find('TABLE', named) === undefined) return `table ${named.schema}.${named.name}`;
  const other = entry.dependencies.flatMap((id) => graph.get(id) ?? []).find((need) => !isChosen(need));
  return other && describeEntry(other);
}

function tablesOf(items: readonly ContentItem[], graph: ArchiveGraph, chosen: Chosen, rowsOfNeeded: boolean) {
  const ranges = Map.groupBy(
    items.filter((item) => item.kind === 'range'),
    (range) => items[range.table] as TableItem,
  );
  const hasRows = (table: TableItem) => {
    if (table.structureOnly) return false;
    if (table.extension !== undefined) return chosen.everything; // a configuration table comes with its extension
    const id = graph.find('TABLE', table)?.dumpId ?? 0;
    return chosen.asked.has(id) || (rowsOfNeeded && chosen.needed.has(id));
  };
  return items
    .filter((item) => item.kind === 'table')
    .filter(hasRows)
    .map((table): TableRows => ({ table, ranges: ranges.get(table) ?? [] }))
    .sort(byBlob);
}

/** Each blob is then fetched once, and not once for each of a hundred tables. */
function byBlob(a: TableRows, b: TableRows): number {
  const [first, second] = [a, b].map(({ ranges }) => ranges[0]?.pieces[0]);
  if (!first || !second) return Number(!first) - Number(!second);
  return first.blob === second.blob ? first.offset - second.offset : first.blob < second.blob ? -1 : 1;
}

function sequencesOf(
  items: readonly ContentItem[],
  graph: ArchiveGraph,
  { everything }: Chosen,
  isChosen: (entry: ArchiveEntry) => boolean,
): SequenceItem[] {
  return items
    .filter((item) => item.kind === 'sequence')
    .filter((sequence) => {
      if (sequence.extension !== undefined) return everything;
      const entry = graph.find('SEQUENCE', sequence);
      return entry !== undefined && isChosen(entry);
    });
}

function populatedOf(items: readonly ContentItem[], entries: readonly ArchiveEntry[]): ArchiveEntry[] {
  const views = items.filter((item) => item.kind === 'materializedView');
  return entries.filter(
    ({ desc, namespace, tag }) =>
      desc === 'MATERIALIZED VIEW' && views.some(({ schema, name }) => namespace === schema && tag === name),
  );
}

function emptyTables(entries: readonly ArchiveEntry[], { needed }: Chosen): string[] {
  return entries
    .filter(({ desc, dumpId }) => desc === 'TABLE' && needed.has(dumpId))
    .map((entry) => `${describeEntry(entry)} comes without its rows: it was not asked for, but what was needs it`);
}
