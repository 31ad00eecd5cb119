import type { Schedule } from '../../engine/schedule/schedule.ts';

/**
 * An independent calculation of a schedule's starts: walks through the time minute by minute, reads the clock on the wall
 * by Intl.DateTimeFormat, and knows nothing of offsets.
 */
export function startsByWallClock(schedule: Schedule, from: number, to: number): number[] {
  if ('once' in schedule) return [Date.parse(schedule.once)].filter((at) => at > from && at <= to);
  const isNamed = 'cron' in schedule ? namedByCron(schedule.cron) : namedByWeek(schedule);
  const hourly = comesEveryHour(isNamed);
  const wall = wallClock(schedule.timeZone, from, to);
  const seen = new Set<number>();
  const starts: number[] = [];
  for (let index = 1; index < wall.length; index++) {
    const [before, now] = [wall[index - 1]!, wall[index]!];
    const calm = hourly || !isNearChange(wall, index);
    const shown = calm ? [now] : [...jumpedOver(before, now), now].filter((each) => !seen.has(each));
    if (shown.some(isNamed)) starts.push(Math.floor(from / 60_000 + index) * 60_000);
    if (!calm) for (const each of shown) seen.add(each);
  }
  return starts;
}

/** Readings that the clock did not show. */
function jumpedOver(before: number, now: number): number[] {
  return Array.from({ length: Math.max(0, now - before - 1) }, (_, step) => before + 1 + step);
}

/** Only there a reading can be left out or come again. */
function isNearChange(wall: Int32Array, index: number): boolean {
  const [from, to] = [Math.max(0, index - 180), Math.min(index + 180, wall.length - 1)];
  return wall[to]! - wall[from]! !== to - from;
}

const walls = new Map<string, Int32Array>();

/** What the clock shows at each minute from `from` on, as minutes since 1970 as if it were UTC. */
function wallClock(timeZone: string, from: number, to: number): Int32Array {
  const name = `${timeZone} ${from} ${to}`;
  const known = walls.get(name);
  if (known) return known;
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  const first = Math.floor(from / 60_000);
  const read = (index: number) => {
    const shown = format.format((first + index) * 60_000); // 2026-03-29 01:59
    return Date.parse(`${shown.replace(' ', 'T')}Z`) / 60_000;
  };
  const wall = new Int32Array(Math.floor(to / 60_000) - first + 1);
  for (let index = 0; index < wall.length; index += 15) {
    // to read it takes long: where a quarter of an hour has gone by as one, its minutes have too
    const [begin, calm] = [read(index), read(index + 15) === read(index) + 15];
    for (let ahead = 0; ahead < 15 && index + ahead < wall.length; ahead++) {
      wall[index + ahead] = calm ? begin + ahead : read(index + ahead);
    }
  }
  walls.set(name, wall);
  return wall;
}

type IsNamed = (reading: number) => boolean;

function namedByWeek({
  days,
  startAt,
}: {
  readonly days: readonly string[];
  readonly startAt: readonly string[];
}): IsNamed {
  const times = new Set(startAt.map((time) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))));
  return (reading) =>
    times.has(reading % 1_440) && days.includes(weekdayNames[new Date(reading * 60_000).getUTCDay()]!);
}

const weekdayNames = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** Cron expressions of numbers, `*`, lists, ranges and steps, not both kinds of days. */
function namedByCron(cron: string): IsNamed {
  const [minute, hour, dayOfMonth, month, dayOfWeek] = cron.split(' ') as [string, string, string, string, string];
  const minutes = Array.from({ length: 60 }, (_, each) => matches(minute, each)); // asked for every minute of a year
  return (reading) => {
    if (!minutes[reading % 60]) return false;
    const date = new Date(reading * 60_000);
    return (
      matches(hour, date.getUTCHours()) &&
      matches(dayOfMonth, date.getUTCDate()) &&
      matches(month, date.getUTCMonth() + 1) &&
      matches(dayOfWeek, date.getUTCDay())
    );
  };
}

function matches(field: string, number: number): boolean {
  return field.split(',').some((part) => {
    const [range, step = '1'] = part.split('/') as [string, string?];
    const [low, high = low] = range === '*' ? ['0', '59'] : (range.split('-') as [string, string?]);
    return number >= Number(low) && number <= Number(high) && (number - Number(low)) % Number(step) === 0;
  });
}

/** Told from one day that it names. */
function comesEveryHour(isNamed: IsNamed): boolean {
  const year = Array.from({ length: 366 }, (_, day) => 1_440 * (20_000 + day));
  const minutes = (day: number) =>
    Array.from({ length: 1_440 }, (_, minute) => minute).filter((each) => isNamed(day + each));
  const named = year.map(minutes).find((each) => each.length > 0) ?? [];
  return named.length > 0 && named.every((minute) => named.includes((minute + 60) % 1_440));
}
