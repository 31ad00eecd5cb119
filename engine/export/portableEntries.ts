import type { ArchiveGraph } from '../archive/archiveGraph.ts';
import { portableDefinition } from '../archive/entrySql.ts';
import type { ArchiveEntry } from '../postgres/archive.ts';
import { quoteIdent, quoteQualified } from '../postgres/identifier.ts';

/** Gives a set's entries as any pg_restore since 12 can carry them out, several at once, on any server since the source's. */
export function portableEntries(graph: ArchiveGraph, sourceVersion: number): (entry: ArchiveEntry) => ArchiveEntry {
  const attachments = attachmentsByTree(graph);
  return (entry) => {
    const { defn, tableam } = withoutKind({ ...entry, defn: portableDefinition(entry, sourceVersion) });
    const more = [
      ...triggersAbove(entry, graph),
      ...attachmentsBefore(entry, graph, attachments),
      ...schemaPrivileges(entry, graph),
    ];
    return { ...entry, defn, tableam, dependencies: [...entry.dependencies, ...more] };
  };
}

/** Since 1.16 entries say what kind of relation they are: a partitioned table's access method is then a statement of its own. */
function withoutKind({ relkind, tableam, defn, namespace, tag }: ArchiveEntry): Pick<ArchiveEntry, 'defn' | 'tableam'> {
  if (relkind !== 'p' || !tableam) return { defn, tableam };
  const table = quoteQualified(namespace ?? '', tag);
  return { defn: `${defn ?? ''}\nALTER TABLE ${table} SET ACCESS METHOD ${quoteIdent(tableam)};\n`, tableam: null };
}

/**
 * A partition's trigger that is disabled, while that of the partitioned table is not, can be so only when that one has been
 * created. pg_dump says that for the nearest table above alone, which need not have an entry of its own.
 */
function triggersAbove(entry: ArchiveEntry, graph: ArchiveGraph): number[] {
  if (entry.desc !== 'TRIGGER' || !/^\s*ALTER TABLE/.test(entry.defn ?? '')) return [];
  const table = graph.ownerOf(entry);
  const name = entry.tag.slice(table.tag.length + 1);
  const above: number[] = [];
  for (let parent = graph.parentOf(table); parent; parent = graph.parentOf(parent)) {
    const trigger = graph.find('TRIGGER', { schema: parent.namespace ?? '', name: `${parent.tag} ${name}` });
    if (trigger) above.push(trigger.dumpId);
  }
  return above;
}

/** The attachments of indexes to those of a partitioned table, by the dump id of the table at the top. */
function attachmentsByTree(graph: ArchiveGraph): ReadonlyMap<number, readonly number[]> {
  const byTree = new Map<number, number[]>();
  for (const entry of graph.entries.filter(({ desc }) => desc === 'INDEX ATTACH')) {
    for (const top of treesOf(entry, graph)) byTree.set(top, [...(byTree.get(top) ?? []), entry.dumpId]);
  }
  return byTree;
}

/**
 * A foreign key looks at all partitions of a table while an attachment has locked one, and the other way round: at once, as
 * pg_restore does what nothing keeps apart, they end in a deadlock.
 */
function attachmentsBefore(
  entry: ArchiveEntry,
  graph: ArchiveGraph,
  attachments: ReadonlyMap<number, readonly number[]>,
): number[] {
  if (entry.desc !== 'FK CONSTRAINT' || attachments.size === 0) return [];
  return [...treesOf(entry, graph)].flatMap((top) => attachments.get(top) ?? []);
}

/** The tables at the top of those that an entry depends on. */
function treesOf(entry: ArchiveEntry, graph: ArchiveGraph): ReadonlySet<number> {
  const topOf = (table: ArchiveEntry): ArchiveEntry => {
    const parent = graph.parentOf(table);
    return parent ? topOf(parent) : table;
  };
  const tables = entry.dependencies.flatMap((id) => graph.get(id) ?? []).map((need) => graph.ownerOf(need));
  return new Set(tables.filter(({ desc }) => desc === 'TABLE').map((table) => topOf(table).dumpId));
}

/** Who passes a privilege on must first be allowed into the schema. */
function schemaPrivileges({ desc, defn, namespace }: ArchiveEntry, graph: ArchiveGraph): number[] {
  if (desc !== 'ACL' || !namespace || !/^SET SESSION AUTHORIZATION/m.test(defn ?? '')) return [];
  const privileges = graph.find('ACL', { schema: '', name: `SCHEMA ${namespace}` });
  return privileges ? [privileges.dumpId] : [];
}
