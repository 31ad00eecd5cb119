import { expect, test } from 'vitest';
import { goOnFromASetThatGoes } from './model/goingOn.ts';
import { expectNothingLost } from './model/property.ts';
import { Schedule } from './model/sharing.ts';

test('whatever backups, shards, copies, prunes, archivers, pins and readers do at once, nothing that is needed is lost or archived and nothing else stays', async () => {
  const seen = await expectNothingLost({ numRuns: 120, seed: 20261125 });
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
    'read by another shard',
    'archived',
    'tagged',
    'thawed',
  ]) {
    expect(seen.get(what), what).toBeGreaterThan(0);
  }
}, 120_000);

test('a set that goes on from another one relies on no blob that was published before', async () => {
  expect(await goOnFromASetThatGoes()).toEqual([]);
  const trusting = await goOnFromASetThatGoes(() => true);
  expect(trusting).toEqual([expect.stringMatching(/^south\/backup\/\d+ committed \S+ without [0-9a-f]{64}$/)]);
});

test.each([
  ['avoid', 'publishedBefore'],
  ['askLate', 'publishedMeanwhile'],
  ['readAnew', 'readForTheDead'],
] as const)(
  'what shards read for the one that leads is not pruned, and would be without the rule %s',
  async (rule, schedule) => {
    expect(await new Schedule()[schedule]()).toEqual([]);
    const lost = await new Schedule(rule)[schedule]();
    expect(lost).toContainEqual(expect.stringMatching(/^south\/share\/\d+ committed \S+ without [0-9a-f]{64}$/));
  },
);
