import { expect, test } from 'vitest';
import { ProgressMeter } from '../../engine/events.ts';
import { undeleteIn } from '../../engine/keep/undelete.ts';
import { Locking } from '../../engine/lock/locking.ts';
import { hold, release } from '../../engine/prune/holding.ts';
import { renewLocks } from '../../engine/prune/renewLocks.ts';
import type { Repository } from '../../engine/repository/repository.ts';
import type { LockSpec } from '../../engine/spec/lockSchema.ts';
import { contentsIn, plan } from '../copy/twoRepositories.ts';
import { atEachChange, DyingScene } from './dyingScene.ts';
import { makeLockedSet } from './makeLockedSet.ts';

const { signal } = new AbortController();
const meter = new ProgressMeter();
const days = (number: number): LockSpec => ({ mode: 'GOVERNANCE', days: number });

/** The first of the two sets, by their ids, and what is under hold when both are, and when the second alone is. */
class Holds {
  first = '';
  second = '';
  both: string[] = [];
  ofSecond: string[] = [];

  /** Two sets that share a blob, of which the second is under hold. */
  async make(): Promise<DyingScene> {
    const scene = await DyingScene.make();
    const repository = await scene.open();
    this.first = await makeLockedSet(repository, ['one', 'two']);
    this.second = await makeLockedSet(repository, ['two', 'three']);
    await hold(repository, this.second, 'case 2');
    this.ofSecond = await scene.held();
    return scene;
  }

  /** The same with the first one under hold as well, twice. */
  async makeBoth(): Promise<DyingScene> {
    const scene = await this.make();
    await hold(await scene.open(), this.first, 'case 1');
    await hold(await scene.open(), this.first, 'case 3');
    this.both = await scene.held();
    return scene;
  }

  /** When both are released nothing is left. */
  async endAll(scene: DyingScene, where: string): Promise<void> {
    const repository = await scene.open();
    expect(await reasons(repository, this.second), where).toEqual(['case 2']);
    await release(repository, this.second);
    await releaseIfHeld(repository, this.first);
    expect(await scene.held(), where).toEqual([]);
    expect(await repository.pins.list(), where).toEqual([]);
  }
}

async function reasons({ pins }: Repository, set: string): Promise<string[]> {
  return (await pins.of({ plan, set })).map(({ reason }) => reason).sort();
}

/** It may have come to its end, but for the reply. */
async function releaseIfHeld(repository: Repository, set: string): Promise<void> {
  await release(repository, set).catch((thrown: Error) => {
    if (thrown.message !== `set ${set} is not under legal hold`) throw thrown;
  });
}

test('a hold that is cut off anywhere is gone on with by the next one, and ended by a release', async () => {
  const holds = new Holds();
  const made = await holds.make();
  const changes = await atEachChange(
    made,
    async (store, scene) => hold(await scene.open(store), holds.first, 'case 1'),
    async (scene, where) => {
      await hold(await scene.open(), holds.first, 'case 1');
      expect(await scene.held(), where).toHaveLength(holds.ofSecond.length + 4); // its blob `one`, and three objects
      expect(await reasons(await scene.open(), holds.first), where).toEqual(['case 1']);
      await releaseIfHeld(await scene.open(), holds.first);
      expect(await scene.held(), where).toEqual(holds.ofSecond);
      await holds.endAll(scene, where);
    },
  );
  expect(changes).toBeGreaterThan(12);
  await atEachChange(
    made,
    async (store, scene) => hold(await scene.open(store), holds.first, 'case 1'),
    async (scene, where) => {
      await releaseIfHeld(await scene.open(), holds.first);
      expect(await scene.held(), where).toEqual(holds.ofSecond);
      await holds.endAll(scene, where);
    },
  );
});

test('a release that is cut off anywhere leaves the set under hold or released, what others need held, and is gone on with', async () => {
  const holds = new Holds();
  const made = await holds.makeBoth();
  const changes = await atEachChange(
    made,
    async (store, scene) => release(await scene.open(store), holds.first),
    async (scene, where) => {
      const left = await reasons(await scene.open(), holds.first);
      const held = await scene.held();
      expect(held, where).toEqual(expect.arrayContaining(holds.ofSecond));
      if (left.length === 0) expect(held, `${where}: recorded last`).toEqual(holds.ofSecond);
      await releaseIfHeld(await scene.open(), holds.first);
      expect(await scene.held(), where).toEqual(holds.ofSecond);
      await holds.endAll(scene, where);
    },
  );
  expect(changes).toBeGreaterThan(7);
  await atEachChange(
    made,
    async (store, scene) => release(await scene.open(store), holds.first),
    async (scene, where) => {
      await hold(await scene.open(), holds.first, 'case 1');
      expect(await scene.held(), where).toEqual(holds.both);
      await holds.endAll(scene, where);
    },
  );
});

test('a renewal of locks that is cut off anywhere notes nothing that is not so, and is gone on with', async () => {
  const made = await DyingScene.make(days(30));
  await makeLockedSet(await made.open(), ['one', 'two']);
  await makeLockedSet(await made.open(), ['two', 'three']);
  await made.apply(days(90));
  const renew = async (repository: Repository) =>
    renewLocks(repository, plan, await Locking.begin(repository, days(90), signal), { meter, signal });
  const changes = await atEachChange(
    made,
    async (store, scene) => renew(await scene.open(store)),
    async (scene, where) => {
      expect(await keysLockedFor(scene, 29), where).toEqual(await neededKeys(scene)); // none was shortened
      await expectNotesToBeSo(scene, where);
      await renew(await scene.open());
      expect(await keysLockedFor(scene, 89), where).toEqual(await neededKeys(scene));
      await expectNotesToBeSo(scene, where);
    },
  );
  expect(changes).toBeGreaterThan(9);
});

/** What the sets of a scene need. */
async function neededKeys(scene: DyingScene): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of scene.store.list(''))
    if (/^(blobs|sets)\//.test(key) && !key.includes('/locks/')) keys.push(key);
  return keys;
}

async function keysLockedFor({ store }: DyingScene, least: number): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key, versions } of store.locks.versions('')) {
    const until = (await store.locks.lockOf(key, versions[0]))?.until?.getTime() ?? 0;
    if (/^(blobs|sets)\//.test(key) && until >= Date.now() + least * 24 * 60 * 60 * 1000) keys.push(key);
  }
  return keys;
}

async function expectNotesToBeSo(scene: DyingScene, where: string): Promise<void> {
  const repository = await scene.open();
  const locked = new Set(await keysLockedFor(scene, 89));
  for (const listed of await repository.sets.list(plan)) {
    const noted = await repository.locks.of(listed);
    if (!noted || Date.parse(noted.until) < Date.now() + 89 * 24 * 60 * 60 * 1000) continue;
    const needed = (await neededKeys(scene)).filter((key) => key.startsWith(`sets/${plan}/${listed.set}/`));
    for (const key of needed) expect(locked.has(key), `${where}: ${key}`).toBe(true);
  }
}

test('an undelete that is cut off anywhere removes nothing that was right, and is gone on with', async () => {
  const made = await DyingScene.make(days(30));
  await makeLockedSet(await made.open(), ['one', 'two', 'three']);
  const whole = await contentsIn(await made.open());
  const [deleted, overwritten, covered, ...others] = await neededKeys(made);
  for (const key of [deleted!, ...others, 'repository.json']) await made.store.delete(key);
  for (const key of [overwritten!, covered!]) await made.store.replace(key, Buffer.from('junk'));
  const longer = { mode: 'COMPLIANCE', until: new Date(Date.now() + 9e9) } as const;
  await made.store.replace(covered!, Buffer.from('locked junk'), { lock: longer });
  const changes = await atEachChange(
    made,
    (store) => undeleteIn(store),
    async (scene, where) => {
      await undeleteIn(scene.store);
      expect((await undeleteIn(scene.store, { dryRun: true })).objects, where).toEqual([]);
      expect(await contentsIn(await scene.open()), where).toEqual(whole);
    },
  );
  expect(changes).toBeGreaterThan(7);
});
