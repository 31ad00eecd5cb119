import { expect, test } from 'vitest';
import { auditYear, type Tally } from '../../schedule/accounts.ts';
import { simulateYear } from '../../schedule/simulatedYear.ts';

test.each(Array.from({ length: 12 }, (_, index) => 1_000 + index))(
  'in year %i of 50 plans with many schedules every start is accounted for once, and truly',
  (seed) => {
    const tally: Tally = { starts: 0, succeeded: 0, failed: 0, skipped: 0, missed: 0, open: 0 };
    expect(simulateYear(seed, 50, 15).flatMap((history) => auditYear(history, tally))).toEqual([]);
    expect(tally.succeeded).toBeGreaterThan(1_000);
  },
);
