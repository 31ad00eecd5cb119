import { expect, test } from 'vitest';
import { auditYear, type Tally } from './accounts.ts';
import { simulateYear } from './simulatedYear.ts';

test('in a year of 50 plans in 6 time zones every start of backups, and of the drills of every third, is accounted for once, and truly', () => {
  const tally: Tally = { starts: 0, succeeded: 0, failed: 0, skipped: 0, missed: 0, open: 0 };
  const problems = simulateYear(2026, 50, 5).flatMap((history) => auditYear(history, tally));
  expect(problems).toEqual([]);
  const { starts, ...ends } = tally;
  expect(Object.values(ends).reduce((sum, each) => sum + each, 0)).toBe(starts);
  for (const end of ['succeeded', 'failed', 'skipped', 'missed'] as const) expect(ends[end], end).toBeGreaterThan(100);
});
