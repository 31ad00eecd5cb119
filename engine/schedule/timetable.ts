import { type CronFields, parseCron } from './cron.ts';
import { type CronSchedule, type WeeklySchedule, weekdays } from './schedule.ts';

/** What a repeated schedule names in local time. */
export interface Timetable {
  readonly timeZone: string;
  /** Whether a local day has starts; days are counted from 1970. */
  readonly hasDay: (day: number) => boolean;
  /** Minutes of the day, ascending. */
  readonly minutes: readonly number[];
  /** The same minutes in each of the 24 hours: then it is meant as time that goes by, not as times of the day. */
  readonly everyHour: boolean;
}

export function timetableOf(schedule: WeeklySchedule | CronSchedule): Timetable {
  const known = timetables.get(schedule);
  if (known) return known;
  const made = 'cron' in schedule ? ofCron(parseCron(schedule.cron), schedule.timeZone) : ofWeek(schedule);
  timetables.set(schedule, made);
  return made;
}

/** A schedule is asked again and again. */
const timetables = new WeakMap<WeeklySchedule | CronSchedule, Timetable>();

function ofWeek({ days, startAt, timeZone }: WeeklySchedule): Timetable {
  const named = new Set<number>(days.map((day) => weekdays.indexOf(day)));
  const minutes = startAt.map((time) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3)));
  return timetable(timeZone, minutes, (day) => named.has(weekdayOf(day)));
}

function ofCron(fields: CronFields, timeZone: string): Timetable {
  const minutes = [...fields.hours].flatMap((hour) => [...fields.minutes].map((minute) => hour * 60 + minute));
  return timetable(timeZone, minutes, (day) => names(fields, day));
}

function timetable(timeZone: string, minutes: readonly number[], hasDay: (day: number) => boolean): Timetable {
  const ascending = [...new Set(minutes)].sort((a, b) => a - b);
  const named = new Set(ascending);
  const everyHour = ascending.every((minute) => named.has((minute + 60) % 1440));
  return { timeZone, hasDay, minutes: ascending, everyHour };
}

function names({ months, daysOfMonth, daysOfWeek, eitherDay }: CronFields, day: number): boolean {
  const date = new Date(day * 86_400_000);
  if (!months.has(date.getUTCMonth() + 1)) return false;
  const [byMonth, byWeek] = [daysOfMonth.has(date.getUTCDate()), daysOfWeek.has(weekdayOf(day))];
  return eitherDay ? byMonth || byWeek : byMonth && byWeek;
}

/** 1 January 1970 was a Thursday. */
function weekdayOf(day: number): number {
  return (((day + 4) % 7) + 7) % 7;
}
