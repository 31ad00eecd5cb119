import { expect, test } from 'vitest';
import { copyPlan } from '../../engine/copy/copyPlan.ts';
import { PgstowError } from '../../engine/errors.ts';
import { ProgressMeter } from '../../engine/events.ts';
import { prune } from '../../engine/keep/prune.ts';
import { originalOf } from '../../engine/repository/ids.ts';
import { initRepositoryIn, openRepositoryIn, type Repository } from '../../engine/repository/repository.ts';
import type { Surroundings } from '../../engine/repository/surroundings.ts';
import { parsePlan } from '../../engine/spec/parsePlans.ts';
import type { Store } from '../../engine/store/store.ts';
import { MemoryStore } from '../store/memory.ts';
import { changing, killedBefore, processOf } from './troubledStore.ts';
import { contentsIn, makeSet, plan } from './twoRepositories.ts';

const { signal } = new AbortController();

async function sourceOfTwo(): Promise<Repository> {
  const source = await initRepositoryIn(new MemoryStore(), processOf(1));
  await source.plans.apply(parsePlan({ id: plan, source: { host: 'h', database: 'd', user: 'u' } }));
  await makeSet(source, ['one', 'two'], 2);
  await makeSet(source, ['two', 'three'], 1);
  return source;
}

/** What copying all that is missing comes to, for a process that works with the destination through a store. */
async function copyThrough(source: Repository, store: Store, process: Surroundings) {
  const open = async () => openRepositoryIn(store, process);
  const work = {
    source,
    plan: await source.plans.resolve(plan),
    run: `run-${process.pid}`,
    meter: new ProgressMeter(),
    signal,
    env: {},
  };
  const [outcome] = await copyPlan(work, [{ repository: 'memory', open }]);
  return outcome!;
}

test('a copier that is killed before any of its changes, and another one after it, is caught up by the next', async () => {
  const source = await sourceOfTwo();
  const whole = await contentsIn(source);
  let otherIds = 0;
  for (let nth = 1; ; nth++) {
    const store = new MemoryStore();
    await initRepositoryIn(store, processOf(2));
    const first = await copyThrough(source, killedBefore(store, nth), processOf(3));
    for (const texts of Object.values(await contentsIn(await openRepositoryIn(store, processOf(9))))) {
      expect(Object.values(whole)).toContainEqual(texts); // what is seen in between is whole
    }
    await copyThrough(source, killedBefore(store, Math.ceil(nth / 2)), processOf(4, [3]));
    const last = await copyThrough(source, store, processOf(5, [3, 4]));
    expect(last, `killed before change ${nth}`).toMatchObject({ state: 'complete', missing: [] });
    const copy = await openRepositoryIn(store, processOf(6, [3, 4]));
    const there = await contentsIn(copy);
    expect(Object.fromEntries(Object.entries(there).map(([set, texts]) => [originalOf(set), texts]))).toEqual(whole);
    otherIds += Object.keys(there).filter((set) => originalOf(set) !== set).length;
    for (const set of Object.keys(whole)) expect(originalOf((await copy.sets.get(set)).set)).toBe(set);
    await prune(copy);
    expect(await contentsIn(copy)).toEqual(there);
    if (first.state === 'complete') break;
  }
  expect(otherIds).toBeGreaterThan(0); // of those that were killed while they committed
});

test('a reply that is lost makes no copy double or less than whole', async () => {
  const source = await sourceOfTwo();
  const whole = await contentsIn(source);
  for (let nth = 1; ; nth++) {
    const store = new MemoryStore();
    await initRepositoryIn(store, processOf(2));
    let isOver = true;
    const losing = changing(store, async (at, change) => {
      const answer = await change();
      if (at === nth) {
        isOver = false;
        throw new PgstowError('store', 'the reply was lost');
      }
      return answer;
    });
    await copyThrough(source, losing, processOf(3));
    expect(await copyThrough(source, store, processOf(4, [3]))).toMatchObject({ state: 'complete', missing: [] });
    const there = await contentsIn(await openRepositoryIn(store, processOf(5)));
    expect(Object.fromEntries(Object.entries(there).map(([set, texts]) => [originalOf(set), texts]))).toEqual(whole);
    if (isOver) break;
  }
});

test('two copiers at once make each set once', async () => {
  const source = await sourceOfTwo();
  const store = new MemoryStore();
  await initRepositoryIn(store, processOf(2));
  const outcomes = await Promise.all([3, 4, 5].map((pid) => copyThrough(source, store, processOf(pid))));
  expect(outcomes).toMatchObject([{ state: 'complete' }, { state: 'complete' }, { state: 'complete' }]);
  const copy = await openRepositoryIn(store, processOf(6));
  expect(await contentsIn(copy)).toEqual(await contentsIn(source));
  expect(outcomes.flatMap(({ sets }) => sets).toSorted()).toEqual(Object.keys(await contentsIn(source)).toSorted());
});

test('a prune at the source leaves what is being copied, and one at the copy what is being relied on', async () => {
  const source = await sourceOfTwo();
  const [newest, oldest] = Object.keys(await contentsIn(source));
  const store = new MemoryStore();
  const copy = await initRepositoryIn(store, processOf(2));
  let spared: unknown;
  const pruning = changing(store, async (nth, change) => {
    // by then the plan stands there, the run is recorded, and the lease is taken
    if (nth === 4) {
      const { sets } = await prune(source, { remove: [newest!] });
      spared = sets;
      await prune(copy);
    }
    return change();
  });
  const outcome = await copyThrough(source, pruning, processOf(3));
  expect(spared).toMatchObject([{ set: newest, stays: true, reasons: [expect.stringMatching(/^being read: read /)] }]);
  expect(outcome).toMatchObject({ state: 'complete', sets: [newest, oldest] });
  expect(await contentsIn(copy)).toEqual(await contentsIn(source));
});
