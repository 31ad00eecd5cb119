import type {
  ArchivedAfterBackup,
  ArchivedPart,
  ArchivedShare,
  ArchiveResult,
  BlobCount,
  ThawResult,
} from '../engine/index.ts';
import { counted, size } from './human.ts';
import { printable } from './printable.ts';

/** What was archived, or would be, in a line, and below it what waits and for whom. */
export function archiveSummary(result: ArchiveResult, dryRun: boolean): string {
  const { movedBy, oldSets, small, moved, tagged, waiting, waitsFor } = result;
  const what = movedBy === 'copy' ? moved : tagged;
  const verb = dryRun
    ? 'would be archived'
    : movedBy === 'copy'
      ? 'archived'
      : "tagged, to be archived by the bucket's rule";
  const lines = [`${counted(oldSets, 'old set')}: ${blobs(what)} that they alone need ${verb}`];
  if (small > 0)
    lines.push(
      `${counted(small, 'blob')} of less than 128 KiB stay where they are: moving them costs more than it saves`,
    );
  if (waitsFor.length > 0) lines.push(`${blobs(waiting)} wait for the next run after:`);
  return [...lines, ...waitsFor.map(({ message }) => `  ${printable(message)}`)].join('\n');
}

/** Why nothing was moved: sets that cannot be read. */
export function unreadableWarnings({ unreadable }: ArchiveResult): string[] {
  return unreadable.map(
    ({ plan, set, error }) =>
      `nothing is archived, for set ${set} of ${plan} cannot be read, and nobody knows what it needs: ${error.message}\n` +
      `bring it back from a copy of the repository, or give it up: pgstow prune --remove ${set}`,
  );
}

/** What was archived after a backup. */
export function archivedAfterBackup(plan: string, { moved, tagged, waiting }: ArchivedAfterBackup): string {
  const parts = [
    ...(moved.blobs > 0 ? [`${blobs(moved)} of old sets archived`] : []),
    ...(tagged.blobs > 0 ? [`${blobs(tagged)} of old sets tagged, to be archived by the bucket's rule`] : []),
    ...(waiting.blobs > 0 ? [`${blobs(waiting)} wait to be archived until other runs have ended`] : []),
  ];
  return `${plan}: ${parts.join('; ')}`;
}

/** How far the thawing of a set is. */
export function thawSummary({ set, blobs: all, archived, readable, takes }: ThawResult): string {
  if (archived.length === 0) return `set ${set}: nothing of it is archived; it can be read at once`;
  const inClasses = archived.map((part) => `${blobs(part)} in ${part.storageClass}`).join(', ');
  if (readable) return `set ${set}: all of its ${counted(all, 'blob')} can be read now (${inClasses})`;
  const what = archived.map((part) => archivedText(part, ['asked for now', 'asked for before'])).join(', ');
  const are = archived.length === 1 && archived[0]!.blobs === 1 ? 'is' : 'are';
  return `set ${set}: ${what} of its ${counted(all, 'blob')} ${are} being thawed; ${takes}; pgstow thaw ${set} says how far it is`;
}

/** Such as `12 blobs, 1.2 GB in GLACIER (10 to be thawed, 2 being thawed)`. */
export function archivedText(
  { storageClass, frozen, thawing, ...count }: ArchivedPart,
  [ofFrozen, ofThawing] = ['to be thawed', 'being thawed'],
): string {
  const states = [
    ...(frozen > 0 ? [`${frozen} ${ofFrozen}`] : []),
    ...(thawing > 0 ? [`${thawing} ${ofThawing}`] : []),
    ...(count.blobs > frozen + thawing ? [`${count.blobs - frozen - thawing} readable`] : []),
  ];
  return `${blobs(count)} in ${storageClass} (${states.join(', ')})`;
}

/** Such as `12 blobs, 1.2 GB in GLACIER; thawing takes 3 to 5 hours (Standard), …`, as far as a listing tells. */
export function archivedShareText({ storageClass, takes, ...count }: ArchivedShare): string {
  const thawing = takes ? `thawing takes ${takes}` : 'how long thawing takes is not known of this service';
  return `${blobs(count)} in ${storageClass}; ${thawing}`;
}

function blobs({ blobs: count, bytes }: BlobCount): string {
  return `${counted(count, 'blob')}, ${size(bytes)}`;
}
