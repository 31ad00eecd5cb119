import type { ArchiveGraph } from '../../archive/archiveGraph.ts';
import type { ArchiveEntry } from '../../postgres/archive.ts';
import { type NewNames, ownName } from './newNames.ts';
import { nameKey, type QualifiedName } from './qualifiedName.ts';
import type { Renaming } from './rewrite.ts';

/** How the names in definitions change when these objects have new ones. */
export function renamingBy({ graph, names }: { readonly graph: ArchiveGraph; readonly names: NewNames }): Renaming {
  const maps = {
    relation: new Map<string, QualifiedName>(),
    type: new Map<string, QualifiedName>(),
    statistics: new Map<string, QualifiedName>(),
    index: new Map<string, string>(),
    constraint: new Map<string, string>(),
  };
  for (const [dumpId, now] of names) {
    const entry = graph.get(dumpId)!;
    const key = nameKey(ownName(entry)!);
    if (entry.desc === 'STATISTICS') maps.statistics.set(key, now);
    else maps.relation.set(key, now);
    if (entry.desc === 'TABLE') maps.type.set(key, now);
    if (entry.desc === 'INDEX' || entry.desc === 'CONSTRAINT') maps.index.set(partKey(entry, graph), now.name);
    if (entry.desc === 'CONSTRAINT') maps.constraint.set(partKey(entry, graph), now.name);
  }
  return {
    object: (of, name) => (of === 'routine' || of === 'other' ? undefined : maps[of].get(nameKey(name))),
    index: (table, name) => maps.index.get(JSON.stringify([nameKey(table), name])),
    constraint: (table, name) => maps.constraint.get(JSON.stringify([nameKey(table), name])),
    schema: () => undefined,
  };
}

function partKey(entry: ArchiveEntry, graph: ArchiveGraph): string {
  const { namespace, tag } = graph.ownerOf(entry);
  return JSON.stringify([nameKey({ schema: namespace ?? '', name: tag }), ownName(entry)!.name]);
}
