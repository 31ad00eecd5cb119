import { expect, test } from 'vitest';
import { copyPlan } from '../../engine/copy/copyPlan.ts';
import { ProgressMeter } from '../../engine/events.ts';
import { prune } from '../../engine/keep/prune.ts';
import { verify } from '../../engine/keep/verify.ts';
import { lockEnd } from '../../engine/lock/lockDates.ts';
import { Locking } from '../../engine/lock/locking.ts';
import { renewLocks } from '../../engine/prune/renewLocks.ts';
import { initRepositoryIn } from '../../engine/repository/repository.ts';
import { realSurroundings } from '../../engine/repository/surroundings.ts';
import { parsePlan } from '../../engine/spec/parsePlans.ts';
import { makeSet, plan } from '../copy/twoRepositories.ts';
import { startTimeout } from '../gateway/bucket.ts';
import { MemoryStore } from '../store/memory.ts';
import { LockedRepository } from './lockedRepository.ts';
import { makeLockedSet } from './makeLockedSet.ts';

const timeout = startTimeout + 60_000;
const { signal } = new AbortController();
const meter = new ProgressMeter();

async function renew({ repository }: LockedRepository): Promise<void> {
  const { document } = await repository.plans.resolve(plan);
  await renewLocks(repository, plan, await Locking.begin(repository, document.lock!, signal), { meter, signal });
}

/** How often an object's lock was asked to be extended since. */
function extensions({ proxy }: LockedRepository, since: number): number {
  return proxy.seen.slice(since).filter((request) => /^PUT .*[?&]retention/.test(request)).length;
}

test('what a set shares with another one is extended before it is committed, and never asked for twice', {
  timeout,
}, async (context) => {
  await using locked = await LockedRepository.make(context);
  const { repository, proxy } = locked;
  const first = await makeLockedSet(repository, ['one', 'two']);
  let since = proxy.seen.length;
  await makeLockedSet(repository, ['two', 'three']);
  expect(extensions(locked, since), 'the first set has it noted').toBe(0);

  await locked.apply({ lock: { mode: 'GOVERNANCE', days: 90 } });
  const longer = lockEnd(await repository.store.clock(), 90);
  since = proxy.seen.length;
  const second = await makeLockedSet(repository, ['two', 'three', 'four']);
  // two blobs, repository.json, a key slot and the plan as it stands
  expect(extensions(locked, since)).toBe(5);
  const blobs = [...(await locked.kept('blobs/')).keys()];
  const dates = await Promise.all(blobs.map(async (key) => (await locked.lockedUntil(key))!.getTime()));
  expect(dates.filter((date) => date === longer.getTime())).toHaveLength(3);
  expect(await repository.locks.of({ plan, set: second })).toMatchObject({ until: longer.toISOString() });

  since = proxy.seen.length;
  await renew(locked);
  // the first set: its blob that the others do not have, and 3 objects; the set in between: 3 objects
  expect(extensions(locked, since)).toBe(7);
  expect(await repository.locks.of({ plan, set: first })).toMatchObject({ until: longer.toISOString() });
  since = proxy.seen.length;
  await renew(locked);
  expect(extensions(locked, since)).toBe(0);

  await locked.apply({ lock: { mode: 'COMPLIANCE', days: 1 } });
  await makeLockedSet(repository, ['two']);
  await renew(locked);
  for (const key of blobs) expect(await locked.lockedUntil(key), 'nothing is shortened').toEqual(longer);
  const { findings } = await verify(repository);
  expect(findings.filter(({ kind }) => ['unlocked', 'deleted', 'overwritten'].includes(kind))).toEqual([]);
});

test('a set that stays for its lock alone is not renewed, and says until when it stays', {
  timeout,
}, async (context) => {
  await using locked = await LockedRepository.make(context, { retention: { keepLast: 1 } });
  const { repository } = locked;
  const first = await makeLockedSet(repository, ['one', 'two']);
  await makeLockedSet(repository, ['two']);
  const until = lockEnd(await repository.store.clock(), 30).toISOString();
  await locked.apply({ retention: { keepLast: 1 }, lock: { mode: 'GOVERNANCE', days: 90 } });
  await renew(locked);
  expect(await repository.locks.of({ plan, set: first })).toMatchObject({ until });
  const dry = await prune(repository, { dryRun: true });
  expect(dry.sets.find(({ set }) => set === first)).toMatchObject({
    stays: true,
    staysUntil: until,
    reasons: [`locked until ${until}`],
  });
});

test('what is at a copy stays locked also by a run that finds nothing to copy', { timeout }, async (context) => {
  await using locked = await LockedRepository.make(context);
  const source = await initRepositoryIn(new MemoryStore(), realSurroundings());
  await source.plans.apply(parsePlan({ id: `${plan}-2`, source: { host: 'h', database: 'd', user: 'u' } }));
  const set = await makeSet(source, ['one', 'two'], 0, `${plan}-2`);
  const open = () => locked.reopen();
  const copyLocked = async (days: number) => {
    const work = { source, plan: await source.plans.resolve(`${plan}-2`), run: 'run', meter, signal, env: {} };
    return copyPlan(work, [{ repository: locked.url, open, lock: { mode: 'GOVERNANCE', days } }]);
  };
  const since = locked.proxy.seen.length;
  expect(await copyLocked(30)).toMatchObject([{ state: 'complete', sets: [set] }]);
  // repository.json, a key slot and the plan as it stands: blobs were stored locked
  expect(extensions(locked, since)).toBe(3);
  expect(await copyLocked(90)).toMatchObject([{ state: 'complete', sets: [] }]);
  const longer = lockEnd(await locked.repository.store.clock(), 90);
  expect(await locked.repository.locks.of({ plan: `${plan}-2`, set })).toMatchObject({ until: longer.toISOString() });
  for (const key of (await locked.kept('blobs/')).keys()) expect(await locked.lockedUntil(key)).toEqual(longer);
});

test('the clock of the machine neither shortens a lock nor makes it longer', { timeout }, async (context) => {
  await using locked = await LockedRepository.make(context);
  const now = () => new Date('2099-01-01T00:00:00Z');
  const wrong = { ...locked.repository, surroundings: { ...locked.repository.surroundings, now } };
  const set = await makeLockedSet(wrong, ['one']);
  const until = lockEnd(await locked.repository.store.clock(), 30);
  expect(await locked.repository.locks.of({ plan, set })).toMatchObject({ until: until.toISOString() });
  for (const key of (await locked.kept('blobs/')).keys()) expect(await locked.lockedUntil(key)).toEqual(until);
});

test('a lock is for the days at least, and ends for all at the same midnights', () => {
  const day = 86_400_000;
  for (const days of [1, 3, 7, 30, 365]) {
    for (let hour = 0; hour < 200; hour += 5) {
      const now = new Date(Date.UTC(2026, 10, 26, hour));
      const end = lockEnd(now, days).getTime();
      const length = (end - now.getTime()) / day;
      expect(length).toBeGreaterThanOrEqual(days);
      expect(length).toBeLessThanOrEqual(days + Math.max(1, Math.floor(days / 4)));
      expect(end % day).toBe(0);
    }
  }
});
