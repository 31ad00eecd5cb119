import { PgstowError } from '../errors.ts';
import type { Schedule } from '../schedule/schedule.ts';
import { parsePlan } from './parsePlans.ts';

/** Checks a schedule that stands by itself. Rejects with `input`; the message tells everything that is wrong with it. */
export function parseSchedule(value: unknown): Schedule {
  const source = { host: 'localhost', database: 'any', user: 'any' };
  const { schedule } = parsePlan({ source, schedule: value });
  if (schedule) return schedule;
  throw new PgstowError('input', 'the schedule is missing', { hint: 'docs/plan.schema.json describes every field' });
}
