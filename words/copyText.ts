import type { CopyOutcome } from '../engine/index.ts';
import { counted, size } from './human.ts';

/** What has become of the copies of a plan's sets, a line for each repository. */
export function copySummary(plan: string, copies: readonly CopyOutcome[]): string {
  return copies.map((copy) => `${plan}: ${copyText(copy)}`).join('\n');
}

/** The same of one, without the plan. */
export function copyText(copy: CopyOutcome): string {
  const { repository, state, sets, missing, archived, blobs, bytes, withinService = 0, error, pruned } = copy;
  const how =
    withinService === 0
      ? ''
      : withinService === blobs
        ? ', by the service itself'
        : `, ${withinService} of them by the service itself`;
  const copied =
    sets.length === 0
      ? 'nothing to copy'
      : `${setsText(sets)} copied (${counted(blobs, 'new blob')}, ${size(bytes)}${how})`;
  const gone =
    pruned && pruned.sets.length > 0
      ? `; no longer kept there and removed: ${pruned.sets.map(({ set }) => set).join(', ')}`
      : '';
  const waits = archived ? `; ${waitingText(archived)}` : '';
  if (state !== 'failed') return `copy in ${repository}: ${copied}${gone}${waits}`;
  const left = missing.length > 0 ? `; ${counted(missing.length, 'set')} missing there` : '';
  return `copy in ${repository} failed: ${error?.message ?? 'for a reason that was not recorded'}${left}${waits}`;
}

/** Such as `3 sets wait to be thawed (12 blobs, 3.40 GB in GLACIER): pgstow thaw SET`. */
function waitingText({ sets, blobs, bytes, storageClasses }: NonNullable<CopyOutcome['archived']>): string {
  const wait = sets.length === 1 ? `set ${sets[0]} waits` : `${counted(sets.length, 'set')} wait`;
  const what = `${counted(blobs, 'blob')}, ${size(bytes)} in ${storageClasses.join(', ')}`;
  return `${wait} to be thawed (${what}): pgstow thaw ${sets.length === 1 ? sets[0] : 'SET'}`;
}

function setsText(sets: readonly string[]): string {
  return sets.length === 1 ? `set ${sets[0]}` : `${counted(sets.length, 'set')} (${sets[0]} to ${sets.at(-1)})`;
}
