import { expect, test } from 'vitest';
import { backup, keyReach, rotateKeys } from '../../engine/index.ts';
import { freshDatabase } from '../servers.ts';
import type { Work } from './engineJob.ts';
import { runEngine } from './engineProcess.ts';
import { Leak } from './leak.ts';
import { proveAllSets } from './repositoryCheck.ts';
import { restoreRequest } from './scene.ts';

const wasRemoved = {
  code: 'input',
  message: expect.stringMatching(
    /cannot be opened: the repository's keys were rotated .*, and the key of slot \S+ was removed then$/,
  ),
};

test('keys are rotated while a backup, a restore and a verification run: they end as they have begun, and the old key opens nothing of what comes', async (context) => {
  await using leak = await Leak.into(context);
  const long = await leak.open('fresh'); // as a scheduler has it, which is never told
  const { set: first } = await backup(await leak.open('leaked'), 'shop');
  await leak.source.query('UPDATE a SET g = g + 1; INSERT INTO b SELECT 1 FROM generate_series(1, 40000)');
  const target = await freshDatabase(leak.source.server);
  const restoring: Work = { kind: 'restore', request: restoreRequest('shop', target.target) };
  const underWay = [
    leak.start(
      'leaked',
      { kind: 'backup', plan: 'shop' },
      { at: { write: '^blobs/', moment: 'after' }, signal: 'SIGSTOP' },
    ),
    leak.start('leaked', restoring, { at: { read: '^blobs/', nth: 2 }, signal: 'SIGSTOP' }),
    leak.start('leaked', { kind: 'verify' }, { at: { read: '^blobs/', nth: 2 }, signal: 'SIGSTOP' }),
  ];
  await Promise.all(underWay.map((process) => process.atItsStop()));
  const seen = await leak.files();
  const rotation = await leak.rotate();
  expect(rotation.underWay).toMatchObject([{ plan: 'shop' }]);
  expect(await leak.openToThem(difference(await leak.files(), seen))).toEqual([]);
  for (const { child } of underWay) child.kill('SIGCONT');
  for (const { ending } of underWay) expect(await ending).toMatchObject({ status: 0, failed: undefined });
  expect((await underWay[1]!.ending).done?.proved).toBe(3);
  const second = (await underWay[0]!.ending).done!.set!;

  const before = await leak.files();
  await leak.source.query(
    'UPDATE a SET g = g + 1; DELETE FROM b WHERE g % 2 = 0; INSERT INTO wide SELECT 0, md5(random()::text) FROM generate_series(1, 30000)',
  );
  const refused = await runEngine({
    repository: leak.folder,
    key: leak.keys.leaked,
    work: { kind: 'backup', plan: 'shop' },
  });
  expect(refused.failed).toMatchObject(wasRemoved);
  const third = await leak.start('fresh', { kind: 'backup', plan: 'shop' }).ending;
  expect(third).toMatchObject({ status: 0, failed: undefined });
  const since = difference(await leak.files(), before).filter((key) => /^(blobs|sets|keys|plans)\//.test(key));
  expect(since.filter((key) => key.startsWith('blobs/')).length).toBeGreaterThan(2);
  expect(await leak.openToThem(since)).toEqual([]);
  const fresh = await leak.open('fresh');
  const reach = await keyReach(fresh);
  expect(reach.map(({ sets }) => sets)).toEqual([
    [{ plan: 'shop', sets: 2, newest: second }],
    [{ plan: 'shop', sets: 1, newest: third.done!.set }],
  ]);
  expect(await leak.openToThem([`sets/shop/${second}/manifest.json`])).toHaveLength(1); // as was said
  expect((await proveAllSets(fresh)).map(({ set }) => set)).toEqual([third.done!.set, second, first.set]);
  const restored = [second, third.done!.set!].map(async (set) => {
    const again = await freshDatabase(leak.source.server);
    const request = restoreRequest('shop', again.target, { set });
    return (await leak.start('fresh', { kind: 'restore', request }).ending).done?.proved;
  });
  expect(await Promise.all(restored)).toEqual([3, 3]);

  await rotateKeys(await leak.open('fresh')); // and nothing is stored yet that could tell of this one
  const { set: fourth } = await backup(long, 'shop');
  expect((await keyReach(long)).at(-1)!.sets).toEqual([{ plan: 'shop', sets: 1, newest: fourth.set }]);
});

test('machines that share a backup may be on both sides of a rotation', async (context) => {
  await using leak = await Leak.into(context);
  const shard = (index: number, group: string): Work => ({
    kind: 'backup',
    plan: 'shop',
    shard: { index, total: 2, group },
  });
  const leader = leak.start('leaked', shard(1, 'one night'), {
    at: { write: 'work.json$', moment: 'after' },
    signal: 'SIGSTOP',
  });
  await leader.atItsStop();
  await leak.rotate();
  const follower = leak.start('fresh', shard(2, 'one night'));
  await expect.poll(async () => [...(await leak.files())].join(), { timeout: 30_000 }).toMatch(/results\/\d/);
  leader.child.kill('SIGCONT');
  const both = [await leader.ending, await follower.ending];
  for (const ending of both) expect(ending).toMatchObject({ status: 0, failed: undefined });
  expect(both[0]!.done!.set).toBe(both[1]!.done!.set);

  await leak.source.query('UPDATE a SET g = g + 1');
  const [late, other] = [leak.start('leaked', shard(1, 'another')), leak.start('fresh', shard(2, 'another'))];
  expect((await late.ending).failed).toMatchObject(wasRemoved);
  expect(await other.ending).toMatchObject({ status: 0, failed: undefined });
  expect(await proveAllSets(await leak.open('fresh'))).toHaveLength(2);
});

function difference(all: ReadonlySet<string>, without: ReadonlySet<string>): string[] {
  return [...all].filter((each) => !without.has(each));
}
