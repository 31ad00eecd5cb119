import type { DecidedSet, PruneResult } from '../engine/index.ts';
import { counted, instant, size } from './human.ts';
import { printable } from './printable.ts';
import type { Column } from './table.ts';

/** What went, or would go, in a line, and below it what waits and for whom. */
export function pruneSummary({ sets, blobs, bytes, waiting, waitsFor, locked }: PruneResult, dryRun: boolean): string {
  const going = sets.filter(({ stays }) => !stays).length;
  const freed = `${counted(blobs, 'blob')}, ${size(bytes)}`;
  const went = dryRun
    ? `${counted(going, 'set')} would go, and with them ${freed} that nobody needs then`
    : `${counted(going, 'set')} removed; ${freed} deleted`;
  const stays = locked ? [lockedText(locked)] : [];
  if (waitsFor.length === 0) return [went, ...stays].join('\n');
  const later = `${counted(waiting.blobs, 'blob')}, ${size(waiting.bytes)} ${dryRun ? 'would wait' : 'wait'} for the next prune after:`;
  return [went, ...stays, later, ...waitsFor.map(({ message }) => `  ${printable(message)}`)].join('\n');
}

function lockedText({ blobs, bytes, until }: NonNullable<PruneResult['locked']>): string {
  const free = until ? `are locked until ${instant(until)}` : 'are locked or under legal hold';
  return `${counted(blobs, 'blob')}, ${size(bytes)} that nobody needs ${free}, and go with a later prune`;
}

/** Why no blob was deleted: sets that cannot be read. */
export function unreadableWarnings({ unreadable }: PruneResult, dryRun: boolean): string[] {
  return unreadable.map(
    ({ plan, set, error }) =>
      `no blob ${dryRun ? 'would be' : 'was'} deleted, for set ${set} of ${plan} cannot be read: ${error.message}\n` +
      `bring it back from a copy of the repository, or give it up: pgstow prune --remove ${set}`,
  );
}

/** A table of what becomes of each set. */
export function pruneColumns(dryRun: boolean): readonly Column<DecidedSet>[] {
  return [
    { title: 'SET', value: ({ set }) => set },
    { title: 'PLAN', value: ({ plan }) => plan },
    { title: 'STATE OF', value: ({ snapshotAt }) => (snapshotAt ? instant(snapshotAt) : '') },
    { title: '', value: ({ stays }) => (stays ? 'stays' : dryRun ? 'goes' : 'gone') },
    { title: 'WHY', value: ({ reasons }) => reasons.join('; '), shrinks: true },
  ];
}
