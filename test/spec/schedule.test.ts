import { describe, expect, test } from 'vitest';
import { parsePlan, parsePlans } from '../../engine/spec/parsePlans.ts';
import { parseSchedule } from '../../engine/spec/parseSchedule.ts';

const everyDay = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const ways =
  '{ days: [DAY], startAt: ["HH:MM"], timeZone: ZONE }, { cron: "7 1 * * mon-fri", timeZone: ZONE } or { once: INSTANT }';
const alone = 'startAt with days and timeZone, cron with timeZone, or once alone';
const zones = 'a name of the IANA time zone database, such as Europe/Berlin or UTC';

describe('a schedule', () => {
  test.each([
    [
      { days: ['mon', 'wed'], startAt: ['01:00', '13:30'], timeZone: 'Europe/Berlin' },
      { days: ['mon', 'wed'], startAt: ['01:00', '13:30'], timeZone: 'Europe/Berlin' },
    ],
    [{ startAt: ['01:00'] }, { days: everyDay, startAt: ['01:00'], timeZone: 'UTC' }],
    [
      { cron: '7 * * * mon-fri', timeZone: 'America/Argentina/Buenos_Aires' },
      { cron: '7 * * * mon-fri', timeZone: 'America/Argentina/Buenos_Aires' },
    ],
    [{ cron: '7 * * * *' }, { cron: '7 * * * *', timeZone: 'UTC' }],
    [{ once: '2026-12-01T01:00:00+01:00' }, { once: '2026-12-01T01:00:00+01:00' }],
  ])('may be %j', (given, parsed) => {
    expect(parseSchedule(given)).toEqual(parsed);
    expect(parseSchedule(parsed)).toEqual(parsed);
  });

  test('is read from YAML without quotes', () => {
    const read = (schedule: string) =>
      parsePlans(`source: { host: h, database: d, user: u }\nschedule: ${schedule}`, 'p')[0]!.schedule;
    expect(read('{ startAt: [01:00, 23:59], timeZone: UTC }')).toMatchObject({ startAt: ['01:00', '23:59'] });
    expect(read('{ once: 2026-12-01T01:00:00Z }')).toEqual({ once: '2026-12-01T01:00:00Z' });
    expect(read('{ cron: 7 * * * *, timeZone: Asia/Kolkata }')).toEqual({
      cron: '7 * * * *',
      timeZone: 'Asia/Kolkata',
    });
  });

  test.each(['UTC', 'Etc/GMT+5', 'Asia/Calcutta', 'Asia/Kolkata', 'Europe/Kyiv', 'America/Indiana/Knox', 'CET'])(
    'may have the time zone %s',
    (timeZone) => {
      expect(parseSchedule({ cron: '0 1 * * *', timeZone })).toMatchObject({ timeZone });
    },
  );
});

describe('a schedule with mistakes', () => {
  test.each<[unknown, string]>([
    [5, `schedule: 5 is not allowed; allowed: ${ways}`],
    [[{ cron: '7 * * * *' }], `schedule: a list is not allowed; allowed: ${ways}`],
    [{}, `schedule: it says no start; allowed: ${ways}`],
    [{ timeZone: 'UTC' }, `schedule: it says no start; allowed: ${ways}`],
    [{ days: ['mon'] }, 'schedule.startAt: days need times to start at, such as ["01:00"]'],
    [
      { days: [], startAt: ['01:00'] },
      'schedule.days: an empty list is not allowed; allowed: a list of mon, tue, wed, thu, fri, sat and sun',
    ],
    [{ startAt: ['1:00'] }, 'schedule.startAt[0]: "1:00" is not allowed; allowed: a time from "00:00" to "23:59"'],
    [{ startAt: ['24:00'] }, 'schedule.startAt[0]: "24:00" is not allowed; allowed: a time from "00:00" to "23:59"'],
    [
      { startAt: '01:00' },
      'schedule.startAt: "01:00" is not allowed; allowed: a list of times, such as ["01:00", "13:00"]',
    ],
    [
      { startAt: ['01:00'], timeZone: 'Europe/Berln' },
      `schedule.timeZone: "Europe/Berln" is no time zone (did you mean Europe/Berlin or Europe/Dublin or Europe/Jersey?); allowed: ${zones}`,
    ],
    [
      { startAt: ['01:00'], timeZone: 'Middle/Earth' },
      `schedule.timeZone: "Middle/Earth" is no time zone; allowed: ${zones}`,
    ],
    [{ startAt: ['01:00'], timeZone: '+02:00' }, `schedule.timeZone: "+02:00" is no time zone; allowed: ${zones}`],
    [
      { cron: '61 * * * *' },
      'schedule.cron: "61 * * * *" is not allowed; minute: "61" is not *, a number from 0 to 59, a range, or one of these with a step as */2',
    ],
    [
      { once: '2026-12-01T01:00:00' },
      'schedule.once: "2026-12-01T01:00:00" is not allowed; allowed: an instant with its offset from UTC, such as 2026-12-01T01:00:00+01:00',
    ],
    [
      { once: '2026-02-30T01:00:00Z' },
      'schedule.once: "2026-02-30T01:00:00Z" is not allowed; allowed: an instant with its offset from UTC, such as 2026-12-01T01:00:00+01:00',
    ],
    [{ cron: '7 * * * *', startAt: ['01:00'] }, `schedule.startAt: it does not go with cron; allowed: ${alone}`],
    [
      { once: '2026-12-01T01:00:00Z', timeZone: 'UTC' },
      `schedule.timeZone: it does not go with once; allowed: ${alone}`,
    ],
    [
      { cron: '7 * * * *', every: 'hour' },
      'schedule.every is not a field of a plan; known are days, startAt, cron, timeZone, once',
    ],
    [undefined, 'the schedule is missing'],
  ])('%j is refused', (schedule, message) => {
    expect(() => parseSchedule(schedule)).toThrow(expect.objectContaining({ code: 'input', message }));
  });

  test('is told all of them at once, contradictions too', () => {
    const schedule = { days: ['mos'], startAt: ['1'], cron: '*', timeZone: 'europe/berlin', once: 'tomorrow', x: 1 };
    const source = { host: 'h', database: 'd', user: 'u' };
    const fields = /^schedule(\.\w+)?(\[\d\])?/gm;
    expect(() => parsePlan({ source, schedule })).toThrow(
      expect.toSatisfy(({ message }: Error) => {
        expect([...message.matchAll(fields)].map(([field]) => field).sort()).toEqual([
          'schedule.cron',
          'schedule.cron',
          'schedule.days',
          'schedule.days',
          'schedule.days[0]',
          'schedule.once',
          'schedule.startAt',
          'schedule.startAt',
          'schedule.startAt[0]',
          'schedule.timeZone',
          'schedule.timeZone',
          'schedule.x',
        ]);
        return true;
      }),
    );
  });
});
