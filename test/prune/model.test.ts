import { expect, test } from 'vitest';
import { goOnFromASetThatGoes } from './model/goingOn.ts';
import { expectNothingLost } from './model/property.ts';

test('whatever backups, copies, prunes, pins and readers do at once, nothing that is needed is lost and nothing else stays', async () => {
  const seen = await expectNothingLost({ numRuns: 150, seed: 20261125 });
  // a schedule in which nothing happens proves nothing
  for (const what of [
    'committed',
    'removed',
    'abandoned',
    'blob deleted',
    'alias',
    'blob spared',
    'pinned',
    'copy over',
  ]) {
    expect(seen.get(what), what).toBeGreaterThan(0);
  }
}, 120_000);

test('a set that goes on from another one relies on no blob that was published before', async () => {
  expect(await goOnFromASetThatGoes()).toEqual([]);
  const trusting = await goOnFromASetThatGoes(() => true);
  expect(trusting).toEqual([expect.stringMatching(/^south\/backup\/\d+ committed \S+ without [0-9a-f]{64}$/)]);
});
