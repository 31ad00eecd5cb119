import type { SetManifest } from '../repository/manifest.ts';
import type { Schedule } from '../schedule/schedule.ts';
import { startsBetween } from '../schedule/starts.ts';

/** The present rate of new bytes. */
export interface Growth {
  /** Bytes that a set adds to the repository: the mean of the newest ones. */
  readonly newBytes: number;
  /** Objects that a set is made of anew, likewise: blobs that no older one has, and the three of its own. */
  readonly newObjects: number;
  /** Absent where nobody knows: no schedule, and sets of the same instant. */
  readonly setsPerDay?: number | undefined;
}

/** What growth is told by. */
export type GrownSet = Pick<SetManifest, 'snapshotAt'> & {
  readonly totals: Pick<SetManifest['totals'], 'newBytes'>;
  /** Blobs that no older one has. */
  readonly newBlobs: number;
};

/** Its manifest, definitions and contents. */
const ownObjects = 3;

/** So many of the newest sets are looked at. */
const lookBack = 10;
const day = 86_400_000;
/** Whole weeks: a schedule of weekdays has as many starts in each. */
const lookAhead = 364;

/**
 * How fast a plan grows, by its sets, the newest first. The oldest is left out: the first one of a plan adds all that there is.
 * Undefined where no other is left.
 */
export function growthOf(sets: readonly GrownSet[], schedule: Schedule | undefined, now: Date): Growth | undefined {
  const recent = sets.slice(0, Math.min(lookBack, sets.length - 1));
  if (recent.length === 0) return undefined;
  const mean = (of: (set: GrownSet) => number) =>
    Math.round(recent.reduce((sum, set) => sum + of(set), 0) / recent.length);
  const newBytes = mean(({ totals }) => totals.newBytes);
  const newObjects = mean(({ newBlobs }) => newBlobs) + ownObjects;
  const setsPerDay = schedule && !('once' in schedule) ? startsPerDay(schedule, now) : madePerDay(sets, recent.length);
  return { newBytes, newObjects, ...(setsPerDay !== undefined && { setsPerDay }) };
}

function startsPerDay(schedule: Schedule, now: Date): number | undefined {
  const starts = startsBetween(schedule, now.getTime(), now.getTime() + lookAhead * day).length;
  return starts === 0 ? undefined : starts / lookAhead;
}

function madePerDay(sets: readonly GrownSet[], intervals: number): number | undefined {
  const days = (Date.parse(sets[0]!.snapshotAt) - Date.parse(sets[intervals]!.snapshotAt)) / day;
  return days > 0 ? intervals / days : undefined;
}
