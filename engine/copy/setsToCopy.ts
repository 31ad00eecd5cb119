import { applyRetention, type RetainedSet } from '../prune/retention.ts';
import type { SetManifest } from '../repository/manifest.ts';
import type { Retention } from '../spec/retention.ts';
import type { Standing } from './standing.ts';

/** A set, as far as a copy of it may stay. */
export interface DatedSet {
  readonly manifest: SetManifest;
  /** When it was committed, by the clock of the store where it was made. */
  readonly committedAt: Date;
  /** Why it is pinned; empty when it is not. */
  readonly pins: readonly string[];
}

/** A set at its source, and what has become of it where it is copied to. */
export interface SetToJudge extends DatedSet {
  readonly standing: Standing;
}

/**
 * The sets that are to be copied: all that are not there and would stay there by the retention of the copy, among `others` that the
 * copy alone has. One that was removed there is not brought back, and no older one in its place. The newest first: what is missing
 * longest is needed least.
 */
export function setsToCopy(
  sets: readonly SetToJudge[],
  others: readonly DatedSet[],
  retention: Retention | undefined,
  now: Date,
): readonly SetToJudge[] {
  const verdicts = applyRetention(retention, [...sets, ...others].map(retained), now);
  return sets
    .filter(({ standing }, index) => standing.state === 'absent' && verdicts[index]!.stays)
    .toSorted(
      ({ manifest: a }, { manifest: b }) =>
        Date.parse(b.snapshotAt) - Date.parse(a.snapshotAt) || (a.set < b.set ? 1 : -1),
    );
}

function retained({ manifest: { set, snapshotAt }, committedAt, pins }: DatedSet): RetainedSet {
  return { set, snapshotAt, committedAt, pins, isDamaged: false };
}
