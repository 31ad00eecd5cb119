import { isDeepStrictEqual } from 'node:util';
import type { Schedule } from './schedule.ts';
import type { StartKind } from './startKind.ts';
import { nextStarts, startsBetween } from './starts.ts';

/** While a plan had one schedule for something. It lasts until the next one begins. */
export interface Period {
  /** In milliseconds since 1970; starts at this very instant belong to the period before. */
  readonly from: number;
  /** Undefined while no run starts: the plan was paused, deleted, or had no schedule. */
  readonly schedule: Schedule | undefined;
}

/** What is asked of a revision of a plan. */
export interface ScheduleRevision {
  /** ISO 8601. */
  readonly at: string;
  readonly action: string;
  readonly document: Schedules & { readonly paused?: boolean | undefined };
}

/** The schedules of a plan, as its document has them. */
export interface Schedules {
  readonly schedule?: Schedule | undefined;
  readonly drill?: { readonly schedule?: Schedule | undefined } | undefined;
}

/** That of a plan which starts something. */
export function scheduleOf({ schedule, drill }: Schedules, kind: StartKind): Schedule | undefined {
  return kind === 'backup' ? schedule : drill?.schedule;
}

/** How a schedule of a plan went, from its revisions, the oldest first. What else was changed makes no new period. */
export function periodsOf(revisions: readonly ScheduleRevision[], kind: StartKind): Period[] {
  const periods: Period[] = [];
  for (const { at, action, document } of revisions) {
    const schedule = action === 'delete' || document.paused ? undefined : scheduleOf(document, kind);
    const before = periods.at(-1);
    if (!before || !isDeepStrictEqual(before.schedule, schedule)) periods.push({ from: Date.parse(at), schedule });
  }
  return periods;
}

/** The starts of a plan after `from` until `to`, ascending: what its schedule named while it was in force. */
export function startsWithin(periods: readonly Period[], from: number, to: number): number[] {
  return periods.flatMap(({ schedule, from: begin }, index) => {
    const [after, until] = [Math.max(begin, from), Math.min(periods[index + 1]?.from ?? to, to)];
    return schedule && after < until ? startsBetween(schedule, after, until) : [];
  });
}

/** The next starts as things stand. */
export function startsToCome(periods: readonly Period[], now: number, count: number): number[] {
  const schedule = periods.at(-1)?.schedule;
  return schedule ? nextStarts(schedule, new Date(now), count).map((start) => start.getTime()) : [];
}

/** Whether there was a time without any schedule after one instant and until another. */
export function restedBetween(periods: readonly Period[], after: number, until: number): boolean {
  return periods.some(({ from, schedule }) => schedule === undefined && from > after && from <= until);
}
