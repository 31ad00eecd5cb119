import type { Surroundings } from '../repository/surroundings.ts';
import type { LeaseRecord } from './leaseRecord.ts';

/** A holder shows that it is alive so often: milliseconds. */
export const beatEvery = 15_000;
/** Whoever has not been heard of for so long is declared dead. */
export const timeToLive = 60_000;

/**
 * `ended`: given back. `gone`: the holder's process has surely ended. `expired`: it has not been heard of for too long.
 * `silent`: not for two heartbeats, so that it may be either. `alive`: it was just heard of.
 */
export type LeaseState = 'ended' | 'gone' | 'expired' | 'silent' | 'alive';

/** What to think of a lease's holder; `silence` is the age of its last heartbeat by the store's clock. */
export function judgeLease(
  { ended, holder }: Pick<LeaseRecord, 'ended' | 'holder'>,
  silence: number,
  { isGone }: Pick<Surroundings, 'isGone'>,
): LeaseState {
  if (ended !== undefined) return 'ended';
  if (holder.process && isGone(holder.process)) return 'gone';
  if (silence >= timeToLive) return 'expired';
  return silence >= 2 * beatEvery ? 'silent' : 'alive';
}

/** Whether somebody may be at work. */
export function isHeld(state: LeaseState): state is 'silent' | 'alive' {
  return state === 'silent' || state === 'alive';
}
