import { applyRetention, type RetainedSet } from '../prune/retention.ts';
import type { SetManifest } from '../repository/manifest.ts';
import type { Retention } from '../spec/retention.ts';
import type { Standing } from './standing.ts';

/** A set at its source, and what has become of it where it is copied to. */
export interface SetToJudge {
  readonly manifest: SetManifest;
  readonly standing: Standing;
}

/**
 * The sets that are to be copied: all that are not there and would stay there by the retention of the copy, among `others` that the
 * copy alone has. One that was removed there is not brought back, and no older one in its place. The newest first: what is missing
 * longest is needed least.
 */
export function setsToCopy(
  sets: readonly SetToJudge[],
  others: readonly SetManifest[],
  retention: Retention | undefined,
  now: Date,
): readonly SetManifest[] {
  const all = [...sets.map(retained), ...others.map((each) => retainedAs(each, new Date(each.finishedAt)))];
  const verdicts = applyRetention(retention, all, now);
  return sets
    .filter(({ standing }, index) => standing.state === 'absent' && verdicts[index]!.stays)
    .map(({ manifest }) => manifest)
    .toSorted((a, b) => Date.parse(b.snapshotAt) - Date.parse(a.snapshotAt) || (a.set < b.set ? 1 : -1));
}

function retained({ manifest, standing }: SetToJudge): RetainedSet {
  return retainedAs(manifest, standing.state === 'there' ? standing.committedAt : new Date(manifest.finishedAt));
}

function retainedAs({ set, snapshotAt }: SetManifest, committedAt: Date): RetainedSet {
  return { set, snapshotAt, committedAt, pins: [], isDamaged: false };
}
