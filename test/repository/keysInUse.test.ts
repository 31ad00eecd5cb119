import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { keyReach } from '../../engine/keep/keyReach.ts';
import { rotateKeys } from '../../engine/keep/rotateKeys.ts';
import { KeyFolder } from '../../engine/repository/keyFolder.ts';
import { KeyRing } from '../../engine/repository/keyRing.ts';
import { openRepositoryIn, type Repository } from '../../engine/repository/repository.ts';
import { cachePart, sealProof, withSetCache } from '../../engine/repository/setCache.ts';
import { Sets } from '../../engine/repository/sets.ts';
import { realSurroundings } from '../../engine/repository/surroundings.ts';
import { generateKey } from '../../engine/repository/unlocking.ts';
import { sealedVault } from '../../engine/repository/vault.ts';
import { parseKey } from '../../engine/seal/keyText.ts';
import { changing } from '../copy/troubledStore.ts';
import { MemoryBucket, MemoryStore } from '../store/memory.ts';
import { KeysScene, planWith, putBlob, textOf } from './keysScene.ts';
import { sampleManifest, sampleSet } from './sampleManifest.ts';

const rotatedSince = { code: 'input', message: expect.stringMatching(/keys were rotated .* was removed then$/) };

describe.each([
  ['a folder', MemoryStore],
  ['a bucket', MemoryBucket],
])('what has opened %s before a rotation', (_, Kind) => {
  test('reads what others store after it, and stores what it begins then with the new keys', async () => {
    const scene = await KeysScene.make(new Kind());
    const [long, other] = [await scene.first(), await scene.second()];
    await other.keySlots.rotate();
    const { id } = await putBlob(other, 'of after');
    await putBlob(long, 'begun before');
    expect(await textOf(long, id)).toBe('of after');
    await long.keySlots.look();
    await putBlob(long, 'begun after');
    expect(await sealedWith(scene, long)).toEqual({ 'begun before': 1, 'of after': 2, 'begun after': 2 });
  });

  test('ends what it has begun though its key was removed, and is told where it begins anything or needs what is newer', async () => {
    const scene = await KeysScene.make(new Kind());
    const [long, other] = [await scene.first(), await scene.second()];
    const { id } = await putBlob(long, 'of before');
    await other.keySlots.rotate([await scene.slotOf('first')]);
    const newer = await putBlob(other, 'of after');
    expect(await textOf(long, id)).toBe('of before');
    await putBlob(long, 'begun before');
    await putBlob(long, 'of after'); // is there, sealed with what it does not have
    expect(await textOf(other, newer.id)).toBe('of after');
    if (Kind === MemoryBucket) await expect(long.blobs.get(newer.id)).rejects.toMatchObject(rotatedSince);
    await expect(long.keySlots.look()).rejects.toMatchObject(rotatedSince);
    await expect(long.keySlots.add({ key: generateKey() })).rejects.toMatchObject(rotatedSince);
    await expect(long.keySlots.rotate()).rejects.toMatchObject(rotatedSince);
  });
});

describe('slots that are added or removed while somebody rotates', () => {
  test('are taken along, or not, at whatever moment that happens', async () => {
    const outcomes = new Set<string>();
    for (let nth = 1; nth <= 7; nth++) {
      for (const deed of ['add', 'remove'] as const) {
        const scene = await KeysScene.make();
        const third = generateKey();
        const doomed = (await (await scene.first()).keySlots.add({ key: third })).slot;
        const added = generateKey();
        const other = await scene.first();
        const store = changing(scene.store, async (at, change) => {
          if (at === nth) await (deed === 'add' ? other.keySlots.add({ key: added }) : other.keySlots.remove(doomed));
          return change();
        });
        await (await scene.second(store)).keySlots.rotate();
        const opens = (key: string) =>
          scene.open({ key }).then(
            () => true,
            () => false,
          );
        expect(await opens(deed === 'add' ? added : third), `${deed} before change ${nth}`).toBe(deed === 'add');
        expect([await opens(scene.keys.first), await opens(scene.keys.second)]).toEqual([true, true]);
        outcomes.add(`${deed} ${(await other.keySlots.list()).length}`);
      }
    }
    expect([...outcomes].toSorted()).toEqual(['add 4', 'remove 2']);
  });

  test('whoever of the two is interrupted by the other', async () => {
    for (const deed of ['add', 'remove'] as const) {
      for (const isBefore of [true, false]) {
        const scene = await KeysScene.make();
        const third = { key: generateKey() };
        const doomed = (await (await scene.first()).keySlots.add(third)).slot;
        const added = { key: generateKey() };
        const rotating = await scene.second();
        const store = changing(scene.store, async (at, change) => {
          if (at === 1 && isBefore) await rotating.keySlots.rotate();
          const answer = await change();
          if (at === 1 && !isBefore) await rotating.keySlots.rotate();
          return answer;
        });
        const { keySlots } = await scene.first(store);
        await (deed === 'add' ? keySlots.add(added) : keySlots.remove(doomed));
        const opens = scene.open(deed === 'add' ? added : third);
        await (deed === 'add' ? opens : expect(opens).rejects.toMatchObject({ code: 'input' }));
        expect((await keySlots.list()).length).toBe(deed === 'remove' ? 2 : 4);
      }
    }
  });

  test('are never all gone: of two who remove one another, one by a rotation, one stays', async () => {
    for (let nth = 1; nth <= 7; nth++) {
      const scene = await KeysScene.make();
      const other = await scene.first();
      const [first, second] = [await scene.slotOf('first'), await scene.slotOf('second')];
      const store = changing(scene.store, async (at, change) => {
        if (at === nth) await other.keySlots.remove(second).catch(() => {});
        return change();
      });
      await (await scene.second(store)).keySlots.rotate([first]).catch(() => {});
      const ways = await Promise.allSettled([scene.first(), scene.second()]);
      expect(ways.filter(({ status }) => status === 'fulfilled').length, `before change ${nth}`).toBeGreaterThan(0);
    }
  });
});

describe('passwords of plans', () => {
  test('are sealed to the new key by who has none, and to whom the old ones are is told', async () => {
    const scene = await KeysScene.make();
    const before = await scene.first();
    await before.plans.apply(planWith('one', 'orders'));
    await before.plans.apply(planWith('one', 'billing'));
    const writer = await scene.open({}); // has no key, and was there before
    await (await scene.second()).keySlots.rotate([await scene.slotOf('first')]);
    await writer.plans.apply(planWith('two', 'orders'));
    const after = await scene.second();
    expect(await passwordOf(after, 'orders')).toBe('two');
    expect(await passwordOf(after, 'billing')).toBe('one');
    await expect(passwordOf(before, 'orders')).rejects.toMatchObject(rotatedSince);
    await after.plans.apply(planWith('one', 'billing')); // the same one again: it is as known as it was
    expect((await keyReach(writer)).map(({ generation, passwords }) => ({ generation, passwords }))).toEqual([
      { generation: 1, passwords: ['billing'] },
      { generation: 2, passwords: ['orders'] },
    ]);
    await after.plans.apply(planWith('three', 'billing'));
    expect((await keyReach(writer)).map(({ passwords }) => passwords)).toEqual([[], ['billing', 'orders']]);
  });
});

test('what each master key opens is told by plan, by those too that have no key', async () => {
  const scene = await KeysScene.make();
  const repository = await scene.first();
  await commit(repository, '20261122T213000Z-aaaaaa');
  await commit(repository, '20261123T213000Z-bbbbbb');
  const removed = await scene.slotOf('second');
  const { reach, underWay } = await rotateKeys(repository, { remove: [removed] });
  expect(underWay).toEqual([]);
  await repository.sets.abandon({ plan: sampleManifest.plan, set: '20261124T213000Z-cccccc' }, { at: 'x', by: 'y' });
  await commit(repository, '20261125T213000Z-dddddd');
  const { plan } = sampleManifest;
  const sets = (count: number, newest: string) => [{ plan, sets: count, newest }];
  expect(reach.map((each) => each.sets)).toEqual([sets(2, '20261123T213000Z-bbbbbb'), []]);
  const locked = await keyReach(await scene.open({}));
  expect(locked.map((each) => each.sets)).toEqual([
    sets(2, '20261123T213000Z-bbbbbb'),
    sets(1, '20261125T213000Z-dddddd'),
  ]);
  expect(locked[1]!.removed).toEqual([
    { slot: removed, kind: 'key', label: 'the second', publicKey: expect.stringMatching(/=$/) },
  ]);
});

test('a cache of sets serves what it had kept before a rotation, and keeps what comes', async () => {
  const bucket = new MemoryBucket();
  const scene = await KeysScene.make(bucket);
  const repository = await scene.first();
  const folder = await mkdtemp(join(tmpdir(), 'pgstow-keys-'));
  const manifestsRead = async () => {
    const { ring, id } = await ringOf(scene);
    const vault = sealedVault(ring);
    const sets = new Sets(withSetCache(bucket, { folder }, cachePart({ folder }, id), sealProof(vault)), vault);
    const before = bucket.asked.length;
    const states = (await sets.list()).map(({ state }) => state);
    return [states.length, bucket.asked.slice(before).filter((each) => each.endsWith('manifest.json')).length];
  };
  try {
    await commit(repository, '20261122T213000Z-aaaaaa');
    expect([await manifestsRead(), await manifestsRead()]).toEqual([
      [1, 1],
      [1, 0],
    ]);
    await repository.keySlots.rotate([await scene.slotOf('second')]);
    await commit(repository, '20261123T213000Z-bbbbbb');
    expect([await manifestsRead(), await manifestsRead()]).toEqual([
      [2, 1],
      [2, 0],
    ]);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('who reads for a leader of before a rotation gives results that this one can read', async () => {
  const scene = await KeysScene.make();
  const leader = await scene.first();
  const name = { plan: 'orders', set: '20261122T213000Z-aaaaaa' };
  const startedAt = '2026-11-22T21:30:00Z';
  const server = { systemIdentifier: null, databaseOid: 5, database: 'd', inRecovery: false, address: 'd', startedAt };
  const reader = { role: 'r', reading: '' };
  const work = { mark: '0'.repeat(16), snapshot: '00000003-0000001B-1', server, reader, batches: [] };
  await leader.shards.of('group', name).publish(1, work);
  await (await scene.second()).keySlots.rotate([await scene.slotOf('first')]);
  const follower = (await scene.second()).shards.of('group', name);
  await follower.readWork(1);
  const result = { shard: '2/2', host: 'h', contents: [], blobs: {} };
  await follower.addResult(1, 0, result);
  expect(await leader.shards.of('group', name).readResult(1, 0)).toEqual(result);
  const unread = (await scene.second()).shards.of('group', name);
  await unread.addResult(1, 1, result);
  await expect(leader.shards.of('group', name).readResult(1, 1)).rejects.toMatchObject(rotatedSince);
});

async function ringOf({ store, keys }: KeysScene) {
  const { id, facts } = await openRepositoryIn(store, realSurroundings());
  if (facts.encryption === 'none') throw new Error('it is not encrypted');
  const place = { store, surroundings: realSurroundings(), aws: undefined as never };
  const folder = new KeyFolder(place, id, { created: facts.created, publicKey: facts.encryption.publicKey });
  const stored = await folder.read();
  const opened = await folder.open({ kind: 'key', key: parseKey(keys.first) }, stored);
  return { id, ring: new KeyRing(folder, opened, stored) };
}

async function commit(repository: Repository, set: string): Promise<void> {
  const { manifest, definitions, contents } = await sampleSet({ set });
  await repository.sets.commit(manifest, definitions, contents);
}

async function passwordOf({ plans, secrets }: Repository, id: string): Promise<string> {
  const { document } = await plans.resolve(id);
  return secrets.opener(document)((document.source.password as { sealed: string }).sealed, 'source.password');
}

/** The number of the master key that has sealed each blob, by its text. */
async function sealedWith(scene: KeysScene, repository: Repository): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const [key, bytes] of await scene.objects('blobs/')) {
    found[await textOf(repository, key.slice(key.lastIndexOf('/') + 1))] =
      bytes.toString('latin1', 0, 8) === 'pgstow-2' ? 2 : 1;
  }
  return found;
}
