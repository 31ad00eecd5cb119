import type { CronSchedule, WeeklySchedule } from './schedule.ts';
import { nextStarts, previousStart, startsBetween } from './starts.ts';

/**
 * The longest time between two starts of a schedule, in milliseconds: in the year of UTC that `now` is in, with the last
 * start before it and the first one after it. The day on which clocks are set back counts, whatever the season.
 */
export function longestGap(schedule: WeeklySchedule | CronSchedule, now: Date): number {
  const year = now.getUTCFullYear();
  const known = gaps.get(schedule);
  if (known?.year === year) return known.gap;
  const gap = gapIn(year, schedule);
  gaps.set(schedule, { year, gap });
  return gap;
}

/** A whole year takes some milliseconds, and is asked for with every look at a plan. */
const gaps = new WeakMap<object, { readonly year: number; readonly gap: number }>();

function gapIn(year: number, schedule: WeeklySchedule | CronSchedule): number {
  const [from, to] = [Date.UTC(year), Date.UTC(year + 1)];
  const before = previousStart(schedule, new Date(from));
  const [after] = nextStarts(schedule, new Date(to), 1);
  const starts = [
    ...(before ? [before.getTime()] : []),
    ...startsBetween(schedule, from, to),
    ...(after ? [after.getTime()] : []),
  ];
  return starts.reduce((longest, start, index) => Math.max(longest, start - (starts[index - 1] ?? start)), 0);
}
