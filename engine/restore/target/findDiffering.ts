import type pg from 'pg';
import type { ArchiveGraph } from '../../archive/archiveGraph.ts';
import type { ArchiveEntry } from '../../postgres/archive.ts';
import { comparedKinds, differing, wordedByVersion } from '../rename/differing.ts';
import { loadGrammar } from '../rename/grammar.ts';
import { nameOfEntry } from './catalogObjects.ts';
import { readDefinitions } from './definitions/readDefinitions.ts';
import type { Wanted } from './readTarget.ts';
import type { TargetCatalog } from './targetCatalog.ts';

/** What of the target is not that of the set, though it has its name. */
export async function findDiffering(
  client: pg.Client,
  { graph, inSet, chosen }: Wanted,
  catalog: TargetCatalog,
): Promise<ReadonlySet<number>> {
  const isChosen = ({ dumpId }: ArchiveEntry) => chosen.asked.has(dumpId) || chosen.needed.has(dumpId);
  const isWordedAlike = Math.floor(catalog.facts.versionNumber / 10000) === graph.major;
  const isCompared = ({ desc }: ArchiveEntry) =>
    comparedKinds.has(desc) && (isWordedAlike || !wordedByVersion.has(desc));
  const there = graph.entries.filter((entry) => isCompared(entry) && isChosen(entry) && catalog.has(entry));
  const definitions = await readDefinitions(client, there.map(nameOfEntry));
  if (definitions.length === 0) return new Set();
  const grammar = await loadGrammar();
  const differingFrom = (of: ArchiveGraph, entries: readonly ArchiveEntry[]) => {
    const whole = entries.map((entry) => ({ ...entry, defn: wholeDefinition(of.get(entry.dumpId)!, of) }));
    return differing(whole, definitions, grammar);
  };
  const found = differingFrom(graph, there);
  if (graph === inSet || found.size === 0) return found;
  // what is in no schema keeps its name, and may name what is in the schema of the set or in the one that is restored into
  const inNone = there.filter(({ namespace, dumpId }) => !namespace && found.has(dumpId));
  const also = differingFrom(inSet, inNone);
  return new Set([...found].filter((id) => also.has(id) || !inNone.some(({ dumpId }) => dumpId === id)));
}

/** A view that something it needs needs itself is created as an empty one first, and gets its query later. */
function wholeDefinition({ desc, namespace, tag, defn }: ArchiveEntry, graph: ArchiveGraph): string | null {
  const query = graph.find('RULE', { schema: namespace ?? '', name: `${tag} _RETURN` });
  return (desc === 'VIEW' && query?.defn) || defn;
}
