import { expect, test } from 'vitest';
import { expectNothingLost } from './model/property.ts';

test('whatever backups, prunes, pins and readers do at once, nothing that is needed is lost and nothing else stays', async () => {
  const seen = await expectNothingLost({ numRuns: 200, seed: 20261125 });
  // a schedule in which nothing happens proves nothing
  for (const what of ['committed', 'removed', 'abandoned', 'blob deleted', 'alias', 'blob spared', 'pinned']) {
    expect(seen.get(what), what).toBeGreaterThan(0);
  }
}, 120_000);
