import { describe, expect, test } from 'vitest';
import type { Schedule, Weekday } from '../../engine/schedule/schedule.ts';
import { nextStarts, previousStart, startsBetween } from '../../engine/schedule/starts.ts';
import { startsByWallClock } from './wallClock.ts';

const everyDay: Weekday[] = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const cron = (text: string, timeZone = 'Europe/Berlin'): Schedule => ({ cron: text, timeZone });
const weekly = (startAt: string[], timeZone = 'Europe/Berlin', days = everyDay): Schedule => ({
  days,
  startAt,
  timeZone,
});

function next(schedule: Schedule, from: string, count: number): string[] {
  return nextStarts(schedule, new Date(from), count).map((start) => start.toISOString().slice(0, 16));
}

describe('the next starts', () => {
  test('are those of chosen days at local times', () => {
    expect(next(weekly(['01:00', '13:30'], 'Europe/Berlin', ['mon', 'wed']), '2026-11-24T23:59:00Z', 3)).toEqual([
      '2026-11-25T00:00',
      '2026-11-25T12:30',
      '2026-11-30T00:00',
    ]);
  });

  test('come after the instant that is asked for, not at it', () => {
    expect(next(weekly(['01:00'], 'UTC'), '2026-11-24T01:00:00.000Z', 1)).toEqual(['2026-11-25T01:00']);
    expect(next(weekly(['01:00'], 'UTC'), '2026-11-24T00:59:59.999Z', 1)).toEqual(['2026-11-24T01:00']);
  });

  test('of a single instant are that one, and then none', () => {
    const once = { once: '2026-12-01T01:00:00+01:00' };
    expect(next(once, '2026-11-24T01:00:00Z', 5)).toEqual(['2026-12-01T00:00']);
    expect(next(once, '2026-12-01T00:00:00Z', 5)).toEqual([]);
  });

  test('are found across years without one', () => {
    expect(next(cron('0 0 29 2 *', 'UTC'), '2090-01-01T00:00:00Z', 3)).toEqual([
      '2092-02-29T00:00',
      '2096-02-29T00:00',
      '2104-02-29T00:00',
    ]);
    expect(previousStart(cron('0 0 29 2 *', 'UTC'), new Date('2104-02-28'))).toEqual(new Date('2096-02-29'));
  });

  test('are by either field of days where both are restricted', () => {
    expect(next(cron('0 0 13 * fri', 'UTC'), '2026-11-08T00:00:00Z', 4)).toEqual([
      '2026-11-13T00:00',
      '2026-11-20T00:00',
      '2026-11-27T00:00',
      '2026-12-04T00:00',
    ]);
    expect(next(cron('0 0 20 * fri', 'UTC'), '2026-12-12T00:00:00Z', 2)).toEqual([
      '2026-12-18T00:00',
      '2026-12-20T00:00',
    ]);
  });
});

describe('when clocks are set forward', () => {
  test.each([
    [
      'a time that is jumped over starts when they have jumped',
      weekly(['02:30']),
      ['2026-03-29T01:00', '2026-03-30T00:30'],
    ],
    ['several of them start once', cron('*/20 2 * * *'), ['2026-03-29T01:00', '2026-03-30T00:00', '2026-03-30T00:20']],
    [
      'one of them and the time after the jump start once',
      weekly(['02:30', '03:00']),
      ['2026-03-29T01:00', '2026-03-30T00:30'],
    ],
    [
      'what starts every hour starts an hour later',
      cron('7 * * * *'),
      ['2026-03-29T00:07', '2026-03-29T01:07', '2026-03-29T02:07'],
    ],
  ])('%s', (_, schedule, starts) => {
    expect(next(schedule, '2026-03-28T23:30:00Z', starts.length)).toEqual(starts);
  });

  test('at midnight, the start belongs to the new day', () => {
    expect(next(weekly(['00:30'], 'America/Santiago'), '2026-09-05T12:00:00Z', 2)).toEqual([
      '2026-09-06T04:00',
      '2026-09-07T03:30',
    ]);
  });

  test('by half an hour only', () => {
    expect(next(weekly(['02:15'], 'Australia/Lord_Howe'), '2026-10-03T12:00:00Z', 2)).toEqual([
      '2026-10-03T15:30',
      '2026-10-04T15:15',
    ]);
  });
});

describe('when clocks are set back', () => {
  test.each([
    ['a time that comes twice starts the first time', weekly(['02:30']), ['2026-10-25T00:30', '2026-10-26T01:30']],
    ['and so do several', cron('*/30 2 * * *'), ['2026-10-25T00:00', '2026-10-25T00:30', '2026-10-26T01:00']],
    [
      'what starts every hour starts in both',
      cron('7 * * * *'),
      ['2026-10-24T22:07', '2026-10-24T23:07', '2026-10-25T00:07', '2026-10-25T01:07', '2026-10-25T02:07'],
    ],
    [
      'what starts every second hour does not',
      cron('7 */2 * * *'),
      ['2026-10-24T22:07', '2026-10-25T00:07', '2026-10-25T03:07'],
    ],
  ])('%s', (_, schedule, starts) => {
    expect(next(schedule, '2026-10-24T21:30:00Z', starts.length)).toEqual(starts);
  });

  test('over midnight, starts stay in order', () => {
    const all = next(cron('45 * * * *', 'America/Santiago'), '2026-04-05T01:00:00Z', 6);
    expect(all).toEqual(['01:45', '02:45', '03:45', '04:45', '05:45', '06:45'].map((time) => `2026-04-05T${time}`));
    expect(next(weekly(['23:30'], 'America/Santiago'), '2026-04-04T00:00:00Z', 3)).toEqual([
      '2026-04-04T02:30',
      '2026-04-05T02:30',
      '2026-04-06T03:30',
    ]);
  });
});

const year = { from: Date.UTC(2026, 0, 1), to: Date.UTC(2027, 0, 1) };

test.each(['Europe/Berlin', 'Australia/Lord_Howe', 'America/Santiago', 'Africa/Casablanca'])(
  'a year of starts in %s is what a clock on the wall shows minute by minute',
  (timeZone) => {
    const schedules: Schedule[] = [
      weekly(['00:00', '01:45', '02:00', '02:15', '03:00', '23:30'], timeZone),
      weekly(['00:30'], timeZone, ['sun']),
      cron('*/10 1-3 * * *', timeZone),
      cron('7,37 * * * *', timeZone),
      cron('0 */2 * * *', timeZone),
      cron('30 2 1-7 3,10,11 *', timeZone),
      cron('* * * * 0', timeZone),
    ];
    for (const schedule of schedules) {
      const starts = startsBetween(schedule, year.from, year.to);
      expect(starts.map(iso), JSON.stringify(schedule)).toEqual(
        startsByWallClock(schedule, year.from, year.to).map(iso),
      );
    }
  },
);

test('forwards and backwards give the same starts', () => {
  const schedule = cron('*/20 1-3 * * 0,3', 'Europe/Berlin');
  const starts = startsBetween(schedule, year.from, year.to).map((start) => new Date(start));
  expect(nextStarts(schedule, new Date(year.from), starts.length)).toEqual(starts);
  for (const [index, start] of starts.entries()) {
    expect(previousStart(schedule, new Date(start.getTime() - 1))?.getTime() ?? 0).toBe(
      starts[index - 1]?.getTime() ?? previousStart(schedule, new Date(year.from))!.getTime(),
    );
    expect(previousStart(schedule, start)).toEqual(start);
  }
});

function iso(instant: number): string {
  return new Date(instant).toISOString();
}
