import { describeEntry } from '../../archive/archiveGraph.ts';
import type { ArchiveEntry } from '../../postgres/archive.ts';
import type { Action, PreviewInput } from './decide.ts';
import type { Problem } from './problems.ts';

/** Whether an entry is to be carried out and the target's version cannot take it. */
export function isUntaken(
  { dumpId }: ArchiveEntry,
  untaken: PreviewInput['untaken'],
  action: Action | undefined,
): boolean {
  return untaken.has(dumpId) && ['create', 'rename', 'replace'].includes(action ?? '');
}

/** What the target's version cannot take, one by one: a statement of it would end the restore, some after all rows are loaded. */
export function untakenProblems(
  entries: readonly ArchiveEntry[],
  { graph, target, untaken }: PreviewInput,
  actions: ReadonlyMap<number, Action>,
): Problem[] {
  const version = Math.floor(target.facts.versionNumber / 10000);
  return entries
    .filter((entry) => isUntaken(entry, untaken, actions.get(entry.dumpId)))
    .map((entry) => ({
      code: 'unsupported' as const,
      about: 'version' as const,
      message: `PostgreSQL ${version} cannot take ${describeEntry(entry)}: ${untaken.get(entry.dumpId)}`,
      hint: remedy(entry, graph.major),
    }));
}

function remedy({ desc }: ArchiveEntry, major: number): string {
  if (desc === 'ACL' || desc === 'DEFAULT ACL') return `restore with --no-acl, or into PostgreSQL ${major}`;
  return `restore into PostgreSQL ${major}, or with --table or --schema what does without it`;
}
