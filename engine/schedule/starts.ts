import type { Schedule } from './schedule.ts';
import { type Timetable, timetableOf } from './timetable.ts';
import { type DayClock, dayClock } from './timeZone.ts';

const minute = 60_000;
const day = 86_400_000;

/**
 * The next `count` starts of a schedule after an instant; fewer where it has no more.
 *
 * A time of the day that the clocks jump over starts when they have jumped; one that comes twice starts the first time.
 * A schedule that names the same minutes in every hour follows the time that goes by instead: nothing of an hour that is
 * jumped over, and both of one that comes twice. No two starts are at the same instant.
 */
export function nextStarts(schedule: Schedule, from: Date, count: number): Date[] {
  const found: number[] = [];
  let [at, reach] = [from.getTime(), day];
  while (found.length < count && at < (found.at(-1) ?? from.getTime()) + horizon) {
    found.push(...startsBetween(schedule, at, at + reach));
    at += reach;
    reach = wider(reach);
  }
  return found.slice(0, count).map((start) => new Date(start));
}

/** The last start at an instant or before it. */
export function previousStart(schedule: Schedule, at: Date): Date | undefined {
  let [to, reach] = [at.getTime(), day];
  while (to > at.getTime() - horizon) {
    const last = startsBetween(schedule, to - reach, to).at(-1);
    if (last !== undefined) return new Date(last);
    to -= reach;
    reach = wider(reach);
  }
  return undefined;
}

/** No schedule has a longer time without a start: 29 February, around a year like 2100. */
const horizon = 9 * 366 * day;

/** Many schedules start every day, and some once a year. */
function wider(reach: number): number {
  return Math.min(reach * 2, 64 * day);
}

/** The starts after `from` until `to`, ascending; all in milliseconds since 1970. */
export function startsBetween(schedule: Schedule, from: number, to: number): number[] {
  const starts = 'once' in schedule ? [Date.parse(schedule.once)] : namedBetween(timetableOf(schedule), from, to);
  return starts.filter((start) => start > from && start <= to);
}

/** At least the starts between both. A local day is at most one ahead or behind that of UTC. */
function namedBetween(timetable: Timetable, from: number, to: number): number[] {
  const starts = new Set<number>();
  for (let each = Math.floor(from / day) - 1; each <= Math.floor(to / day) + 1; each++) {
    if (!timetable.hasDay(each)) continue;
    const clock = dayClock(timetable.timeZone, each);
    for (const minutes of timetable.minutes) {
      for (const start of instantsOf(each * day + minutes * minute, clock, timetable.everyHour)) starts.add(start);
    }
  }
  return [...starts].sort((a, b) => a - b);
}

/** When a local time starts a run. */
function instantsOf(local: number, { before, after, changeAt }: DayClock, everyHour: boolean): number[] {
  const first = local - before;
  if (changeAt === undefined) return [first];
  const second = local - after;
  const shown = [...(first < changeAt ? [first] : []), ...(second >= changeAt ? [second] : [])];
  if (everyHour) return shown;
  return shown.length > 0 ? shown.slice(0, 1) : [changeAt];
}
