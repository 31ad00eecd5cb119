import { expect, test } from 'vitest';
import { parsePlan, problemsOfPlan } from '../../engine/spec/parsePlans.ts';

const source = { host: 'h', database: 'd', user: 'u' };

test.each([
  [
    { archiveAfterDays: 30 },
    'archiveClass: it is missing; archiveAfterDays is 30: name the storage class to move to, such as GLACIER',
  ],
  [
    { archiveClass: 'GLACIER' },
    'archiveAfterDays: it is missing; archiveClass is GLACIER: say how old sets are when they are moved there, in days',
  ],
  [
    { archiveAfterDays: 30, archiveClass: 'GLACIER', retention: { keepDays: 30 } },
    'archiveAfterDays: is 30, and retention keeps no set for more than 30 days: nothing would ever be archived; let sets stay longer, archive them earlier, or leave it out',
  ],
])('what does not fit together is said: %j', (fields, problem) => {
  expect(problemsOfPlan({ id: 'a', source, ...fields }).map(({ text }) => text)).toEqual([problem]);
});

test('all that is wrong is said at once', () => {
  const problems = problemsOfPlan({ id: 'a', source, archiveAfterDays: 0, archiveClass: 'STANDARD', concurrency: 0 });
  expect(problems.map(({ text }) => text)).toEqual([
    'concurrency: 0 is not allowed; allowed: a whole number from 1 to 64, or auto',
    'archiveAfterDays: 0 is not allowed; allowed: a whole number from 1 to 36500',
    'archiveClass: "STANDARD" is not allowed; allowed: a storage class that is colder than STANDARD: STANDARD_IA, GLACIER_IR, GLACIER, DEEP_ARCHIVE, or another one of the bucket',
  ]);
});

test('a plan that keeps sets by the number, or longer than until they are archived, is one', () => {
  const archive = { archiveAfterDays: 30, archiveClass: 'GLACIER' };
  for (const retention of [undefined, { keepDays: 31 }, { keepDays: 14, keepMonthly: 12 }, { keepLast: 5 }]) {
    expect(parsePlan({ id: 'a', source, ...archive, ...(retention && { retention }) })).toMatchObject(archive);
  }
});
