import { PgstowError } from '../errors.ts';
import { weekdays } from './schedule.ts';

/** What the five fields of a cron expression name. */
export interface CronFields {
  readonly minutes: ReadonlySet<number>;
  readonly hours: ReadonlySet<number>;
  readonly daysOfMonth: ReadonlySet<number>;
  /** 1 to 12. */
  readonly months: ReadonlySet<number>;
  /** 0 to 6, from Sunday. */
  readonly daysOfWeek: ReadonlySet<number>;
  /** Both fields of days are restricted: then one of them need name a day, not both. */
  readonly eitherDay: boolean;
}

interface Field {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  /** What may be written for the numbers, the first for `from`. */
  readonly names?: readonly string[];
}

const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const fields = [
  { name: 'minute', from: 0, to: 59 },
  { name: 'hour', from: 0, to: 23 },
  { name: 'day of the month', from: 1, to: 31 },
  { name: 'month', from: 1, to: 12, names: monthNames },
  { name: 'day of the week', from: 0, to: 7, names: [...weekdays, 'sun'] },
] as const satisfies readonly Field[];

/**
 * Reads a cron expression of five fields: numbers, names of months and days, `*`, ranges, steps and lists. What cron
 * programs do not agree about is refused. Rejects with `input`; the message tells every field that is wrong.
 */
export function parseCron(text: string): CronFields {
  const written = text.trim().split(/\s+/).filter(Boolean);
  if (written.length !== fields.length) {
    const count = written.length === 1 ? '1 field' : `${written.length} fields`;
    throw refusal(`it has ${count}, not five: minute, hour, day of the month, month, day of the week`);
  }
  const read = fields.map((field, index) => readField(written[index]!, field));
  const problems = [...read.filter((result) => typeof result === 'string'), ...ambiguity(written[2]!, written[4]!)];
  if (problems.length > 0) throw refusal(problems.join('; '));
  const [minutes, hours, daysOfMonth, months, days] = read as Set<number>[];
  const daysOfWeek = new Set([...days!].map((day) => day % 7));
  const eitherDay = written[2] !== '*' && written[4] !== '*';
  const cron = { minutes: minutes!, hours: hours!, daysOfMonth: daysOfMonth!, months: months!, daysOfWeek, eitherDay };
  if (!everHappens(cron)) throw refusal('no year has such a day');
  return cron;
}

/** Some take `*` with a step or in a list for a restriction like any other, so that either field will do, and some do not. */
function ambiguity(daysOfMonth: string, daysOfWeek: string): string[] {
  const isUnclear = (field: string) => field.startsWith('*') && field !== '*';
  const ofMonth = isUnclear(daysOfMonth);
  const [step, other] = ofMonth ? [daysOfMonth, daysOfWeek] : [daysOfWeek, daysOfMonth];
  if (!isUnclear(step) || other === '*') return [];
  const range = `${ofMonth ? '1-31' : '0-6'}${step.slice(1)}`;
  return [
    `cron programs do not agree about ${JSON.stringify(step)} beside ${JSON.stringify(other)}: write ${range} for the days of either field`,
  ];
}

function refusal(problem: string): PgstowError {
  return new PgstowError('input', problem, { hint: 'five fields, such as "7 1 * * mon-fri"' });
}

/** The numbers that a field names, or what is wrong with it. */
function readField(text: string, field: Field): Set<number> | string {
  const parts = text.split(',').map((part) => readPart(part, field));
  const problems = parts.filter((part) => typeof part === 'string');
  if (problems.length > 0) return problems.join('; ');
  return new Set((parts as number[][]).flat());
}

/** `*`, `5`, `1-5`, `mon-fri`, each but a single number with a step as `/2`. */
function readPart(part: string, field: Field): number[] | string {
  const [, all, low, high, step] = /^(?:(\*)|(\w+)(?:-(\w+))?)(?:\/(\d+))?$/.exec(part) ?? [];
  if (!all && low === undefined) return wrong(part, field);
  const from = all ? field.from : numberOf(low!, field);
  const to = all ? lastOf(field) : high === undefined ? from : numberOf(high, field, 'last');
  if (from === undefined || to === undefined) return wrong(part, field);
  if (from > to) return `${field.name}: ${JSON.stringify(part)} goes backwards`;
  if (step === undefined) return numbers(from, to, 1);
  if (!all && high === undefined) return `${field.name}: ${JSON.stringify(part)} has a step without a range`;
  const by = Number(step);
  if (by < 1 || by > field.to) return `${field.name}: the step of ${JSON.stringify(part)} is not from 1 to ${field.to}`;
  return numbers(from, to, by);
}

/** Sunday comes first and last. */
function numberOf(
  text: string,
  { from, to, names = [] }: Field,
  place: 'first' | 'last' = 'first',
): number | undefined {
  const word = text.toLowerCase();
  const named = place === 'first' ? names.indexOf(word) : names.lastIndexOf(word);
  if (named >= 0) return from + named;
  const number = /^\d{1,2}$/.test(text) ? Number(text) : Number.NaN;
  return number >= from && number <= to ? number : undefined;
}

/** The last one that `*` stands for: Sunday is both 0 and 7. */
function lastOf({ to, from }: Field): number {
  return from === 0 && to === 7 ? 6 : to;
}

function numbers(from: number, to: number, by: number): number[] {
  return Array.from({ length: Math.floor((to - from) / by) + 1 }, (_, index) => from + index * by);
}

function wrong(part: string, { name, from, to, names }: Field): string {
  const words = names ? ` or ${names[0]} to ${names.at(names.length === 8 ? -2 : -1)}` : '';
  return `${name}: ${JSON.stringify(part)} is not *, a number from ${from} to ${to}${words}, a range, or one of these with a step as */2`;
}

const longestMonths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** 30 February and its kin never come; but a day of the week will do where either field does. */
function everHappens({ months, daysOfMonth, eitherDay }: CronFields): boolean {
  const first = Math.min(...daysOfMonth);
  return eitherDay || [...months].some((month) => first <= longestMonths[month - 1]!);
}
