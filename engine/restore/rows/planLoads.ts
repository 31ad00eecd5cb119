import type { ArchiveGraph } from '../../archive/archiveGraph.ts';
import type { Aside } from '../build/aside.ts';
import type { RestorePlan } from '../preview/preview.ts';
import { loadedId, type TableLoad } from './load.ts';
import type { SetContents } from './setContents.ts';

/**
 * Which tables are loaded, where to, and in which order where foreign keys are in place already. Those whose rows lie in the
 * same blob follow each other: each blob is then fetched once, and not once for each of a hundred tables.
 */
export function planLoads(plan: RestorePlan, graph: ArchiveGraph, contents: SetContents, aside: Aside): TableLoad[] {
  const appended = new Set(
    plan.tables.filter((table) => {
      const entry = graph.find('TABLE', table);
      return entry !== undefined && plan.actions.get(entry.dumpId) === 'append';
    }),
  );
  const references = appended.size > 0 ? findReferences(graph) : new Map<string, Set<string>>();
  const loads = plan.tables.map((table) => ({
    table,
    ranges: contents.rangesOf(table),
    place: aside.placeOf(table),
    append: appended.has(table),
    after: appended.has(table) ? firstOf(loadedId(table), references) : [],
  }));
  return loads.sort(byBlob);
}

function byBlob(a: TableLoad, b: TableLoad): number {
  const [first, second] = [a, b].map(({ ranges }) => ranges[0]?.pieces[0]);
  if (!first || !second) return Number(!first) - Number(!second);
  return first.blob === second.blob ? first.offset - second.offset : first.blob < second.blob ? -1 : 1;
}

/** Which tables each table's foreign keys point to, by the ids of the jobs that load them. */
function findReferences(graph: ArchiveGraph): Map<string, Set<string>> {
  const references = new Map<string, Set<string>>();
  for (const entry of graph.entries.filter(({ desc }) => desc === 'FK CONSTRAINT')) {
    const owner = graph.ownerOf(entry);
    const from = loadedId({ schema: owner.namespace ?? '', name: owner.tag });
    for (const need of graph.needs(entry)) {
      const other = graph.ownerOf(need);
      if (other === owner || other.desc !== 'TABLE') continue;
      const to = loadedId({ schema: other.namespace ?? '', name: other.tag });
      references.set(from, (references.get(from) ?? new Set()).add(to));
    }
  }
  return references;
}

/** What a table must wait for; a circle of foreign keys is cut, so that nobody waits for ever. */
function firstOf(table: string, references: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const reaches = (from: string, seen: Set<string>): boolean => {
    if (from === table) return true;
    if (seen.has(from)) return false;
    seen.add(from);
    return [...(references.get(from) ?? [])].some((to) => reaches(to, seen));
  };
  return [...(references.get(table) ?? [])].filter((to) => !reaches(to, new Set()) || to < table);
}
