import type { Account } from './account.ts';
import { type Period, restedBetween, startsWithin } from './periods.ts';
import type { StartKind } from './startKind.ts';

/** Starts next to each other that had no run, for one reason. */
export interface Lapse {
  readonly kind: StartKind;
  readonly outcome: 'skipped' | 'missed';
  /** The first of them, and the last, ISO 8601. */
  readonly start: string;
  readonly until: string;
  readonly count: number;
  readonly reason: string;
  /** The run that was under way. */
  readonly run?: string | undefined;
}

interface Scheduled {
  readonly kind: StartKind;
  readonly periods: readonly Period[];
}

/**
 * Of the starts after the last one that had a run, or was missed: those that have lapsed without a record of it, and the one that still
 * waits for its run.
 */
export function lapsesOf(
  fresh: readonly number[],
  scheduled: Scheduled,
  accounts: readonly Account[],
  now: number,
): { readonly lapses: readonly Lapse[]; readonly open: number | undefined } {
  const recorded = fresh.map((start) => isRecorded(start, accounts));
  const causes = fresh.map((start) => skippedFor(start, accounts));
  const last = causes.findLastIndex((cause, index) => !cause && !recorded[index]); // what is skipped does not end the start before it
  const open = last >= 0 && !restedBetween(scheduled.periods, fresh[last]!, now) ? last : undefined;
  // a start that waits comes first: what lies behind it is told when it has its run, so that accounts are in order
  const told = fresh.slice(0, open);
  const lapses = told.map((start, index) =>
    recorded[index] ? undefined : lapseOf(start, causes[index], fresh[index + 1], scheduled),
  );
  return { lapses: joined(lapses), open: open === undefined ? undefined : fresh[open] };
}

/**
 * Starts up to the last one that had a run, or was missed, that no record names any more: a run of one was taken for dead, others went on to a
 * later start, and then it was refused.
 */
export function forgottenLapses(accounted: number, scheduled: Scheduled, accounts: readonly Account[]): Lapse[] {
  const refused = new Set(accounts.flatMap(({ refused: start }) => (start === undefined ? [] : [start])));
  const forgotten = [...refused].filter((start) => start <= accounted && !accounts.some((each) => names(each, start)));
  return forgotten
    .sort((a, b) => a - b)
    .map((start) => {
      const [next] = startsWithin(scheduled.periods, start, accounted);
      return lapseOf(start, skippedFor(start, accounts), next, scheduled);
    });
}

function names({ start: first = Number.POSITIVE_INFINITY, until = first }: Account, start: number): boolean {
  return first <= start && start <= until;
}

/** Whether a start has been recorded as skipped. */
function isRecorded(start: number, accounts: readonly Account[]): boolean {
  return accounts.some((each) => each.state === 'skipped' && names(each, start));
}

/** The run that was under way at a start, unless it has come to nothing since. */
function skippedFor(start: number, accounts: readonly Account[]): Account | undefined {
  return accounts.find(
    ({ state, from, to }) => (state === 'running' || state === 'succeeded') && from <= start && start < to,
  );
}

function lapseOf(
  start: number,
  cause: Account | undefined,
  next: number | undefined,
  { kind, periods }: Scheduled,
): Lapse {
  const at = new Date(start).toISOString();
  const span = { kind, start: at, until: at, count: 1 };
  if (cause) return { outcome: 'skipped', ...span, reason: `${kind} ${cause.run} was not finished`, run: cause.run };
  const rested = restedBetween(periods, start, next ?? Number.POSITIVE_INFINITY);
  const reason = rested
    ? 'the plan was paused, or its schedule was taken away, before anything ran it'
    : 'nothing ran it before the next start';
  return { outcome: 'missed', ...span, reason };
}

/** A scheduler that was off for a year leaves one record, not one for every start. */
function joined(lapses: readonly (Lapse | undefined)[]): Lapse[] {
  const spans: Lapse[] = [];
  for (const [index, lapse] of lapses.entries()) {
    if (!lapse) continue;
    const before = spans.at(-1);
    const same = lapses[index - 1] && before?.outcome === lapse.outcome && before.reason === lapse.reason;
    if (same) spans[spans.length - 1] = { ...before!, until: lapse.until, count: before!.count + 1 };
    else spans.push(lapse);
  }
  return spans;
}
