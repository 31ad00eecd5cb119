import { expect, test } from 'vitest';
import { Runs } from '../../engine/repository/runs.ts';
import { MemoryBucket } from '../store/memory.ts';
import { testSurroundings } from './folderRepository.ts';

test('who looks at hundreds of plans again and again reads a record that is over once', async () => {
  const bucket = new MemoryBucket();
  const runs = new Runs(bucket, testSurroundings());
  const plans = Array.from({ length: 450 }, (_, index) => `plan-${index}`);
  for (const plan of plans) {
    for (let hour = 0; hour < 20; hour++) {
      const start = new Date(Date.UTC(2026, 10, 20, hour)).toISOString();
      await runs.note({
        plan,
        kind: 'backup',
        outcome: 'missed',
        start,
        until: start,
        reason: 'nothing ran it before the next start',
      });
    }
  }
  for (const plan of plans) await runs.list(plan, { limit: 20 });
  bucket.asked.length = 0;
  for (const plan of plans) await runs.list(plan, { limit: 20 });
  expect(bucket.asked.filter((each) => each.startsWith('get'))).toEqual([]);
});
