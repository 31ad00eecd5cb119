import { setTimeout } from 'node:timers/promises';
import { PgstowError } from '../../errors.ts';
import { askedPause, type Failure, failureOf, isPassing } from './failure.ts';

/** How often and how long a request is tried. */
export interface Patience {
  readonly tries: number;
  /** No try begins later than this after the first one. */
  readonly milliseconds: number;
}

/** A gateway may restart, a bucket that grows fast answers 503 for minutes. */
export const usualPatience: Patience = { tries: 25, milliseconds: 180_000 };

/** Until the service has answered once, the address is more likely to be wrong than the weather to be bad. So after an outage that lasted. */
export const firstPatience: Patience = { tries: 3, milliseconds: 5_000 };

export function shorter(one: Patience, other: Patience): Patience {
  return {
    tries: Math.min(one.tries, other.tries),
    milliseconds: Math.min(one.milliseconds, other.milliseconds),
  };
}

const firstPause = 200;
const longestPause = 10_000;

/** Tries ended: all that failed, the last one's reason, and how long it took. */
export class GivenUp extends Error {
  readonly tries: number;
  readonly milliseconds: number;

  constructor(tries: number, milliseconds: number, cause: unknown) {
    super(`gave up after ${tries} tries`, { cause });
    this.tries = tries;
    this.milliseconds = milliseconds;
  }
}

/** Whether a request was given up after all patience, though it might have succeeded at another time. */
export function isOutage(thrown: unknown): boolean {
  return thrown instanceof GivenUp && isPassing(failureOf(thrown.cause));
}

/**
 * Makes a request until it succeeds, fails for good, or patience ends. The SDK's own retries are switched off: they do not
 * end at once when the signal fires, they share a quota that a restart of the service uses up in seconds, and they do not
 * cover the reading of a reply's body.
 *
 * Rejects with a `PgstowError` of the request as it is, else with {@link GivenUp}; as soon as the signal fires, with either.
 */
export async function persist<T>(
  request: () => Promise<T>,
  patience: () => Patience,
  signal?: AbortSignal,
  random: () => number = Math.random,
): Promise<T> {
  const started = performance.now();
  for (let tries = 1; ; tries++) {
    try {
      return await request();
    } catch (thrown) {
      if (thrown instanceof PgstowError) throw thrown;
      const passed = performance.now() - started;
      const pause = pauseAfter(failureOf(thrown), tries, random);
      const { tries: most, milliseconds } = patience();
      const again = pause !== undefined && tries < most && passed + pause <= milliseconds && !signal?.aborted;
      if (!again) throw new GivenUp(tries, passed, thrown);
      await setTimeout(pause, undefined, signal && { signal }).catch(() => {
        throw new GivenUp(tries, passed, thrown);
      });
    }
  }
}

/**
 * Milliseconds before the next try, or undefined when it would be in vain: half of a doubling time and a random part of the
 * other half, so that many writers do not come back at once; at least what the service has asked for.
 */
export function pauseAfter(
  failure: Failure,
  tries: number,
  random: () => number,
  now = Date.now(),
): number | undefined {
  if (!isPassing(failure)) return undefined;
  const most = Math.min(longestPause, firstPause * 2 ** (tries - 1));
  return Math.max(most / 2 + (most / 2) * random(), askedPause(failure, now));
}
