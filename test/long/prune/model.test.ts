import { expect, test } from 'vitest';
import { expectNothingLost } from '../../prune/model/property.ts';

test('whatever backups, prunes, archivers, pins and readers do at once, nothing that is needed is lost or archived: 5000 schedules', async () => {
  const seen = await expectNothingLost({ numRuns: 5000, endOnFailure: true });
  expect(seen.get('blob deleted')).toBeGreaterThan(1000);
  expect(seen.get('archived')).toBeGreaterThan(1000);
  expect(seen.get('read archived')).toBeGreaterThan(10);
}, 1_200_000);
