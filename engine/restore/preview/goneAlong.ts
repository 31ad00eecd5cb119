import { describeEntry } from '../../archive/archiveGraph.ts';
import { linkedTable } from '../../archive/links.ts';
import type { ArchiveEntry } from '../../postgres/archive.ts';
import type { PreviewInput } from './decide.ts';
import type { Decisions } from './preview.ts';

/**
 * What went with a table that was dropped with CASCADE: foreign keys of other tables to it, and views that read it. They are not
 * asked for with the table, so they are named, and how they come back. A target that has none of the other tables of the set is another
 * database, and lacks nothing.
 */
export function goneAlong({ actions }: Decisions, input: PreviewInput): string[] {
  const { graph, inSet, target, chosen } = input;
  if (chosen.everything) return [];
  const isBack = (entry: ArchiveEntry | undefined) =>
    entry?.desc === 'TABLE' && chosen.asked.has(entry.dumpId) && actions.get(entry.dumpId) === 'create';
  const keepsItsSchema = (entry: ArchiveEntry) => entry.namespace === inSet.get(entry.dumpId)?.namespace;
  const back = new Set(graph.entries.filter((entry) => isBack(entry) && keepsItsSchema(entry)));
  const stays = ({ desc, dumpId, namespace, tag }: ArchiveEntry) =>
    desc === 'TABLE' && !actions.has(dumpId) && target.hasRelation(namespace ?? '', tag);
  const standing = new Set(back.size > 0 ? graph.entries.filter(stays) : []);
  if (standing.size === 0) return [];
  return [...foreignKeys(input, back, standing), ...views(input, back)];
}

function foreignKeys(
  { graph }: PreviewInput,
  back: ReadonlySet<ArchiveEntry>,
  standing: ReadonlySet<ArchiveEntry>,
): string[] {
  return graph.entries
    .filter((entry) => entry.desc === 'FK CONSTRAINT' && standing.has(graph.ownerOf(entry)))
    .flatMap((entry) => {
      const named = linkedTable(entry);
      const to = named && graph.find('TABLE', named);
      if (!to || !back.has(to)) return [];
      return `${describeEntry(graph.ownerOf(entry))} has had a foreign key to ${describeEntry(to)}, and is not restored along: when it is back, ${inOneLine(entry)}`;
    });
}

function inOneLine({ defn }: ArchiveEntry): string {
  return (defn ?? '').trim().replaceAll(/\s*\n\s*/g, ' ');
}

/** Views of views too. */
function views({ graph, target, chosen }: PreviewInput, back: ReadonlySet<ArchiveEntry>): string[] {
  const rests = (entry: ArchiveEntry): boolean =>
    graph.needs(entry).some((need) => back.has(need) || (need.desc.endsWith('VIEW') && rests(need)));
  return graph.entries
    .filter((entry) => entry.desc === 'VIEW' || entry.desc === 'MATERIALIZED VIEW')
    .filter((entry) => !chosen.asked.has(entry.dumpId) && !target.has(entry) && rests(entry))
    .map((entry) => {
      const name = `${entry.namespace}.${entry.tag}`;
      return `${describeEntry(entry)} reads what is restored, and is not in the target: --table ${name} brings it back`;
    });
}
