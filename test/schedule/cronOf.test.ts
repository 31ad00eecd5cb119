import { expect, test } from 'vitest';
import { cronOf, cronsOf } from '../../engine/schedule/cronOf.ts';
import { type Weekday, weekdays } from '../../engine/schedule/schedule.ts';
import { startsBetween } from '../../engine/schedule/starts.ts';

const timeZone = 'Europe/Berlin';
const weekly = (startAt: string[], days: readonly Weekday[] = weekdays) => ({ days, startAt, timeZone });

test.each([
  [weekly(['01:00']), '0 1 * * *'],
  [weekly(['01:00'], ['mon', 'wed', 'fri']), '0 1 * * 1,3,5'],
  [weekly(['13:05', '01:05'], ['tue', 'mon', 'thu', 'wed', 'sun', 'mon']), '5 1,13 * * 0-4'],
  [weekly(['01:00', '01:30', '02:00', '02:30', '03:30', '03:00']), '0,30 1-3 * * *'],
  [{ cron: ' 7  *  * * mon-fri', timeZone }, '7 * * * mon-fri'],
  [{ cron: '7 * * * 7', timeZone }, '7 * * * 0'],
  [{ cron: '7 * * * fri-sun', timeZone }, '7 * * * 0,5,6'],
])('%j is one cron expression', (schedule, cron) => {
  expect(cronOf(schedule)).toEqual({ cron, timeZone });
});

test('what needs more than one says so, and which', () => {
  const schedule = weekly(['01:00', '13:30', '14:30'], ['sat', 'sun']);
  expect(cronsOf(schedule)).toEqual({ timeZone, crons: ['0 1 * * 0,6', '30 13,14 * * 0,6'] });
  expect(cronOf(schedule)).toEqual({
    reason:
      'its times of the day are not the same minutes of some hours: 2 expressions are needed: 0 1 * * 0,6, 30 13,14 * * 0,6',
  });
});

test('a single instant is none', () => {
  const reason = 'it starts once, at 2026-12-01T01:00:00Z: a cron expression has no year';
  expect(cronOf({ once: '2026-12-01T01:00:00Z' })).toEqual({ reason });
});

test('the expressions together start when the schedule does', () => {
  const [from, to] = [Date.UTC(2026, 0, 1), Date.UTC(2027, 0, 1)];
  for (const startAt of [
    ['02:30'],
    ['02:00', '02:30', '03:00'],
    ['01:15', '13:45', '23:15'],
    ['00:00', '00:01', '05:00'],
  ]) {
    const schedule = weekly(startAt, ['sun', 'tue']);
    const { crons = [] } = cronsOf(schedule);
    const said = crons.flatMap((cron) => startsBetween({ cron, timeZone }, from, to));
    expect([...new Set(said)].sort((a, b) => a - b)).toEqual(startsBetween(schedule, from, to));
  }
});
