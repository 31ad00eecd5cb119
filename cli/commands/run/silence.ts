import { duration } from '../../../words/human.ts';

/** Whoever works says so every 20 seconds at least, and takes a moment to write it. */
const longestOfOneAtWork = 25_000;
const toldAgainAfter = 10_000;

/**
 * How long nothing was heard of a run that one follows, told while it lasts: whoever was killed cannot say so. Times are milliseconds of one
 * clock, which is the follower's: those in a record are by another one.
 */
export class Silence {
  #since: number;
  #tellAt: number;

  constructor(now: number) {
    this.#since = now;
    this.#tellAt = now + longestOfOneAtWork;
  }

  heard(now: number): void {
    this.#since = now;
    this.#tellAt = now + longestOfOneAtWork;
  }

  /** What to say of it, where it is time to. */
  text(now: number): string | undefined {
    if (now < this.#tellAt) return undefined;
    this.#tellAt = now + toldAgainAfter;
    return `nothing was heard of it for ${duration(now - this.#since)}: it may have been killed, and counts as lost after a minute`;
  }
}
