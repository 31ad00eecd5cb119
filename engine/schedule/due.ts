import { type Account, accountOf, type StartedRun } from './account.ts';
import { forgottenLapses, type Lapse, lapsesOf } from './lapses.ts';
import { type Period, restedBetween, startsToCome, startsWithin } from './periods.ts';
import type { StartKind } from './startKind.ts';

/** A plan, as far as the starts of one of its schedules go. */
export interface ScheduledPlan {
  /** The plan's id. */
  readonly plan: string;
  readonly kind: StartKind;
  /** Not empty, the oldest first. */
  readonly periods: readonly Period[];
}

/** What is to be done for one of a plan's schedules. */
export interface PlanDue {
  /** The plan's id. */
  readonly plan: string;
  /** What it starts. */
  readonly kind: StartKind;
  readonly now: Standing;
  /** Starts that will have no run any more, ascending: to be recorded before the run of a later start is begun. */
  readonly lapses: readonly Lapse[];
  /** The next start after now, ISO 8601. */
  readonly next?: string | undefined;
}

/** Where the last start of a schedule stands that is not accounted for. */
export type Standing =
  /** Nothing is to be done before the next start. */
  | { readonly state: 'idle' }
  /** It is to be made now. `attempt` counts from 1. */
  | { readonly state: 'due'; readonly start: string; readonly attempt: number }
  /** It failed, and is tried again at `until`. */
  | { readonly state: 'waiting'; readonly start: string; readonly attempt: number; readonly until: string }
  /** A backup, or a drill, of the plan is under way; where `start` waits for its end, it is named. */
  | { readonly state: 'running'; readonly run: string; readonly start?: string | undefined };

/** A start is tried again after so long: three attempts in all. */
export const retryAfter: readonly number[] = [5 * 60_000, 30 * 60_000];

/**
 * What is due at an instant. Of each plan and kind `runs` holds, in any order, all runs since the last one that was for a start; and of each that
 * was refused a start, all others of that start.
 *
 * A start waits for its run until the next start of its plan, or until the plan rests (is paused, deleted or without a
 * schedule). Every start ends in one of these ways, by the accounts that name it:
 *
 * - a run that succeeded;
 * - runs that failed, at most three, and no time for another one; or a drill that failed by what it found in the set;
 * - `skipped`: a run of its kind was under way at its instant, and is still or has succeeded. The start before is not
 *   ended by it: if its run fails after all, that is tried again, and if it is refused, made by another;
 * - `missed`: nothing ran it in its time.
 */
export function due(plans: readonly ScheduledPlan[], runs: readonly StartedRun[], now: Date): PlanDue[] {
  const ofPlan = Map.groupBy(runs, ({ plan }) => plan);
  const at = now.getTime();
  return plans.map((each) => {
    const own = (ofPlan.get(each.plan) ?? []).filter(({ kind }) => kind === each.kind);
    return dueOf(
      each,
      own.map((run) => accountOf(run, at)),
      at,
    );
  });
}

function dueOf({ plan, kind, periods }: ScheduledPlan, accounts: readonly Account[], now: number): PlanDue {
  // what was skipped does not end the start before it: the run that was under way for that may have been refused since
  const accounted = Math.max(
    Number.NEGATIVE_INFINITY,
    ...accounts.map(({ state, start, until }) => (state === 'skipped' ? undefined : (until ?? start)) ?? -Infinity),
  );
  const fresh = startsWithin(periods, accounted, now);
  const forgotten = forgottenLapses(accounted, { kind, periods }, accounts);
  const { lapses, open } = lapsesOf(fresh, { kind, periods }, accounts, now);
  const [next] = startsToCome(periods, now, 1);
  return {
    plan,
    kind,
    now: open === undefined ? standingOfLast(periods, accounts, now) : standingOfOpen(open, accounts),
    lapses: [...forgotten, ...lapses],
    next: next === undefined ? undefined : iso(next),
  };
}

/** A start that had no run yet. */
function standingOfOpen(open: number, accounts: readonly Account[]): Standing {
  const running = accounts.find(({ state }) => state === 'running');
  if (running) return { state: 'running', run: running.run, start: iso(open) };
  return { state: 'due', start: iso(open), attempt: 1 };
}

/** Where there is no such start: the last one that had a run may be tried again. */
function standingOfLast(periods: readonly Period[], accounts: readonly Account[], now: number): Standing {
  const running = accounts.find(({ state }) => state === 'running');
  if (running) return { state: 'running', run: running.run };
  const runs = accounts.filter(({ state, start }) => start !== undefined && state !== 'skipped' && state !== 'missed');
  const last = Math.max(...runs.map(({ start }) => start!));
  const attempts = runs.filter(({ start }) => start === last);
  const wait = retryAfter[attempts.length - 1];
  const over =
    wait === undefined ||
    attempts.some(({ state, isVerdict }) => state === 'succeeded' || isVerdict) ||
    restedBetween(periods, last, now);
  if (over) return { state: 'idle' };
  const until = Math.max(...attempts.map(({ to }) => to)) + wait;
  const retry = { start: iso(last), attempt: attempts.length + 1 };
  return now < until ? { state: 'waiting', ...retry, until: iso(until) } : { state: 'due', ...retry };
}

function iso(instant: number): string {
  return new Date(instant).toISOString();
}
