import { DeleteObjectCommand } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { copyPlan } from '../../engine/copy/copyPlan.ts';
import { ProgressMeter } from '../../engine/events.ts';
import { copy } from '../../engine/keep/copy.ts';
import { repair } from '../../engine/keep/repair.ts';
import { lockEnd } from '../../engine/lock/lockDates.ts';
import { blobsOf } from '../../engine/lock/locking.ts';
import { copyChecks } from '../../engine/precheck/copyChecks.ts';
import { objectsOf } from '../../engine/prune/renewLocks.ts';
import { blobKey, contentsKey } from '../../engine/repository/keys.ts';
import { initRepository, initRepositoryIn, openRepository } from '../../engine/repository/repository.ts';
import { realSurroundings } from '../../engine/repository/surroundings.ts';
import { parsePlan } from '../../engine/spec/parsePlans.ts';
import { contentsIn, makeSet, plan, TwoRepositories } from '../copy/twoRepositories.ts';
import { startTimeout } from '../gateway/bucket.ts';
import { MemoryStore } from '../store/memory.ts';
import { DyingScene } from './dyingScene.ts';
import { LockedRepository } from './lockedRepository.ts';

const timeout = startTimeout + 60_000;
const { signal } = new AbortController();
const meter = new ProgressMeter();

test('what a service copies by itself is locked as the copy says before its set is there', {
  timeout,
}, async (context) => {
  await using locked = await LockedRepository.make(context);
  const urlOf = (prefix: string) => locked.url.replace('/backups?', `/${prefix}?`);
  const source = await initRepository(urlOf('plain'), { encryption: 'none' });
  const there = await initRepository(urlOf('copies'), { encryption: 'none' });
  locked.repository = source;
  const days = 7;
  const copies = [{ repository: urlOf('copies'), lock: { mode: 'GOVERNANCE', days } as const }];
  await locked.apply({ lock: undefined, copies });
  const set = await makeSet(source, ['one', 'two']);
  const env = { ...process.env, PGSTOW_ALLOW_COPIES: urlOf('copies') };
  const document = (await source.plans.resolve(plan))!;
  expect(await copyChecks(source, document, { env, signal })).toMatchObject([{ status: 'pass' }]);
  const since = locked.proxy.seen.length;
  const copied = await copy(source, { plan }, { env });
  expect(copied.copies).toMatchObject([{ state: 'complete' }]);
  expect(await contentsIn(there)).toEqual({ [set]: ['one', 'two'] });
  const until = lockEnd(await there.store.clock(), days);
  const manifest = locked.proxy.seen.findIndex((each) => /^PUT \S+\/copies\/sets\/\S+\/manifest\.json/.test(each));
  const extended = locked.proxy.seen.flatMap((each, at) =>
    /^PUT \S+\/copies\/blobs\/\S+retention/.test(each) ? [at] : [],
  );
  expect(extended.length).toBe(2);
  expect(Math.max(since, ...extended)).toBeLessThan(manifest);
  for await (const { key, versions } of there.store.locks!.versions('')) {
    if (!/^(repository|blobs|plans|sets\/.*(manifest|contents|definitions))/.test(key)) continue;
    const lock = await there.store.locks!.lockOf(key, { version: versions[0]!.version });
    expect(lock?.until, key).toEqual(until);
  }
});

test('what a repair has the service copy is locked as its set is', { timeout }, async (context) => {
  await using locked = await LockedRepository.make(context);
  const urlOf = (prefix: string) => locked.url.replace('/backups?', `/${prefix}?`);
  const source = await initRepository(urlOf('plain'), { encryption: 'none' });
  const there = await initRepository(urlOf('copies'), { encryption: 'none' });
  locked.repository = source;
  const copies = [{ repository: urlOf('copies'), lock: { mode: 'GOVERNANCE', days: 7 } as const }];
  await locked.apply({ lock: undefined, copies });
  const set = await makeSet(source, ['one', 'two']);
  await copy(source, { plan }, { env: { ...process.env, PGSTOW_ALLOW_COPIES: urlOf('copies') } });
  const until = lockEnd(await there.store.clock(), 7);
  const [blob] = await blobsOf(there, await there.sets.get(set), signal);
  for (const key of [blobKey(blob!), contentsKey(plan, set)]) {
    await locked.runs.send(new DeleteObjectCommand({ Bucket: locked.bucket, Key: `copies/${key}` }));
  }
  const since = locked.proxy.seen.length;
  await repair(await openRepository(urlOf('copies')), { set, from: { repository: urlOf('plain') } });
  expect(locked.proxy.seen.slice(since).filter((each) => /^GET \S+\/plain\/blobs/.test(each))).toEqual([]);
  for (const key of [blobKey(blob!), contentsKey(plan, set)]) {
    expect((await there.store.locks!.lockOf(key))?.until, key).toEqual(until);
  }
});

test('where one set cannot be copied, ever, the locks of those that are there are renewed all the same', async () => {
  const scene = await DyingScene.make();
  const other = `${plan}-2`;
  const source = await initRepositoryIn(new MemoryStore(), realSurroundings());
  await source.plans.apply(parsePlan({ id: other, source: { host: 'h', database: 'd', user: 'u' } }));
  const first = await makeSet(source, ['one'], 1, other);
  const copyLocked = async (days: number) => {
    const work = { source, plan: await source.plans.resolve(other), run: 'run', meter, signal, env: {} };
    return copyPlan(work, [{ repository: 'there', open: () => scene.open(), lock: { mode: 'GOVERNANCE', days } }]);
  };
  expect(await copyLocked(30)).toMatchObject([{ state: 'complete', sets: [first] }]);
  const second = await makeSet(source, ['two'], 0, other);
  const [lost] = await blobsOf(source, await source.sets.get(second), signal);
  await source.store.delete(blobKey(lost!));
  expect(await copyLocked(90)).toMatchObject([{ state: 'failed', missing: [second], error: { code: 'damaged' } }]);
  const there = await scene.open();
  const until = lockEnd(await there.store.clock(), 90);
  expect(await there.locks.of({ plan: other, set: first })).toMatchObject({ until: until.toISOString() });
  const manifest = await there.sets.get(first);
  const keys = [...(await blobsOf(there, manifest, signal))].map(blobKey);
  for (const key of [...keys, ...(await objectsOf(there, manifest, signal))]) {
    expect((await scene.store.locks.lockOf(key))?.until, key).toEqual(until);
  }
});

test('the precheck says of a copy that it cannot be locked', async () => {
  await using two = await TwoRepositories.make();
  await two.apply({ lock: { mode: 'GOVERNANCE', days: 1 } });
  const checks = await copyChecks(two.main, await two.main.plans.resolve(plan), { env: two.env, signal });
  expect(checks).toMatchObject([
    { status: 'fail', message: `nothing can be locked in ${two.copy.store.url}: it is a folder` },
  ]);
});
