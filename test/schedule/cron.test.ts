import { describe, expect, test } from 'vitest';
import { parseCron } from '../../engine/schedule/cron.ts';

const members = (set: ReadonlySet<number>) => [...set].sort((a, b) => a - b);

describe('a cron expression', () => {
  test('has numbers, names, ranges, steps and lists', () => {
    const { minutes, hours, daysOfMonth, months, daysOfWeek } = parseCron(' 7  */6,1-3 1-31/10\tJan,jun-AUG mon-Fri ');
    expect(members(minutes)).toEqual([7]);
    expect(members(hours)).toEqual([0, 1, 2, 3, 6, 12, 18]);
    expect(members(daysOfMonth)).toEqual([1, 11, 21, 31]);
    expect(members(months)).toEqual([1, 6, 7, 8]);
    expect(members(daysOfWeek)).toEqual([1, 2, 3, 4, 5]);
  });

  test.each([
    ['7', [0]],
    ['sun', [0]],
    ['5-7', [0, 5, 6]],
    ['fri-sun', [0, 5, 6]],
    ['*', [0, 1, 2, 3, 4, 5, 6]],
    ['*/3', [0, 3, 6]],
    ['0-7/7', [0]],
  ])('takes Sunday as 0 and as 7: %s', (field, days) => {
    expect(members(parseCron(`0 0 * * ${field}`).daysOfWeek)).toEqual(days);
  });

  test.each([
    ['* * * *', 'it has 4 fields, not five: minute, hour, day of the month, month, day of the week'],
    ['', 'it has 0 fields, not five: minute, hour, day of the month, month, day of the week'],
    ['0 0 * * * *', 'it has 6 fields, not five: minute, hour, day of the month, month, day of the week'],
    ['60 * * * *', 'minute: "60" is not *, a number from 0 to 59, a range, or one of these with a step as */2'],
    [
      '* * * mon *',
      'month: "mon" is not *, a number from 1 to 12 or jan to dec, a range, or one of these with a step as */2',
    ],
    [
      '* * 0 * 8',
      'day of the month: "0" is not *, a number from 1 to 31, a range, or one of these with a step as */2; day of the week: "8" is not *, a number from 0 to 7 or sun to sat, a range, or one of these with a step as */2',
    ],
    ['5/15 * * * *', 'minute: "5/15" has a step without a range'],
    ['30-10 * * * *', 'minute: "30-10" goes backwards'],
    ['* * * * fri-mon', 'day of the week: "fri-mon" goes backwards'],
    ['*/0 * * * *', 'minute: the step of "*/0" is not from 1 to 59'],
    ['1,,2 * * * *', 'minute: "" is not *, a number from 0 to 59, a range, or one of these with a step as */2'],
    ['@daily', 'it has 1 field, not five: minute, hour, day of the month, month, day of the week'],
    ['0 0 31 2,4 *', 'no year has such a day'],
    ['0 0 30 feb *', 'no year has such a day'],
    ['0 0 */2 * fri', 'cron programs do not agree about "*/2" beside "fri": write 1-31/2 for the days of either field'],
    ['0 0 *,5 * fri', 'cron programs do not agree about "*,5" beside "fri": write 1-31,5 for the days of either field'],
    ['0 0 13 * */3', 'cron programs do not agree about "*/3" beside "13": write 0-6/3 for the days of either field'],
  ])('is refused as %j', (text, message) => {
    expect(() => parseCron(text)).toThrow(expect.objectContaining({ code: 'input', message }));
  });

  test('may name a day that never comes beside days of the week', () => {
    expect(parseCron('0 0 30 2 mon').eitherDay).toBe(true);
  });
});
