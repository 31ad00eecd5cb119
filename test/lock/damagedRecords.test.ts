import { expect, test } from 'vitest';
import { hold, release } from '../../engine/prune/holding.ts';
import { unpin } from '../../engine/prune/pinning.ts';
import { manifestKey, pinKey } from '../../engine/repository/keys.ts';
import { plan } from '../copy/twoRepositories.ts';
import { DyingScene } from './dyingScene.ts';
import { makeLockedSet } from './makeLockedSet.ts';

/** Two sets that share a blob, both under legal hold, and what is held of the second. */
async function bothHeld() {
  const scene = await DyingScene.make();
  const repository = await scene.open();
  const first = await makeLockedSet(repository, ['one', 'two']);
  const second = await makeLockedSet(repository, ['two', 'three']);
  const { hold: made } = await hold(repository, second, 'case 2');
  const ofSecond = await scene.held();
  await hold(repository, first, 'case 1');
  return { scene, repository, first, second, record: pinKey(plan, second, made.pin), ofSecond };
}

test('beside a hold whose record is damaged, or gone, nothing that its set needs is released', async () => {
  const gone = await bothHeld();
  await gone.scene.store.delete(gone.record);
  await release(gone.repository, gone.first);
  expect(await gone.scene.held()).toEqual(gone.ofSecond);

  const { scene, repository, first, second, record, ofSecond } = await bothHeld();
  await scene.store.replace(record, Buffer.from('junk'));
  await scene.store.locks.hold(manifestKey(plan, second), false); // as a hold leaves it that was cut off
  await release(repository, first);
  expect(await scene.held()).toEqual(ofSecond.filter((key) => key !== manifestKey(plan, second)));
});

test('a hold whose record is damaged, or gone, is ended by what the store says, and leaves at most a pin', async () => {
  const { scene, repository, first, second, record } = await bothHeld();
  await scene.store.replace(record, Buffer.from('junk'));
  await release(repository, first);
  expect(await release(repository, second)).toMatchObject({ holds: [], objects: expect.any(Number) });
  expect(await scene.held()).toEqual([]);
  expect(await unpin(repository, second)).toMatchObject([{ reason: 'its record cannot be read' }]);
  await expect(release(repository, second)).rejects.toMatchObject({
    message: `set ${second} is not under legal hold`,
  });

  const other = await bothHeld();
  await other.scene.store.delete(other.record);
  await release(other.repository, other.second);
  await release(other.repository, other.first);
  expect(await other.scene.held()).toEqual([]);
});
