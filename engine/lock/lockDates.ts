const day = 24 * 60 * 60 * 1000;

/**
 * Until when something is locked that is to be locked for so many days from now: midnights of UTC that are a quarter of the days apart, at
 * least one day. So it is locked for the days at least, a lock is extended once in a quarter of them however often it is renewed, and what
 * is locked together comes free together.
 */
export function lockEnd(now: Date, days: number): Date {
  const step = lockStep(days);
  return new Date(Math.ceil((now.getTime() / day + days) / step) * step * day);
}

/** How much longer than its days something may be locked: days. */
export function lockStep(days: number): number {
  return Math.max(1, Math.floor(days / 4));
}
