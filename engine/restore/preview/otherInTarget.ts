import { describeEntry, relationKinds } from '../../archive/archiveGraph.ts';
import { mapRole } from '../../archive/roles.ts';
import type { ArchiveEntry } from '../../postgres/archive.ts';
import { relationKey } from '../target/dependents.ts';
import type { PreviewInput } from './decide.ts';
import { isPublic } from './keptByTarget.ts';
import type { Decisions } from './preview.ts';

/** What stays in the target and is not what the set has under its name: what is restored uses it, and may not fit it. */
export function otherInTarget({ entries, actions }: Decisions, input: PreviewInput): string[] {
  const kept = entries.filter(({ dumpId }) => actions.get(dumpId) === 'keep');
  const columnsOf = new Map(input.tables.map((table) => [input.graph.find('TABLE', table), table.columns]));
  return kept.flatMap((entry) => {
    const what = otherDefinition(entry, columnsOf.get(entry), input) ?? otherOwner(entry, input);
    return what ? [`${describeEntry(entry)} ${what}`] : [];
  });
}

function otherDefinition(
  entry: ArchiveEntry,
  columns: readonly string[] | undefined,
  { differing, chosen, target }: PreviewInput,
): string | undefined {
  const isUsed = !relationKinds.has(entry.desc) || chosen.needed.has(entry.dumpId);
  const stays = isUsed ? 'in the target, which stays: what is restored uses it' : 'in the target, which stays';
  if (differing.has(entry.dumpId)) return `has another definition ${stays}`;
  const there = target.columns.get(relationKey(entry.namespace ?? '', entry.tag));
  if (!columns || !there) return undefined;
  const areOther = columns.length !== there.size || columns.some((column) => !there.has(column));
  return areOther ? `has other columns ${stays}` : undefined;
}

/** There is no more to a schema than whose it is. One that something is to be put into anyhow may be anybody's. */
function otherOwner(entry: ArchiveEntry, { target, request, inSet }: PreviewInput): string | undefined {
  const { desc, owner, tag, dumpId } = entry;
  if (desc !== 'SCHEMA' || !owner || !request.owner || isPublic(entry) || inSet.get(dumpId)?.tag !== tag)
    return undefined;
  const there = target.rights.schemas.get(tag)?.owner;
  const inTheSet = mapRole(owner, request);
  if (there === undefined || there === inTheSet) return undefined;
  return `belongs to ${there} in the target, which stays so, and to ${inTheSet} in the set`;
}
