import { parseCron } from './cron.ts';
import { type Schedule, type WeeklySchedule, weekdays } from './schedule.ts';

/** Cron expressions that together name the same local times as a schedule, or why there are none. */
export type Crons =
  | { readonly crons: readonly string[]; readonly timeZone: string }
  | { readonly crons?: undefined; readonly reason: string };

/** A schedule as one cron expression of five fields, or why it cannot be one. */
export type Cron =
  | { readonly cron: string; readonly timeZone: string }
  | { readonly cron?: undefined; readonly reason: string };

/** Says a schedule as one cron expression where one can say it. */
export function cronOf(schedule: Schedule): Cron {
  const said = cronsOf(schedule);
  if (!said.crons) return said;
  const { crons, timeZone } = said;
  if (crons.length === 1) return { cron: crons[0]!, timeZone };
  return {
    reason: `its times of the day are not the same minutes of some hours: ${crons.length} expressions are needed: ${crons.join(', ')}`,
  };
}

/** Says a schedule as few cron expressions. */
export function cronsOf(schedule: Schedule): Crons {
  if ('once' in schedule) return { reason: `it starts once, at ${schedule.once}: a cron expression has no year` };
  const { timeZone } = schedule;
  return { timeZone, crons: 'cron' in schedule ? [portable(schedule.cron)] : ofWeek(schedule) };
}

/** Not every program knows Sunday as 7, or at the end of a week. */
function portable(cron: string): string {
  const written = cron.trim().split(/\s+/);
  if (/7|-sun/i.test(written[4]!)) written[4] = listed([...parseCron(cron).daysOfWeek], 7);
  return written.join(' ');
}

/** One for each set of hours that have the same minutes. */
function ofWeek({ days, startAt }: WeeklySchedule): string[] {
  const minutesOf = new Map<number, Set<number>>();
  for (const time of startAt) {
    const [hour, minute] = time.split(':').map(Number) as [number, number];
    minutesOf.set(hour, (minutesOf.get(hour) ?? new Set()).add(minute));
  }
  const hoursOf = new Map<string, number[]>();
  for (const [hour, minutes] of minutesOf) {
    const field = listed([...minutes], 60);
    hoursOf.set(field, [...(hoursOf.get(field) ?? []), hour]);
  }
  const weekly = listed(
    days.map((day) => weekdays.indexOf(day)),
    7,
  );
  const said = [...hoursOf].sort(([, a], [, b]) => Math.min(...a) - Math.min(...b));
  return said.map(([minutes, hours]) => `${minutes} ${listed(hours, 24)} * * ${weekly}`);
}

/** `*` for all of them, else `1-5` or `1,3`: ranges from three on. */
function listed(numbers: readonly number[], all: number): string {
  const ascending = [...new Set(numbers)].sort((a, b) => a - b);
  if (ascending.length === all) return '*';
  const runs: number[][] = [];
  for (const number of ascending) {
    const last = runs.at(-1);
    if (last && last.at(-1)! + 1 === number) last.push(number);
    else runs.push([number]);
  }
  return runs.map((run) => (run.length > 2 ? `${run[0]}-${run.at(-1)}` : run.join(','))).join(',');
}
