import { expect, test } from 'vitest';
import { backup, prune, verify } from '../../engine/index.ts';
import { Bucket, startTimeout } from '../gateway/bucket.ts';
import { FaultyProxy } from '../gateway/faultyProxy.ts';
import { Crew, crewDatabase } from './crew.ts';

/** All that shards tell each other by: each is written in vain once or twice, or its answer is lost, or it comes to be read in vain. */
const spoken = [
  /\/leases\/backup\.crew/,
  /\/begun\.json/,
  /\/work\.json/,
  /\/claims\//,
  /\/results\//,
  /\/members\//,
  /\/end\.json/,
  /\/manifest\.json/,
];

test('three shards make one set in a bucket, whatever becomes of what they tell each other', {
  timeout: startTimeout,
}, async (context) => {
  const source = await crewDatabase(context);
  const bucket = await Bucket.fresh(context);
  await using proxy = await FaultyProxy.to(bucket.facts.endpoint);
  await using crew = await Crew.inBucket(bucket.address({ endpoint: proxy.endpoint }), source);
  for (const path of spoken) {
    proxy.break({ kind: 'lose reply' }, { method: 'PUT', path, times: 2 });
    proxy.break({ kind: 'answer', status: 503, code: 'SlowDown' }, { method: 'PUT', path });
    proxy.break({ kind: 'cut reply', after: 5 }, { method: 'GET', path });
  }
  const made = await Promise.all([1, 2, 3].map((index) => crew.shard(index, 3)));
  const { set, run } = made[0]!;
  expect(new Set(made.map((each) => `${each.set.set} ${each.run}`))).toEqual(new Set([`${set.set} ${run}`]));
  const wentWrong = (path: RegExp) => proxy.seen.filter((each) => path.test(each.path) && /\D/.test(each.outcome));
  for (const path of spoken) expect(wentWrong(path).length, String(path)).toBeGreaterThan(1);
  proxy.mend();

  expect(await crew.repository.runs.list('crew')).toMatchObject([{ run, state: 'succeeded', set: set.set }]);
  expect(set.reading!.shards!.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(set.totals.bytes);
  const alone = await backup(crew.repository, 'crew');
  expect(await crew.linesOf(set)).toEqual(await crew.linesOf(alone.set));
  expect(alone.set.totals.newBytes).toBe(0);
  expect(await prune(crew.repository)).toMatchObject({ blobs: 0, unreadable: [], waitsFor: [] });
  expect(await verify(crew.repository)).toMatchObject({ intact: true, findings: [] });
});
