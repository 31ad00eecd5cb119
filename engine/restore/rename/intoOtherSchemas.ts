import type { ArchiveGraph } from '../../archive/archiveGraph.ts';
import type { Chosen } from '../../archive/select.ts';
import { PgstowError } from '../../errors.ts';
import type { ArchiveEntry } from '../../postgres/archive.ts';
import { nameList } from '../nameList.ts';
import type { RestoreRequest } from '../request.ts';
import { descOf, type SetContents } from '../rows/setContents.ts';
import { type Grammar, loadGrammar } from './grammar.ts';
import { nameOfToken } from './qualifiedName.ts';
import { type Renaming, rewriteSql } from './rewrite.ts';
import { inTheWay, nowhere, refuseCollisions } from './schemaCollisions.ts';
import { renamingOfSchemas } from './schemaNames.ts';
import { chooseSchemas, schemaStatements } from './schemasToCreate.ts';
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
  request: Pick<RestoreRequest, 'intoSchema' | 'mapSchemas'>,
): Promise<ChosenSet & { readonly warnings: readonly string[] }> {
  const schemas = schemaMap(set, request);
  if (schemas.size === 0) return { ...set, warnings: [] };
  const grammar = await loadGrammar();
  const renaming = renamingOfSchemas(set.graph, schemas);
  const isChosen = ({ dumpId }: ArchiveEntry) => set.chosen.asked.has(dumpId) || set.chosen.needed.has(dumpId);
  const ofExtensions = schemasOfExtensions(set.graph);
  const renamed = set.graph.entries.map((entry) => {
    if (ofExtensions.has(entry)) return entry;
    const inSchema = { ...entry, namespace: entry.namespace && (schemas.get(entry.namespace) ?? entry.namespace) };
    return isChosen(entry) ? withNames(inSchema, renaming, grammar) : inSchema;
  });
  refuseCollisions({ inSet: set.graph, entries: renamed, isChosen });
  const hidden = inTheWay({ inSet: set.graph, entries: renamed, isChosen });
  const moved = renamed.map((entry) => (hidden.has(entry.dumpId) ? { ...entry, namespace: nowhere } : entry));
  const { created, chosen, warnings } = chooseSchemas(moved, set, new Set(schemas.values()));
  return {
    graph: set.graph.withEntries([...created, ...moved]),
    contents: set.contents.renamed((item) => {
      const entry = set.graph.find(descOf[item.kind], item);
      const isHidden = entry !== undefined && hidden.has(entry.dumpId);
      return isHidden ? { schema: nowhere, name: item.name } : renaming.object('relation', item);
    }),
    chosen,
    warnings: [...warnings, ...unfollowedBodies(set.graph.entries.filter(isChosen), schemas, grammar)],
  };
}

/** Which schema goes into which. */
function schemaMap(
  { graph, chosen }: ChosenSet,
  { intoSchema, mapSchemas }: Pick<RestoreRequest, 'intoSchema' | 'mapSchemas'>,
): Map<string, string> {
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
  const tag = newTag(entry, renaming, grammar);
  if (entry.desc === 'SCHEMA' && tag !== entry.tag) return { ...entry, tag, ...schemaStatements(tag) };
  return {
    ...entry,
    tag,
    defn: rewritten(entry.defn),
    // an operator is known by its operands, as the server spells them
    dropStmt: entry.dropStmt && rewriteSql(entry.dropStmt, renaming, grammar, grammar.spell),
  };
}

/** Tags that name types, or a schema. */
function newTag({ desc, namespace, tag }: ArchiveEntry, renaming: Renaming, grammar: Grammar): string {
  switch (desc) {
    case 'SCHEMA':
      return renaming.schema(tag) ?? tag;
    case 'ACL':
    case 'COMMENT':
    case 'SECURITY LABEL':
      return namespace === null ? ofSchema(tag, renaming, grammar) : tag;
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

/** `SCHEMA a`, as the tag of what is said of a schema. */
function ofSchema(tag: string, renaming: Renaming, grammar: Grammar): string {
  const [word, text = ''] = tag.split(/(?<=^SCHEMA) /);
  const name = nameOfToken({ text });
  const now = name === undefined ? undefined : renaming.schema(name);
  return now === undefined ? tag : `${word} ${grammar.spell(now)}`;
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
