import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, type TestContext, test } from 'vitest';
import { ProgressMeter } from '../../engine/events.ts';
import { prune } from '../../engine/keep/prune.ts';
import { acquire } from '../../engine/lease/acquire.ts';
import { backupLease } from '../../engine/lease/leaseRecord.ts';
import { advance } from '../../engine/prune/advance.ts';
import { pin } from '../../engine/prune/pinning.ts';
import { withSetInTheMaking } from '../../engine/prune/setInTheMaking.ts';
import { initRepositoryIn, openRepositoryIn, type Repository } from '../../engine/repository/repository.ts';
import { realSurroundings, type Surroundings } from '../../engine/repository/surroundings.ts';
import { parsePlan } from '../../engine/spec/parsePlans.ts';
import { FolderStore } from '../../engine/store/folder.ts';
import type { Store } from '../../engine/store/store.ts';
import { Bucket, startTimeout } from '../gateway/bucket.ts';
import { FaultyProxy } from '../gateway/faultyProxy.ts';
import { backUp, blobOf } from './model/deeds.ts';

const { signal } = new AbortController();
const meter = new ProgressMeter();
const disposals: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const dispose of disposals.splice(0)) await dispose();
});

const stores = {
  'a folder': async () => {
    const folder = await mkdtemp(join(tmpdir(), 'pgstow-prune-'));
    disposals.push(() => rm(folder, { recursive: true }));
    return new FolderStore(folder);
  },
  'a bucket': async (context: TestContext) => (await Bucket.fresh(context)).store(),
} as const;

/** Surroundings of a process of its own; one that is dead is known to be. */
function processOf(pid: number, dead: readonly number[] = []): Surroundings {
  return {
    ...realSurroundings(),
    pid,
    process: { pid, boot: 'boot', namespace: 'namespace', started: '1' },
    isGone: (other) => dead.includes(other.pid),
  };
}

/** A plan that keeps one set, and three sets of it: `ab`, `bc`, `cd`; of the first two only `c` is still needed. */
async function threeSets(store: Store): Promise<Repository> {
  const threeDaysAgo = Date.now() - 3 * 24 * 60 * 60 * 1000;
  let minutes = 0; // each look at the clock is later than the one before: ids sort by the second
  const now = () => new Date(threeDaysAgo + ++minutes * 60_000);
  const repository = await initRepositoryIn(store, { ...processOf(1), now });
  const source = { host: 'h', database: 'd', user: 'u' };
  await repository.plans.apply(parsePlan({ id: 'p', source, retention: { keepLast: 1 } }));
  for (const letters of ['ab', 'bc', 'cd']) await backUp(repository, 'p', letters);
  return repository;
}

/** Every set that is there, and that nothing of it is missing. */
async function wholeSets(repository: Repository): Promise<string[]> {
  const listed = await repository.sets.list();
  for (const each of listed) {
    if (each.state !== 'complete') throw each.error;
    for (const item of await repository.sets.readContents(each.manifest)) {
      if ('pieces' in item) for (const { blob } of item.pieces) await repository.blobs.get(blob);
    }
  }
  return listed.map(({ set }) => set);
}

async function blobNames(repository: Repository): Promise<string[]> {
  const names: string[] = [];
  for await (const { name } of repository.blobs.list()) names.push(name);
  return names.sort();
}

const namesOf = (...letters: string[]) => letters.map((letter) => blobOf(letter).id).sort();

/** The same store, whose process is killed before its nth change: no request reaches it any more. */
function killedBefore(nth: number, store: Store): Store {
  let changes = 0;
  let isDead = false;
  const guarded = <A extends unknown[], R>(change: 0 | 1, method: (...all: A) => R) => {
    return (...all: A): R => {
      changes += change;
      isDead ||= changes >= nth;
      if (isDead) throw new Error('killed');
      return method.apply(store, all);
    };
  };
  return {
    url: store.url,
    checksummed: store.checksummed,
    create: guarded(1, store.create),
    replace: guarded(1, store.replace),
    delete: guarded(1, store.delete),
    get: guarded(0, store.get),
    size: guarded(0, store.size),
    look: guarded(0, store.look),
    clock: guarded(0, store.clock),
    list: guarded(0, store.list),
  };
}

describe.for(Object.entries(stores))('in %s', { timeout: startTimeout + 120_000 }, ([kind, open]) => {
  test('prune removes what retention does not keep, and what nobody needs then', async (context) => {
    const repository = await threeSets(await open(context));
    const dry = await prune(repository, { dryRun: true });
    expect(dry.sets.map(({ stays, reasons }) => [stays, reasons.join()])).toEqual([
      [true, 'newest,one of the last 1'],
      [false, 'kept by no rule'],
      [false, 'kept by no rule'],
    ]);
    const bytes = blobOf('a').storedBytes + blobOf('b').storedBytes;
    expect(dry).toMatchObject({ blobs: 2, bytes, waitsFor: [], unreadable: [] });
    expect(await blobNames(repository)).toEqual(namesOf('a', 'b', 'c', 'd'));

    expect(await prune(repository)).toMatchObject({ blobs: 2, bytes, waitsFor: [], unreadable: [] });
    expect(await wholeSets(repository)).toEqual([dry.sets[0]!.set]);
    expect(await blobNames(repository)).toEqual(namesOf('c', 'd'));
    await expect(repository.sets.get(dry.sets[1]!.set)).rejects.toMatchObject({
      code: 'input',
      message: expect.stringMatching(/^set \S+ of plan p was removed, .* by /),
    });
    await backUp(repository, 'p', 'a'); // by another name: the one of before was deleted, and who deletes may wake late
    expect(await blobNames(repository)).toEqual([...namesOf('c', 'd'), `${blobOf('a').id}.1`].sort());
    expect(await wholeSets(repository)).toHaveLength(2);
  });

  test('prune that is killed before any of its changes is finished by the next one', async (context) => {
    for (let nth = 1; ; nth += kind === 'a folder' ? 1 : 5) {
      const store = await open(context);
      const repository = await threeSets(store);
      const [newest] = await wholeSets(repository);
      const killed = await openRepositoryIn(killedBefore(nth, store), processOf(2));
      const ended = await prune(killed).then(
        () => 'done',
        (thrown: Error) => thrown.message,
      );
      expect(await wholeSets(repository)).toContain(newest);
      const other = await openRepositoryIn(store, processOf(3, [2]));
      await prune(other);
      expect(await wholeSets(other), `killed before change ${nth}`).toEqual([newest]);
      expect(await blobNames(other), `killed before change ${nth}`).toEqual(namesOf('c', 'd'));
      expect(await other.prunes.unfinished()).toEqual([]);
      if (ended === 'done') {
        expect(nth).toBeGreaterThan(15);
        return;
      }
    }
  });

  test('of two prunes at once one is told that it is busy, and where both carry out the same, nothing is lost', async (context) => {
    const store = await open(context);
    const repository = await threeSets(store);
    const others = await Promise.all([2, 3].map((pid) => openRepositoryIn(store, processOf(pid))));
    const ends = await Promise.allSettled(others.map((each) => prune(each)));
    const busy = ends.filter((end) => end.status === 'rejected').map(({ reason }) => reason.code);
    expect(busy.every((code) => code === 'busy')).toBe(true);
    expect(busy.length).toBeLessThan(2);
    for (const letters of ['ef', 'fg', 'gh']) await backUp(repository, 'p', letters);
    const [newest, ...older] = (await repository.sets.list()).map(({ plan, set }) => ({ plan, set }));
    await repository.prunes.proposeSets('20260101T000000Z-aaaaaa', { sets: older, at: '', by: '' });
    const together = others.map((each) =>
      advance({ repository: each, run: 'r', meter, signal }, '20260101T000000Z-aaaaaa'),
    );
    for (const { waitsFor } of await Promise.all(together)) expect(waitsFor).toEqual([]);
    expect(await wholeSets(repository)).toEqual([newest!.set]);
    expect(await blobNames(repository)).toEqual(namesOf('g', 'h'));
  });

  test('prune beside a running backup deletes nothing that it may need, and the next one does the rest', async (context) => {
    const store = await open(context);
    const repository = await threeSets(store);
    const other = await openRepositoryIn(store, processOf(2));
    const [going] = await wholeSets(repository);
    const run = '20260101T000000Z-bbbbbb';
    await withSetInTheMaking(repository, 'p', { run, meter, signal }, async ({ blobs, set }) => {
      await blobs.put(blobOf('a')); // is there: relied on
      const pruned = await prune(other, { remove: [going!] });
      expect(pruned).toMatchObject({ blobs: 0, waiting: { blobs: 1 }, waitsFor: [{ run, plan: 'p' }] });
      expect(pruned.waitsFor[0]!.message).toMatch(/^backup 20260101T000000Z-bbbbbb \(.*, process 1, since .*\)$/);
      await expect(backUp(other, 'p', 'x')).rejects.toMatchObject({
        code: 'busy',
        message: expect.stringMatching(
          /^another run is at it: backup 20260101T000000Z-bbbbbb \(.*, process 1, since .*\)$/,
        ),
        hint: 'look how it goes: pgstow run show 20260101T000000Z-bbbbbb; run this again when it is over',
      });
      expect(set).toMatch(/^\d{8}T/);
    });
    expect(await blobNames(repository)).toEqual(namesOf('a', 'b', 'c', 'd'));
    expect(await prune(other)).toMatchObject({ waitsFor: [] });
    expect(await wholeSets(repository)).toHaveLength(1);
    expect(await other.prunes.unfinished()).toEqual([]);
  });

  test('a set that is pinned is not removed, by whatever name', async (context) => {
    const repository = await threeSets(await open(context));
    const oldest = (await wholeSets(repository)).at(-1)!;
    await pin(repository, oldest, 'an audit');
    expect((await prune(repository)).sets.map(({ stays }) => stays)).toEqual([true, false, true]);
    expect(await wholeSets(repository)).toContain(oldest);
    await expect(prune(repository, { remove: [oldest] })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining(`set ${oldest} is pinned: an audit (`),
      hint: `if it may go, take the pin away first: pgstow unpin ${oldest}`,
    });
  });

  test('a set that cannot be read keeps every blob, until it is removed by its name', async (context) => {
    const store = await open(context);
    const repository = await threeSets(store);
    const [newest, , oldest] = await wholeSets(repository);
    await store.replace(`sets/p/${oldest}/contents.ndjson.zst`, Buffer.from('x'));
    const refused = await prune(repository, { remove: [newest!] });
    expect(refused).toMatchObject({ blobs: 0, unreadable: [{ plan: 'p', set: oldest }] });
    expect(await blobNames(repository)).toEqual(namesOf('a', 'b', 'c', 'd'));
    await prune(repository, { remove: [oldest!] });
    expect(await wholeSets(repository)).toHaveLength(1);
  });

  test('a run that was declared dead cannot commit, however late it wakes', async (context) => {
    const store = await open(context);
    const repository = await threeSets(store);
    const before = await wholeSets(repository);
    const other = await openRepositoryIn(store, processOf(2, [1]));
    const late = withSetInTheMaking(repository, 'p', { run: 'r', meter, signal }, async ({ set, commit }) => {
      await backUp(other, 'p', 'y');
      const [listed] = await other.sets.list();
      if (listed?.state !== 'complete') throw new Error('the other backup has made no set');
      const definitions = await other.sets.readDefinitions(listed.manifest);
      await commit({ ...listed.manifest, set }, definitions, { ...listed.manifest.contents, body: [] });
    });
    await expect(late).rejects.toMatchObject({ code: 'lost', message: expect.stringContaining('was declared dead') });
    expect(await wholeSets(other)).toHaveLength(before.length + 1);
  });
});

test('prune says which right is missing when nothing may be deleted, and loses nothing', {
  timeout: startTimeout + 60_000,
}, async (context) => {
  const bucket = await Bucket.fresh(context);
  await using proxy = await FaultyProxy.to(bucket.facts.endpoint);
  const repository = await threeSets(bucket.store({ endpoint: proxy.endpoint }));
  const before = await wholeSets(repository);
  proxy.break({ kind: 'answer', status: 403, code: 'AccessDenied' }, { times: 1000, method: 'DELETE' });
  await expect(prune(repository)).rejects.toMatchObject({
    code: 'store',
    message: expect.stringMatching(/^nothing was removed: cannot delete s3:.*/),
    hint: expect.stringContaining('s3:DeleteObject'),
  });
  await backUp(repository, 'p', 'de'); // needs no such right
  expect(await wholeSets(repository)).toEqual(expect.arrayContaining(before));
});

test('a holder that has missed some heartbeats is waited for until it is expired', async () => {
  const folder = await stores['a folder']();
  let ahead = 0;
  const clock = async () => new Date(Date.now() + ahead);
  const store = new Proxy(folder, {
    get: (target, name) => {
      if (name === 'clock') return clock;
      const value = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  const waits: number[] = [];
  const told: string[] = [];
  const repository = await initRepositoryIn(store, processOf(1));
  const other = await openRepositoryIn(store, {
    ...processOf(2),
    pause: async (milliseconds) => {
      waits.push(milliseconds);
      ahead += milliseconds;
    },
  });
  const claim = { lease: backupLease('p'), run: 'r', makesSetOf: 'p' };
  await acquire(repository, claim, { meter, signal });
  const listening = new ProgressMeter((event) => event.kind === 'warning' && told.push(event.message));
  await expect(acquire(other, claim, { meter: listening, signal })).rejects.toMatchObject({ code: 'busy' });
  ahead = 31_000;
  const { record, fromTheDead } = await acquire(other, claim, { meter: listening, signal });
  expect({ generation: record.generation, fromTheDead }).toEqual({ generation: 2, fromTheDead: true });
  expect(waits).toEqual([15_000, 15_000]);
  expect(told).toEqual([
    expect.stringMatching(/^waiting: backup r \(.*\) has missed some heartbeats; it may be dead$/),
  ]);
});
