import { expect, test } from 'vitest';
import { backup, keyReach, rotateKeys } from '../../../engine/index.ts';
import { Leak } from '../../faults/leak.ts';
import { proveAllSets } from '../../faults/repositoryCheck.ts';
import { restoreRequest } from '../../faults/scene.ts';
import { freshDatabase } from '../../servers.ts';

test('keys are rotated again and again while backups and restores run in other processes', async (context) => {
  await using leak = await Leak.into(context);
  const long = await leak.open('fresh'); // as a scheduler has it, which is never told
  await backup(long, 'shop');
  let isOver = false;
  const rotating = (async () => {
    let count = 0;
    for (; !isOver; count++) await rotateKeys(await leak.open('fresh'));
    return count;
  })();
  const backups = async () => {
    for (let nth = 0; nth < 2; nth++) {
      await leak.source.query(`UPDATE b SET md5 = md5 || '${nth}' WHERE g % 2 = 0`);
      expect(await leak.start('fresh', { kind: 'backup', plan: 'shop' }).ending).toMatchObject({
        status: 0,
        failed: undefined,
      });
    }
  };
  const restores = async () => {
    const target = await freshDatabase(leak.source.server);
    const { failed, done } = await leak.start('fresh', {
      kind: 'restore',
      request: restoreRequest('shop', target.target),
    }).ending;
    expect([failed, done?.proved]).toEqual([undefined, 3]);
  };
  await Promise.all([backups(), restores()]);
  isOver = true;
  const rotations = (await rotating) + 1;
  await proveAllSets(long); // it knows all that has sealed anything
  await rotateKeys(await leak.open('fresh')); // and nothing is stored yet that could tell of this one
  expect(rotations).toBeGreaterThan(3);
  await leak.source.query('INSERT INTO a SELECT 1');
  const { set } = await backup(long, 'shop');
  const reach = await keyReach(long);
  expect(reach).toHaveLength(rotations + 1);
  expect(reach.at(-1)!.sets).toEqual([{ plan: 'shop', sets: 1, newest: set.set }]);
  expect(await proveAllSets(await leak.open('leaked'))).toHaveLength(4); // it was never removed
});
