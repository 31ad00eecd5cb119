import type { ArchiveGraph } from '../../archive/archiveGraph.ts';
import type { ArchiveEntry } from '../../postgres/archive.ts';
import type { Action } from '../preview/decide.ts';
import { isBeside } from './decideBeside.ts';
import { detachedDefinition, inheritedFrom } from './detach.ts';
import type { Grammar } from './grammar.ts';
import type { NewNames } from './newNames.ts';
import type { QualifiedName } from './qualifiedName.ts';
import { renamingBy } from './renamingBy.ts';
import { type Renaming, rewriteSql } from './rewrite.ts';

/** What has new names, and what is needed to write them into the definitions. */
export interface Renamed {
  readonly graph: ArchiveGraph;
  /** The same under the names of the set, where it is restored into other schemas. */
  readonly inSet: ArchiveGraph;
  readonly names: NewNames;
  readonly actions: ReadonlyMap<number, Action>;
  readonly grammar: Grammar;
}

/**
 * The archive's entries with new names in them: those of tables that are renamed and all that belongs to these, and what else
 * belongs to a table or sequence and names one of them. Views and functions name what they have always named.
 */
export function renameEntries(renamed: Renamed): ArchiveEntry[] {
  const { graph, actions } = renamed;
  const renaming = renamingBy(renamed);
  return graph.entries.map((entry) => {
    const whole = graph.ownerOf(entry);
    const action = actions.get(entry.dumpId);
    if (!followsNames(entry, whole) || !isCarriedOut(action)) return entry;
    if (!isBeside(whole, renamed, actions) && !touches(entry, renamed)) return entry;
    return renameEntry(entry, renaming, renamed);
  });
}

/** A materialized view reads what it has always read, but its indexes may have got other names. */
function followsNames(entry: ArchiveEntry, whole: ArchiveEntry): boolean {
  if (whole.desc === 'MATERIALIZED VIEW' || whole.desc === 'FOREIGN TABLE') return entry !== whole;
  return whole.desc === 'TABLE' || whole.desc === 'SEQUENCE';
}

/** Whether an entry of a table that keeps its name has a new name itself, or names something that has. */
function touches(entry: ArchiveEntry, { graph, names }: Renamed): boolean {
  const needs = entry.dependencies.flatMap((id) => graph.get(id) ?? []);
  return (
    [entry, ...needs].some(({ dumpId }) => names.has(dumpId)) ||
    needs.some((need) => names.has(graph.ownerOf(need).dumpId))
  );
}

function renameEntry(entry: ArchiveEntry, renaming: Renaming, renamed: Renamed): ArchiveEntry {
  const { grammar, graph, names } = renamed;
  return {
    ...entry,
    defn: entry.defn && newDefinition(entry, renaming, renamed),
    dropStmt: entry.dropStmt && rewriteSql(entry.dropStmt, renaming, grammar),
    tag: newTag(entry, graph.ownerOf(entry), names) ?? entry.tag,
  };
}

/** A table that is restored beside what is there is detached from tables that are not. */
function newDefinition(entry: ArchiveEntry, renaming: Renaming, renamed: Renamed): string {
  const { graph, actions, names, grammar } = renamed;
  const isRestored = (parent: QualifiedName) => isCarriedOut(actions.get(graph.find('TABLE', parent)?.dumpId ?? -1));
  const inherited = isBeside(entry, renamed, actions) ? inheritedFrom(entry) : [];
  const from = inherited.filter((parent) => !isRestored(parent));
  if (from.length === 0) return rewriteSql(entry.defn ?? '', renaming, grammar);
  const parents = parentsOf(entry, graph, isRestored);
  const name = names.get(entry.dumpId) ?? { schema: entry.namespace ?? '', name: entry.tag };
  return detachedDefinition({ table: entry, name, from, parents }, renaming, grammar);
}

/** What a table inherits from, directly or not, up to what is restored; in the order in which it can be created. */
function parentsOf(
  table: ArchiveEntry,
  graph: ArchiveGraph,
  isRestored: (parent: QualifiedName) => boolean,
): ArchiveEntry[] {
  const above = new Set<ArchiveEntry>();
  const climb = (child: ArchiveEntry) => {
    for (const name of inheritedFrom(child).filter((each) => !isRestored(each))) {
      const parent = graph.find('TABLE', name);
      if (!parent || above.has(parent)) continue;
      above.add(parent);
      climb(parent);
    }
  };
  climb(table);
  return graph.entries.filter((entry) => above.has(entry));
}

function isCarriedOut(action: Action | undefined): boolean {
  return action === 'rename' || action === 'create' || action === 'replace';
}

/** pg_dump's tag of an entry: the name, or that of the table and the name. */
function newTag(entry: ArchiveEntry, whole: ArchiveEntry, names: NewNames): string | undefined {
  const table = names.get(whole.dumpId)?.name ?? whole.tag;
  const name = names.get(entry.dumpId)?.name;
  if (entry.desc === 'CONSTRAINT' && name !== undefined) return `${table} ${name}`;
  if (name !== undefined) return name;
  if (entry.tag === whole.tag) return table; // ROW SECURITY, TABLE ATTACH
  return entry.tag.startsWith(`${whole.tag} `) ? `${table}${entry.tag.slice(whole.tag.length)}` : undefined;
}
