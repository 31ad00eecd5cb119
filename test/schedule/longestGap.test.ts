import { expect, test } from 'vitest';
import { longestGap } from '../../engine/schedule/longestGap.ts';
import { type Weekday, weekdays } from '../../engine/schedule/schedule.ts';

const hour = 3_600_000;
const now = new Date('2026-07-01T00:00:00Z');

test.each<[string, string, number]>([
  ['7 * * * *', 'Europe/Berlin', 1],
  ['7 */2 * * *', 'Europe/Berlin', 3],
  ['0 1 * * *', 'UTC', 24],
  ['0 1 * * *', 'Europe/Berlin', 25],
  ['0 1 * * *', 'Australia/Lord_Howe', 24.5],
  ['0 1 * * mon', 'UTC', 7 * 24],
  ['0 1 1 * *', 'UTC', 31 * 24],
  ['0 1 1 1 *', 'UTC', 365 * 24],
  ['0 1 29 2 *', 'UTC', (3 * 365 + 366) * 24],
])('between starts of %s in %s there are at most %d hours', (cron, timeZone, hours) => {
  expect(longestGap({ cron, timeZone }, now) / hour).toBe(hours);
});

test('it is that of the year, whatever the season', () => {
  const weekend: Weekday[] = ['sat', 'sun'];
  const schedule = { days: weekend, startAt: ['02:30'], timeZone: 'Europe/Berlin' };
  for (const day of ['2026-01-01', '2026-04-01', '2026-10-25', '2026-12-31']) {
    expect(longestGap(schedule, new Date(day)) / hour).toBe(6 * 24 + 1);
  }
  const daily = { days: weekdays, startAt: ['02:30'], timeZone: 'Europe/Berlin' };
  expect(longestGap(daily, new Date('2026-01-01')) / hour).toBe(25);
});
