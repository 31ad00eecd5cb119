import { type ArchiveGraph, describeEntry } from '../../archive/archiveGraph.ts';
import type { Chosen } from '../../archive/select.ts';
import { PgstowError } from '../../errors.ts';
import type { ArchiveEntry } from '../../postgres/archive.ts';
import { quoteIdent } from '../../postgres/identifier.ts';
import { nameOfEntry } from '../catalogObjects.ts';
import { nameList } from '../nameList.ts';
import type { RestoreRequest } from '../request.ts';
import type { SetContents } from '../setContents.ts';
import { type Grammar, loadGrammar } from './grammar.ts';
import { type Renaming, rewriteSql } from './rewrite.ts';
import { renamingOfSchemas } from './schemaNames.ts';
import { unfollowedBodies } from './unfollowedBodies.ts';

/** What of a set is restored. */
interface ChosenSet {
  readonly graph: ArchiveGraph;
  readonly contents: SetContents;
  readonly chosen: Chosen;
}

/** The same with the names of the schemas that it is restored into, and what could not be followed. */
export async function intoOtherSchemas(
  set: ChosenSet,
  request: RestoreRequest,
): Promise<ChosenSet & { readonly warnings: readonly string[] }> {
  const schemas = schemaMap(set, request);
  if (schemas.size === 0) return { ...set, warnings: [] };
  const grammar = await loadGrammar();
  const renaming = renamingOfSchemas(set.graph, schemas);
  const isChosen = ({ dumpId }: ArchiveEntry) => set.chosen.asked.has(dumpId) || set.chosen.needed.has(dumpId);
  const ofExtensions = schemasOfExtensions(set.graph);
  const moved = set.graph.entries.map((entry) => {
    if (ofExtensions.has(entry)) return entry;
    const inSchema = { ...entry, namespace: entry.namespace && (schemas.get(entry.namespace) ?? entry.namespace) };
    return isChosen(entry) ? withNames(inSchema, renaming, grammar) : inSchema;
  });
  const created = missingSchemas(moved, [...schemas.values()]);
  const graph = set.graph.withEntries([...created, ...moved]);
  const needed = new Set([...set.chosen.needed, ...created.map(({ dumpId }) => dumpId)]);
  const contents = set.contents.renamed(({ schema, name }) => renaming.object('relation', { schema, name }));
  refuseCollisions(set.graph, graph, isChosen);
  return {
    graph,
    contents,
    chosen: { ...set.chosen, needed },
    warnings: unfollowedBodies(set.graph.entries.filter(isChosen), schemas, grammar),
  };
}

/** Which schema goes into which. */
function schemaMap({ graph, chosen }: ChosenSet, { intoSchema, mapSchemas }: RestoreRequest): Map<string, string> {
  const own = new Set(
    graph.entries.flatMap(({ desc, namespace, tag }) => (desc === 'SCHEMA' ? tag : (namespace ?? []))),
  );
  const unknown = Object.keys(mapSchemas).filter((schema) => !own.has(schema));
  if (unknown.length > 0) {
    throw new PgstowError('input', `the set holds no schema ${nameList(unknown)}`, {
      hint: 'pgstow show SET lists what it holds; names are case-sensitive',
    });
  }
  const asked = graph.entries.filter((entry) => chosen.asked.has(entry.dumpId) && graph.ownerOf(entry) === entry);
  const all =
    intoSchema === undefined
      ? []
      : asked.flatMap(({ namespace }) => (namespace ? [[namespace, intoSchema] as const] : []));
  const pairs = new Map([...all, ...Object.entries(mapSchemas)]);
  return new Map([...pairs].filter(([from, to]) => from !== to));
}

/** An extension is created in the schema that it was in, and one for a database. */
function schemasOfExtensions(graph: ArchiveGraph): ReadonlySet<ArchiveEntry> {
  const extensions = graph.entries.filter(({ desc }) => desc === 'EXTENSION');
  return new Set(extensions.flatMap((entry) => graph.needs(entry).filter(({ desc }) => desc === 'SCHEMA')));
}

function withNames(entry: ArchiveEntry, renaming: Renaming, grammar: Grammar): ArchiveEntry {
  const rewritten = (sql: string | null) => sql && rewriteSql(sql, renaming, grammar);
  return {
    ...entry,
    tag: newTag(entry, renaming, grammar),
    defn: rewritten(entry.defn),
    dropStmt: rewritten(entry.dropStmt),
  };
}

/** Tags that name types, or a schema. */
function newTag({ desc, tag }: ArchiveEntry, renaming: Renaming, grammar: Grammar): string {
  switch (desc) {
    case 'SCHEMA':
      return renaming.schema(tag) ?? tag;
    case 'CAST':
    case 'TRANSFORM':
      return rewriteSql(`DROP ${tag}`, renaming, grammar, grammar.spell).slice('DROP '.length);
    case 'FUNCTION':
    case 'PROCEDURE':
    case 'AGGREGATE':
      return withTypes(desc, tag, renaming, grammar);
    default:
      return tag;
  }
}

/** `name(type, type)`, where the name is as it is and may hold parentheses. */
function withTypes(desc: string, tag: string, renaming: Renaming, grammar: Grammar): string {
  if (!tag.includes('.')) return tag;
  for (let at = tag.indexOf('('); at >= 0; at = tag.indexOf('(', at + 1)) {
    const start = `DROP ${desc} x`;
    try {
      return (
        tag.slice(0, at) + rewriteSql(`${start}${tag.slice(at)}`, renaming, grammar, grammar.spell).slice(start.length)
      );
    } catch {
      // the name goes on
    }
  }
  return tag;
}

/** Schemas that no entry creates, such as those in the place of `public`. */
function missingSchemas(entries: readonly ArchiveEntry[], wanted: readonly string[]): ArchiveEntry[] {
  const last = Math.max(...entries.map(({ dumpId }) => dumpId));
  const created = new Set(entries.flatMap(({ desc, tag }) => (desc === 'SCHEMA' ? tag : [])));
  return [...new Set(wanted)]
    .filter((schema) => !created.has(schema))
    .map((schema, i) => ({
      ...nothing,
      dumpId: last + 1 + i,
      tag: schema,
      desc: 'SCHEMA',
      defn: `CREATE SCHEMA ${quoteIdent(schema)};\n`,
      dropStmt: `DROP SCHEMA ${quoteIdent(schema)};\n`,
    }));
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

/** Two schemas in one may hold objects of one name. */
function refuseCollisions(inSet: ArchiveGraph, graph: ArchiveGraph, isChosen: (entry: ArchiveEntry) => boolean): void {
  const wholes = graph.entries.filter((entry) => isChosen(entry) && entry.namespace && graph.ownerOf(entry) === entry);
  const byName = Map.groupBy(wholes, (entry) => JSON.stringify(nameOfEntry(entry)));
  const schemaInSet = ({ dumpId }: ArchiveEntry) => inSet.get(dumpId)?.namespace;
  const colliding = [...byName.values()].filter((of) => new Set(of.map(schemaInSet)).size > 1);
  if (colliding.length === 0) return;
  const [first, second] = colliding[0]!.map(({ dumpId }) => describeEntry(inSet.get(dumpId)!));
  const more = colliding.length === 1 ? '' : `, and so would ${colliding.length - 1} more`;
  throw new PgstowError('input', `${first} and ${second} would get the same name${more}`, {
    hint: 'map the schemas to different ones with --map-schema, or restore them one at a time with --schema',
  });
}
