import { describe, expect, test } from 'vitest';
import { archive } from '../../engine/keep/archive.ts';
import { health } from '../../engine/keep/health.ts';
import { listSets } from '../../engine/keep/listSets.ts';
import { planFigures } from '../../engine/keep/planFigures.ts';
import { prune } from '../../engine/keep/prune.ts';
import { setStorage } from '../../engine/keep/setStorage.ts';
import { initRepositoryIn, type Repository } from '../../engine/repository/repository.ts';
import { parsePlan } from '../../engine/spec/parsePlans.ts';
import type { ByteRange, StoredObject, StoreOptions } from '../../engine/store/store.ts';
import { ClassedStore } from '../coldStorage/classedStore.ts';
import { blobOf, type Contents, makeSet } from '../coldStorage/makeSet.ts';
import { type TestSurroundings, testSurroundings, withRepository } from '../repository/folderRepository.ts';

const source = { host: 'h', database: 'd', user: 'u' };
const of = (...contents: string[]): Contents => new Map(contents.map((each) => [each, 200_000]));

/** Notes each request that reads. */
class AskedStore extends ClassedStore {
  override readonly url: string = 's3://bucket/prod?region=eu-central-1';
  asked: string[] = [];

  override async get(key: string, range?: ByteRange, options?: StoreOptions): Promise<Buffer> {
    this.asked.push(`get ${key}`);
    return super.get(key, range, options);
  }

  override async *list(prefix: string, options?: StoreOptions): AsyncGenerator<StoredObject> {
    this.asked.push(`list ${prefix}`);
    yield* super.list(prefix, options);
  }
}

interface Scene {
  readonly store: AskedStore;
  readonly repository: Repository;
  readonly surroundings: TestSurroundings;
  readonly old: string;
  readonly newest: string;
}

/** A set of January that needs `a` and `b`, and one of March that needs `b` and `c`. */
async function twoSets(more: object = {}): Promise<Scene> {
  const surroundings = testSurroundings('2026-01-01T00:00:00Z');
  const store = new AskedStore(surroundings.now);
  const repository = await initRepositoryIn(store, surroundings);
  const archives = { archiveAfterDays: 30, archiveClass: 'GLACIER', ...more };
  await repository.plans.apply(parsePlan({ id: 'p', source, ...archives }));
  const old = await makeSet(repository, 'p', of('a', 'b'));
  surroundings.goTo('2026-03-01T00:00:00Z');
  const newest = await makeSet(repository, 'p', of('b', 'c'));
  return { store, repository, surroundings, old, newest };
}

/** What is asked of the store meanwhile, but for records of runs, of which each run makes one more. */
async function askedBy(store: AskedStore, work: () => Promise<unknown>): Promise<readonly string[]> {
  store.asked = [];
  await work();
  return store.asked.filter((each) => !each.startsWith('get runs/'));
}

const storageOf = async (repository: Repository, set: string) => {
  const manifest = await repository.sets.get(set);
  return setStorage(repository, manifest, await repository.sets.readContents(manifest));
};

describe('what is told of sets that are archived', () => {
  test('is by which class each is, how many there are, and of one how much and how long thawing takes', async () => {
    const { repository, store, surroundings, old, newest } = await twoSets();
    const { now } = surroundings;
    await health(repository, {}, { now }); // plans are read once
    const asked = await askedBy(store, () => health(repository, {}, { now }));
    expect((await listSets(repository)).map(({ archivedIn }) => archivedIn)).toEqual([undefined, undefined]);
    await archive(repository);
    expect(await listSets(repository, { plan: 'p' })).toMatchObject([
      { set: newest, pins: [] },
      { set: old, archivedIn: ['GLACIER'] },
    ]);
    expect(await storageOf(repository, newest)).toEqual({ archived: [] });
    const takes = '1 to 5 minutes (Expedited), 3 to 5 hours (Standard), 5 to 12 hours (Bulk)';
    expect(await storageOf(repository, old)).toEqual({
      archived: [{ storageClass: 'GLACIER', blobs: 1, bytes: 200_000, takes }],
    });
    const { plans, warnings, archiving } = await health(repository, {}, { now });
    expect({ plans, warnings, archiving }).toMatchObject({
      plans: [{ newest: { set: newest }, archivedSets: 1 }],
      warnings: [],
      archiving: undefined,
    });
    expect(plans[0]).not.toHaveProperty('archivedIn');
    expect(await planFigures(repository, { now })).toMatchObject([
      { sets: 2, archivedSets: 1, pinnedSets: 0, newest: { archived: false } },
    ]);
    expect(await askedBy(store, () => health(repository, {}, { now }))).toEqual(asked);
  });

  test('costs health a listing of the sets of each plan, as ever, and one of archivings where some plan archives', async () => {
    const { repository, store, surroundings } = await twoSets();
    await repository.plans.apply(parsePlan({ id: 'q', source }));
    const listings = async () => {
      const asked = await askedBy(store, () => health(repository, {}, { now: surroundings.now }));
      return asked.filter((each) => /^list (sets|archivings)/.test(each)).sort();
    };
    expect(await listings()).toEqual(['list archivings/', 'list sets/p/', 'list sets/q/']);
    await repository.plans.apply(parsePlan({ id: 'p', source }));
    expect(await listings()).toEqual(['list sets/p/', 'list sets/q/']);
    const figures = await askedBy(store, () => planFigures(repository, { now: surroundings.now }));
    expect(figures.filter((each) => /^list (sets|archivings)/.test(each)).sort()).toEqual([
      'list sets/p/',
      'list sets/q/',
    ]);
    const listed = await askedBy(store, () => listSets(repository, { plan: 'p' }));
    expect(listed.map((each) => each.split(' ')[0])).toEqual(['list', 'get', 'get']);
  });

  test('is a warning where the newest set is one of them, with the newest that can be read at once', async () => {
    const { repository, surroundings, old, newest } = await twoSets();
    const { now } = surroundings;
    await archive(repository);
    await prune(repository, { remove: [newest] });
    const told = async () => {
      const { plans, warnings } = await health(repository, {}, { now });
      return { ...plans[0], warnings };
    };
    const alone = `the newest set ${old} of p is archived (GLACIER), and has to be thawed before it can be restored: no set of the plan can be read at once`;
    expect(await told()).toMatchObject({ newest: { set: old }, archivedIn: ['GLACIER'], warnings: [alone] });
    expect(await planFigures(repository, { now })).toMatchObject([{ sets: 1, newest: { archived: true } }]);
    surroundings.goTo('2025-12-24T00:00:00Z'); // an older one, of which nothing was archived
    const older = await makeSet(repository, 'p', of('e'));
    surroundings.goTo('2026-03-01T00:00:00Z');
    expect(await told()).toMatchObject({
      newest: { set: old },
      readable: { set: older, age: 67 * 86_400 },
      warnings: [alone.replace(/no set of .*/, `the newest that can be read at once is ${older}, of 2025-12-24T`)].map(
        (text) => expect.stringContaining(text),
      ),
    });
  });

  test('is nothing in a folder that a bucket was copied to, where all can be read', async () => {
    await withRepository(async (repository) => {
      await repository.plans.apply(parsePlan({ id: 'p', source }));
      const set = await makeSet(repository, 'p', of('a'));
      await repository.archivings.noteSet({ plan: 'p', set }, 'GLACIER', new Date());
      expect((await listSets(repository))[0]).not.toHaveProperty('archivedIn');
      expect((await health(repository)).plans[0]).not.toHaveProperty('archivedSets');
      expect(await storageOf(repository, set)).toEqual({ archived: [] });
    });
  });
});

describe('an archiving that does not end', () => {
  test('by tags is told of after three days, until the rule of the bucket has moved what is tagged', async () => {
    const { repository, store, surroundings, old } = await twoSets();
    const { now } = surroundings;
    store.movedBy = 'tag';
    await archive(repository);
    surroundings.goTo('2026-03-03T23:59:00Z');
    expect((await health(repository, {}, { now })).warnings).toEqual([]);
    surroundings.goTo('2026-03-04T00:00:00Z');
    const { archiving, warnings } = await health(repository, {}, { now });
    expect(archiving).toMatchObject({ since: '2026-03-01T00:00:00.000Z', waitsFor: 'rule' });
    expect(warnings).toEqual([
      'what was tagged to be archived 2026-03-01T00:00:00.000Z was not found in its class since: has the bucket the lifecycle rule that moves it? ' +
        'pgstow archive --bucket-rule prints it; pgstow archive says what it finds moved',
    ]);
    expect((await listSets(repository)).map(({ archivedIn }) => archivedIn)).toEqual([undefined, undefined]);
    store.applyRules();
    await archive(repository);
    expect((await health(repository, {}, { now })).warnings).toEqual([]);
    expect((await listSets(repository)).find(({ set }) => set === old)).toMatchObject({ archivedIn: ['GLACIER'] });
  });

  test('because it was cut off is told of likewise', async () => {
    const { repository, surroundings } = await twoSets();
    await repository.archivings.propose('20260301T000000Z-aaaaaa', [
      { blob: blobOf('a', 0).id, bytes: 200_000, storageClass: 'GLACIER' },
    ]);
    surroundings.goTo('2026-03-04T00:00:00Z');
    expect((await health(repository, {}, { now: surroundings.now })).warnings).toEqual([
      'an archiving that was begun 2026-03-01T00:00:00.000Z has not ended since: pgstow archive goes on with it, and says what it waits for',
    ]);
  });
});
