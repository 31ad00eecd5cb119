import type { WalMarker, WalMoment } from '../repository/evidence.ts';
import { lsnOf } from './lsn.ts';

/** So many checkpoints are remembered from set to set: a transaction may last as long as that many sets. */
const remembered = 30;

type MarkerRule = (marker: WalMarker, moment: WalMoment) => boolean;

/** Positions of another timeline are of another history. */
const ofThisTimeline: MarkerRule = (marker, { timeline }) => marker.timeline === timeline;

/**
 * All transactions that were not over at the moment, prepared ones too, have ids from `xmin` on. Those from the checkpoint's
 * next id on had none yet when it began, and a transaction gets its id before it writes. So all their WAL comes after it.
 */
const olderThanAllRunning: MarkerRule = ({ xid }, { xmin }) => BigInt(xid) <= BigInt(xmin);

export const markerRules = { ofThisTimeline, olderThanAllRunning } as const;
export type MarkerRules = Partial<typeof markerRules>;

/** The newest checkpoint from which on everything has to be known; undefined when the oldest transaction is older than all. */
export function startMarker(moment: WalMoment, rules: MarkerRules = markerRules): WalMarker | undefined {
  const eligible = moment.markers.filter((marker) => Object.values(rules).every((rule) => rule(marker, moment)));
  return eligible.sort(newestFirst)[0];
}

/** The checkpoints that a set remembers: its own, and those of an older set of the same run of the server. */
export function markersOf(own: WalMarker, before: readonly WalMarker[]): readonly WalMarker[] {
  const others = before.filter(({ lsn }) => lsn !== own.lsn);
  return [own, ...others].sort(newestFirst).slice(0, remembered);
}

function newestFirst(a: WalMarker, b: WalMarker): number {
  return lsnOf(a.lsn) < lsnOf(b.lsn) ? 1 : -1;
}
