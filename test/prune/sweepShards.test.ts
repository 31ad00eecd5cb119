import { expect, test } from 'vitest';
import { prune } from '../../engine/keep/prune.ts';
import { backupLease } from '../../engine/lease/leaseRecord.ts';
import { holderOf } from '../../engine/lease/settle.ts';
import { encodeRecord } from '../../engine/repository/jsonRecord.ts';
import { leaseKey } from '../../engine/repository/keys.ts';
import { initRepositoryIn } from '../../engine/repository/repository.ts';
import { parsePlan } from '../../engine/spec/parsePlans.ts';
import { testSurroundings } from '../repository/folderRepository.ts';
import { MemoryStore } from '../store/memory.ts';

const day = 24 * 60 * 60 * 1000;

test('what tells of a set that several machines make stays as long as it is made, however long, and for a week after its end', async () => {
  let now = Date.parse('2026-11-01T00:00:00Z');
  const store = new MemoryStore(() => new Date(now));
  const repository = await initRepositoryIn(store, testSurroundings());
  const plan = { id: 'p', source: { host: 'h', database: 'd', user: 'u' } };
  await repository.plans.apply(parsePlan(plan));
  const name = { plan: 'p', set: '20261101T000000Z-aaaaaa' };
  const shared = repository.shards.of('night', name);
  const beat = (more = {}) => {
    const about = { lease: backupLease('p'), generation: 1, run: name.set, set: name, since: '2026-11-01T00:00:00Z' };
    const record = { ...about, holder: holderOf(repository.surroundings), knows: [], ...more };
    return store.replace(leaseKey('backup.p', 1), encodeRecord(record));
  };
  const traces = async () => [...(await shared.look()).keys()].sort();

  await beat();
  await shared.begin({ group: 'night', run: name.set });
  await shared.claim(1, 0, 1, { member: 'm', shard: '2/2' });
  await shared.addResult(1, 0, { shard: '2/2', host: 'h', contents: [], blobs: {} });
  now += 9 * day;
  await beat();
  await prune(repository);
  expect(await traces()).toEqual(['1/claims/0.1', '1/results/0', 'begun.json']);
  expect(await repository.shards.begunBy('p', 'night')).toEqual([name]);

  await shared.end({ outcome: 'committed' });
  await beat({ ended: '2026-11-10T00:00:00Z' });
  now += 6 * day;
  await prune(repository);
  expect(await traces()).toEqual(['1/claims/0.1', '1/results/0', 'begun.json', 'end.json']);
  now += 2 * day;
  await prune(repository);
  expect(await traces()).toEqual([]);
});
