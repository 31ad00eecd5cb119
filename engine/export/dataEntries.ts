import type { ArchiveGraph } from '../archive/archiveGraph.ts';
import type { Parts, TableRows } from '../archive/selectParts.ts';
import type { ArchiveEntry } from '../postgres/archive.ts';
import { quoteLiteral, quoteQualified } from '../postgres/identifier.ts';
import type { SequenceItem } from '../repository/contents.ts';
import { copyStatement } from './copyStatement.ts';

/** Numbers of entries that an archive has not used. */
export class DumpIds {
  #last: number;

  constructor(entries: readonly ArchiveEntry[]) {
    this.#last = entries.reduce((most, { dumpId }) => Math.max(most, dumpId), 0);
  }

  next(): number {
    return ++this.#last;
  }
}

/** What a new entry has unless it says otherwise. */
export const bareEntry = {
  catalogId: { tableoid: 0, oid: 0 },
  defn: '',
  dropStmt: '',
  copyStmt: '',
  namespace: null,
  tablespace: null,
  tableam: null,
  relkind: null,
  owner: null,
  dependencies: [],
} as const;

/** A table's rows as an entry of an archive, with the file that holds them. */
export interface TableDataEntry extends TableRows {
  readonly entry: ArchiveEntry & { readonly file: string };
}

/**
 * The first thing that TABLE DATA depends on is its table: pg_restore makes indexes and foreign keys wait for the rows by it. Rows
 * of an extension's configuration table wait for the extension.
 */
export function tableDataEntries(parts: Parts, ids: DumpIds, encoding: string): TableDataEntry[] {
  const settings = moneySettings(parts.archive.entries);
  return parts.tables.map(({ table, ranges }) => {
    const { schema, name, oid, extension } = table;
    const owner = extension === undefined ? parts.graph.find('TABLE', table) : extensionOf(parts.graph, extension);
    const dumpId = ids.next();
    const entry = {
      ...bareEntry,
      dumpId,
      catalogId: { tableoid: 0, oid },
      tag: name,
      desc: 'TABLE DATA',
      section: 'data',
      copyStmt: `${settings}${copyStatement(table, parts, encoding)}`,
      namespace: schema,
      owner: owner?.owner ?? '',
      dependencies: owner ? [owner.dumpId] : [],
      file: `${dumpId}.dat`,
    } as const;
    return { table, ranges, entry };
  });
}

export function sequenceEntries({ sequences, graph }: Parts, ids: DumpIds): ArchiveEntry[] {
  return sequences.map((sequence) => {
    const { schema, name, extension } = sequence;
    const owner = extension === undefined ? graph.find('SEQUENCE', sequence) : extensionOf(graph, extension);
    return {
      ...bareEntry,
      dumpId: ids.next(),
      tag: name,
      desc: 'SEQUENCE SET',
      section: 'data',
      defn: setvalSql(sequence),
      namespace: schema,
      owner: owner?.owner ?? '',
      dependencies: owner ? [owner.dumpId] : [],
    };
  });
}

export function setvalSql({ schema, name, lastValue, isCalled }: SequenceItem): string {
  return `SELECT pg_catalog.setval(${quoteLiteral(quoteQualified(schema, name))}, ${lastValue}, ${isCalled});\n`;
}

/** A view that reads another one is filled after it: pg_restore fills several at once. */
export function viewEntries({ populated, graph }: Parts, ids: DumpIds): ArchiveEntry[] {
  const numbers = new Map(populated.map(({ dumpId }) => [dumpId, ids.next()]));
  return populated.map((view) => ({
    ...bareEntry,
    dumpId: numbers.get(view.dumpId)!,
    tag: view.tag,
    desc: 'MATERIALIZED VIEW DATA',
    section: 'post-data',
    defn: refreshSql(view),
    namespace: view.namespace,
    owner: view.owner,
    dependencies: [view.dumpId, ...viewsBelow(view, graph).flatMap((id) => numbers.get(id) ?? [])],
  }));
}

export function refreshSql({ namespace, tag }: ArchiveEntry): string {
  return `REFRESH MATERIALIZED VIEW ${quoteQualified(namespace ?? '', tag)};\n`;
}

/** The materialized views that a view reads, by itself or through other views. */
function viewsBelow(view: ArchiveEntry, graph: ArchiveGraph): number[] {
  const seen = new Set([view.dumpId]);
  const visit = (entry: ArchiveEntry) => {
    for (const need of graph.needs(entry)) {
      if (seen.has(need.dumpId)) continue;
      seen.add(need.dumpId);
      if (/VIEW$|^RULE$|^FUNCTION$/.test(need.desc)) visit(need);
    }
  };
  visit(view);
  return [...seen].filter((id) => id !== view.dumpId && graph.get(id)?.desc === 'MATERIALIZED VIEW');
}

function extensionOf(graph: ArchiveGraph, name: string): ArchiveEntry | undefined {
  return graph.find('EXTENSION', { schema: '', name });
}

/**
 * An amount of type money is read as `lc_monetary` says, and the rows were written with that of C. Nothing else depends on a
 * setting when it is read. So this comes before each COPY where the type occurs.
 */
function moneySettings(entries: readonly ArchiveEntry[]): string {
  const types = entries.filter(({ desc }) => ['TABLE', 'TYPE', 'DOMAIN', 'FOREIGN TABLE'].includes(desc));
  return types.some(({ defn }) => /\bmoney\b/.test(defn ?? '')) ? "SET lc_monetary = 'C';\n" : '';
}
