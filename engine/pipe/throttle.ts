import { setTimeout as sleep } from 'node:timers/promises';
import { interrupted, throwIfAborted } from '../errors.ts';

/** Called with each chunk's size before it moves on; when it returns a promise, the chunk waits for it. */
export type Throttle = (bytes: number) => Promise<void> | void;

export interface Clock {
  /** Milliseconds since whenever. */
  now(): number;
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

export interface ThrottleOptions {
  readonly signal?: AbortSignal | undefined;
  readonly clock?: Clock;
}

/** What may pass at once after a pause, as a time: long enough for timers to be exact, short enough not to be felt. */
const burst = 100;

export const systemClock: Clock = {
  now: () => performance.now(),
  sleep: (milliseconds, signal) => sleep(milliseconds, undefined, { ...(signal && { signal }) }),
};

/**
 * Keeps all who share it below so many bytes a second. A token bucket, kept as the time at which it will be full again:
 * every chunk moves that time on by what it costs, and waits until no more than a full bucket is owed.
 */
export function throttle(bytesPerSecond: number, { signal, clock = systemClock }: ThrottleOptions = {}): Throttle {
  let full = clock.now();
  return (bytes) => {
    throwIfAborted(signal);
    const now = clock.now();
    full = Math.max(full, now) + (bytes / bytesPerSecond) * 1000;
    const wait = full - now - burst;
    if (wait > 0) return pause(wait);
  };

  async function pause(milliseconds: number): Promise<void> {
    try {
      await clock.sleep(milliseconds, signal);
    } catch (thrown) {
      throw signal?.aborted ? interrupted(signal) : thrown;
    }
  }
}
