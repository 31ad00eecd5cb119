import { type ArchiveGraph, describeEntry } from '../../archive/archiveGraph.ts';
import { linkedTable } from '../../archive/links.ts';
import { isBlank, nameOf as nameOfToken, tokenize } from '../../archive/sqlTokens.ts';
import type { ArchiveEntry } from '../../postgres/archive.ts';
import type { Action, Decision, PreviewInput } from '../preview/decide.ts';
import type { TargetCatalog } from '../target/targetCatalog.ts';
import { inheritedFrom } from './detach.ts';
import { ownName } from './newNames.ts';
import type { QualifiedName } from './qualifiedName.ts';

type Actions = ReadonlyMap<number, Action>;

/**
 * A table whose name is free and that is restored under another one all the same: it belongs to one that is, and what is
 * restored beside something is so as a whole; or a type has its name.
 */
export function renamedAlong(
  entry: ArchiveEntry,
  graph: ArchiveGraph,
  target: TargetCatalog,
  actions: Actions,
): Decision | undefined {
  if (entry.desc !== 'TABLE') return undefined;
  const inherited = inheritedFrom(entry).flatMap((name) => graph.find('TABLE', name) ?? []);
  const parents = [graph.parentOf(entry) ?? [], inherited].flat();
  const renamed = parents.find(({ dumpId }) => actions.get(dumpId) === 'rename');
  if (renamed) return { action: 'rename', reason: `its parent ${nameOf(renamed)} is restored under another name` };
  const taken = target.isNameTaken({ schema: entry.namespace ?? '', name: entry.tag });
  return taken ? { action: 'rename', reason: 'a type of that name is there already' } : undefined;
}

/** Whether a table is restored under another name, or into another schema: beside the one that it was, if that is there. */
export function isBeside(table: ArchiveEntry, { inSet }: Pick<PreviewInput, 'inSet'>, actions: Actions): boolean {
  if (table.desc !== 'TABLE') return false;
  return actions.get(table.dumpId) === 'rename' || inSet.get(table.dumpId)?.namespace !== table.namespace;
}

/**
 * Why a part of such a table is left out: it would tie what is restored to what is there, or calls a function with a row, and that
 * function takes rows of the table that is there.
 */
export function leftOutBeside(entry: ArchiveEntry, input: PreviewInput, actions: Actions): string | undefined {
  const taking = takesOtherRows(entry, input, actions);
  if (taking) return `it calls ${describeEntry(taking)}, which takes rows of the target's`;
  switch (entry.desc) {
    case 'FK CONSTRAINT':
      return foreignKeyLeftOut(entry, input, actions);
    case 'TABLE ATTACH':
    case 'INDEX ATTACH': {
      const left = attachedTables(entry, input.graph).find((table) => !isRestored(table, actions));
      return left && `${nameOf(left)} is not restored along: the table stands by itself`;
    }
    case 'TRIGGER':
      // pg_dump names a partition's trigger only to switch it on or off: it comes with that of the partitioned table
      return isOwnTrigger(entry) || isAttached(entry, input, actions)
        ? undefined
        : 'it comes with the partitioned table, which is not restored along';
    case 'PUBLICATION TABLE':
      return publicationLeftOut(entry, input, actions);
    default:
      return undefined;
  }
}

/** A function that an entry uses and that has the row of a renamed table among its arguments. */
function takesOtherRows(entry: ArchiveEntry, { graph }: PreviewInput, actions: Actions): ArchiveEntry | undefined {
  const routines = graph.needs(entry).filter(({ desc }) => desc === 'FUNCTION' || desc === 'AGGREGATE');
  return routines.find((routine) => {
    const tables = graph.needs(routine).filter(({ dumpId }) => actions.get(dumpId) === 'rename');
    return tables.length > 0 && argumentTypes(routine).some((type) => tables.some((table) => isNamed(table, type)));
  });
}

/** `DROP FUNCTION a.b(integer, a.c)` */
function argumentTypes({ dropStmt }: ArchiveEntry): QualifiedName[] {
  const tokens = tokenize(dropStmt ?? '').filter((token) => !isBlank(token));
  return tokens.flatMap((token, i) => {
    if (i < 5 || tokens[i + 1]?.text !== '.') return []; // before that it is the function's own name
    const [schema, name] = [nameOfToken(token), nameOfToken(tokens[i + 2])];
    return schema !== undefined && name !== undefined ? [{ schema, name }] : [];
  });
}

function isNamed({ namespace, tag }: ArchiveEntry, { schema, name }: QualifiedName): boolean {
  return namespace === schema && tag === name;
}

function publicationLeftOut(
  entry: ArchiveEntry,
  { graph, target }: PreviewInput,
  actions: Actions,
): string | undefined {
  if (actions.get(graph.ownerOf(entry).dumpId) === 'rename')
    return 'what is restored under another name is not published';
  const needs = entry.dependencies.flatMap((id) => graph.get(id) ?? []);
  const there = needs.find((need) => need.desc === 'PUBLICATION' && target.has(need));
  return there && `publication ${there.tag} of the target is not that of the restored table`;
}

function foreignKeyLeftOut(
  entry: ArchiveEntry,
  { graph, request, target }: PreviewInput,
  actions: Actions,
): string | undefined {
  const to = linkedTable(entry);
  const table = to && graph.find('TABLE', to);
  if (!to || (table && isRestored(table, actions)) || request.keepForeignKeys) return undefined;
  if (!target.hasRelation(to.schema, to.name)) return undefined; // said where it is found missing
  return `${to.schema}.${to.name} is not restored along, and the one in the target would be bound by it`;
}

function isAttached(entry: ArchiveEntry, { graph }: PreviewInput, actions: Actions): boolean {
  const parent = graph.parentOf(graph.ownerOf(entry));
  return parent !== undefined && isRestored(parent, actions);
}

function isOwnTrigger({ defn }: ArchiveEntry): boolean {
  return /^\s*CREATE\b/.test(defn ?? '');
}

function isRestored({ dumpId }: ArchiveEntry, actions: Actions): boolean {
  return ['rename', 'create', 'replace', 'append'].includes(actions.get(dumpId) ?? '');
}

/** `ALTER INDEX a.b ATTACH PARTITION a.c`: the tables of both; its dependencies are those of the whole tree. */
function attachedTables(entry: ArchiveEntry, graph: ArchiveGraph): ArchiveEntry[] {
  if (entry.desc === 'TABLE ATTACH') return tablesOf(entry, graph);
  const needs = entry.dependencies.flatMap((id) => graph.get(id) ?? []);
  const tokens = tokenize(entry.defn ?? '').filter((token) => !isBlank(token));
  const indexes = [2, 7].map((at) => ({ schema: nameOfToken(tokens[at]), name: nameOfToken(tokens[at + 2]) }));
  return indexes.flatMap(({ schema, name }) => {
    const index = needs.find((need) => ownName(need)?.schema === schema && ownName(need)?.name === name);
    return index ? [graph.ownerOf(index)] : [];
  });
}

/** The tables that an entry depends on. */
export function tablesOf(entry: ArchiveEntry, graph: ArchiveGraph): ArchiveEntry[] {
  const owners = entry.dependencies.flatMap((id) => graph.get(id) ?? []).map((need) => graph.ownerOf(need));
  return owners.filter(({ desc }) => desc === 'TABLE' || desc === 'FOREIGN TABLE');
}

function nameOf({ namespace, tag }: ArchiveEntry): string {
  return `${namespace}.${tag}`;
}

/** Kinds whose definitions read tables, and would read those of the target in the place of the restored ones. */
const readers: ReadonlySet<string> = new Set(['VIEW', 'MATERIALIZED VIEW']);

/**
 * Views that are not in the target and read a table that is restored under another name, with what uses those views: reading
 * the restored one would be another view, reading the target's is not what was asked for. By entry, with the reason.
 */
export function leftOutReaders(
  wholes: readonly ArchiveEntry[],
  { graph }: Pick<PreviewInput, 'graph'>,
  actions: Actions,
): ReadonlyMap<number, string> {
  const leftOut = new Map<number, string>();
  const parts = Map.groupBy(graph.entries, (entry) => graph.ownerOf(entry).dumpId);
  for (const entry of wholes.filter(({ dumpId }) => actions.get(dumpId) === 'create')) {
    const rules = readers.has(entry.desc) ? (parts.get(entry.dumpId) ?? []) : [];
    const needs = [entry, ...rules].flatMap(({ dependencies }) => dependencies.flatMap((id) => graph.get(id) ?? []));
    const owners = needs.map((need) => graph.ownerOf(need));
    const renamed = owners.find(({ dumpId }) => actions.get(dumpId) === 'rename');
    const missing = owners.find(({ dumpId }) => leftOut.has(dumpId));
    if (renamed && readers.has(entry.desc)) {
      leftOut.set(
        entry.dumpId,
        `it reads ${nameOf(renamed)}, which is restored under another name; restored by itself it reads the target's`,
      );
    } else if (missing) {
      leftOut.set(entry.dumpId, `it uses ${describeEntry(missing)}, which is left out`);
    }
  }
  return leftOut;
}
