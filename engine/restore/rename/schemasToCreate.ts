import type { ArchiveGraph } from '../../archive/archiveGraph.ts';
import type { Chosen } from '../../archive/select.ts';
import type { ArchiveEntry } from '../../postgres/archive.ts';
import { quoteIdent } from '../../postgres/identifier.ts';

/** The schemas that entries are restored into. */
interface Schemas {
  /** Entries for those that the set does not create. */
  readonly created: readonly ArchiveEntry[];
  /** What is restored, with those. */
  readonly chosen: Chosen;
  readonly warnings: readonly string[];
}

/**
 * Has each schema created once, whether the set has it, or several that go into it, or none. `entries` are those of `graph` with the
 * schemas `mapped` in them.
 */
export function chooseSchemas(
  entries: readonly ArchiveEntry[],
  { graph, chosen: { asked, needed, everything } }: { readonly graph: ArchiveGraph; readonly chosen: Chosen },
  mapped: ReadonlySet<string>,
): Schemas {
  const chosen = entries.filter(({ dumpId }) => asked.has(dumpId) || needed.has(dumpId));
  const created = missingSchemas(chosen, mapped, Math.max(...entries.map(({ dumpId }) => dumpId)));
  const nameInSet = ({ dumpId }: ArchiveEntry) => graph.get(dumpId)!.tag;
  const merged = mergedSchemas(chosen, nameInSet);
  const left = new Set([...merged.keys()].map(({ dumpId }) => dumpId));
  const without = (ids: ReadonlySet<number>) =>
    [...ids].filter((id) => !left.has(graph.ownerOf(graph.get(id)!).dumpId));
  return {
    created,
    chosen: {
      asked: new Set(without(asked)),
      needed: new Set([...without(needed), ...created.map(({ dumpId }) => dumpId)]),
      everything,
    },
    warnings: [...merged].map(
      ([other, { kept, tag }]) =>
        `schema ${tag} gets the owner and privileges of schema ${kept}, not those of ${nameInSet(other)}`,
    ),
  };
}

/** Schemas that something is restored into and that none of the chosen entries creates, with ids after `last`. */
function missingSchemas(chosen: readonly ArchiveEntry[], mapped: ReadonlySet<string>, last: number): ArchiveEntry[] {
  const created = new Set(chosen.flatMap(({ desc, tag }) => (desc === 'SCHEMA' ? tag : [])));
  const used = new Set(chosen.flatMap(({ namespace }) => namespace ?? []));
  return [...mapped]
    .filter((schema) => used.has(schema) && !created.has(schema))
    .map((schema, i) => ({
      ...nothing,
      ...schemaStatements(schema),
      dumpId: last + 1 + i,
      tag: schema,
      desc: 'SCHEMA',
    }));
}

/** The statements of a schema's entry. pg_dump writes none for `public`, which is there from birth, but under that name alone. */
export function schemaStatements(schema: string): Pick<ArchiveEntry, 'defn' | 'dropStmt'> {
  return { defn: `CREATE SCHEMA ${quoteIdent(schema)};\n`, dropStmt: `DROP SCHEMA ${quoteIdent(schema)};\n` };
}

const nothing: ArchiveEntry = {
  dumpId: 0,
  catalogId: { tableoid: 0, oid: 0 },
  tag: '',
  desc: '',
  section: 'pre-data',
  defn: null,
  dropStmt: null,
  copyStmt: null,
  namespace: null,
  tablespace: null,
  tableam: null,
  relkind: null,
  owner: null,
  dependencies: [],
};

/**
 * Of several schemas that become one, all but the one that makes it: a schema has one owner and one set of privileges. One that keeps
 * its name comes before the others.
 */
function mergedSchemas(
  chosen: readonly ArchiveEntry[],
  nameInSet: (entry: ArchiveEntry) => string,
): ReadonlyMap<ArchiveEntry, { readonly tag: string; readonly kept: string }> {
  const schemas = Map.groupBy(
    chosen.filter(({ desc }) => desc === 'SCHEMA'),
    ({ tag }) => tag,
  );
  return new Map(
    [...schemas].flatMap(([tag, of]) => {
      const kept = of.find((entry) => nameInSet(entry) === tag) ?? of[0]!;
      return of.filter((entry) => entry !== kept).map((entry) => [entry, { tag, kept: nameInSet(kept) }] as const);
    }),
  );
}
