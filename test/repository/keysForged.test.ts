import { describe, expect, test } from 'vitest';
import { createGeneration } from '../../engine/repository/generations.ts';
import type { KeyFolder } from '../../engine/repository/keyFolder.ts';
import { decodeKeySlot, encodeKeySlot, type KeySlot } from '../../engine/repository/keySlot.ts';
import { generationKey, keySlotKey, parseKeySlotKey, repositoryKey } from '../../engine/repository/keys.ts';
import { type Masters, makeSlot } from '../../engine/repository/makeSlot.ts';
import { encodeProven } from '../../engine/repository/provenFile.ts';
import { openRepositoryIn, type Repository } from '../../engine/repository/repository.ts';
import { realSurroundings } from '../../engine/repository/surroundings.ts';
import { generateKey } from '../../engine/repository/unlocking.ts';
import { deriveKeys } from '../../engine/seal/keys.ts';
import { newKey } from '../../engine/seal/keyText.ts';
import { recipientOf } from '../../engine/seal/slots.ts';
import { MemoryBucket } from '../store/memory.ts';
import { everythingOf, KeysScene, planWith, putBlob, textOf } from './keysScene.ts';

/** A master key that somebody who can write to the store would like others to seal with. */
const theirs = Buffer.alloc(32, 66);
const putThere = {
  code: 'damaged',
  message: expect.stringMatching(
    /^memory cannot be opened: key slot \S+ has a master key that was put there by somebody else$/,
  ),
};

describe('who can write to the store, and wraps a master key of theirs for the public keys that the slots show', () => {
  test('in the place of the first one, without having any key, has nobody open it', async () => {
    const scene = await KeysScene.make();
    const repository = await scene.first();
    const { folder } = await everythingOf(repository, scene.keys.first);
    await scene.open({ key: scene.keys.second });
    const encryption = { cipher: 'AES-256-GCM', publicKey: publicKeyOf(theirs, repository.id) };
    await forgeSlots(folder, { generation: 1, masters: [theirs] }, (await folder.read()).current);
    await scene.store.replace(repositoryKey, Buffer.from(JSON.stringify({ ...repository.facts, encryption })));
    for (const open of [scene.first, scene.second]) await expect(open()).rejects.toMatchObject(putThere);
  });

  test('after those of before, with a key that was removed, has nobody store with it who was added since', async () => {
    const { scene, masters } = await leakedScene();
    const since = { key: generateKey() };
    const added = await scene.second();
    await added.keySlots.add(since, 'since');
    const { folder } = await everythingOf(added, scene.keys.second);
    await forgeRotation(folder, { generation: 3, masters: [...masters, theirs] }, (await folder.read()).current);
    await expectReadOnly(
      await scene.open(since),
      'keys/generations/000003.json was not made by who had the keys before it',
    );
  });
});

describe('who can write to the store, and has no key', () => {
  test.each([
    ['junk', 'does not begin as a generation does (4 bytes)'],
    ['a record', 'was not made by who had the keys before it'],
    ['a record and slots', 'was not made by who had the keys before it'],
  ])(
    'locks nobody out by %s in the place of a rotation: all is read, and another rotation mends it',
    async (what, why) => {
      const scene = await KeysScene.make();
      const before = await scene.first();
      const { id } = await putBlob(before, 'content');
      const long = await scene.second();
      const { folder } = await everythingOf(before, scene.keys.first);
      if (what === 'junk') await scene.store.create(generationKey(2), Buffer.from('junk'));
      else {
        const slots = what === 'a record' ? [] : (await folder.read()).current;
        await forgeRotation(folder, { generation: 2, masters: [theirs] }, slots);
      }
      await long.keySlots.look();
      for (const repository of [await scene.first(), await scene.second(), long]) {
        expect(await textOf(repository, id)).toBe('content');
        await expectReadOnly(repository, `keys/generations/000002.json ${why}`);
      }
      await (await scene.first()).keySlots.rotate();
      let texts = 0;
      for (const repository of [await scene.first(), await scene.second(), long]) {
        await repository.keySlots.look();
        expect(await textOf(repository, id)).toBe('content');
        expect((await putBlob(repository, `text ${texts++}`)).outcome).toBe('stored');
      }
      expect(await (await scene.first()).keySlots.list()).toHaveLength(2);
      const slots = [...(await scene.objects('keys/')).keys()].filter((key) => !key.includes('generations'));
      expect(slots).toHaveLength(what === 'a record and slots' ? 4 : 2); // theirs might be true ones that we were kept from
    },
  );
});

describe('records of rotations that nobody has made', () => {
  test('of a number of their own choice do not use the numbers up, and are told once, with what is missing before them', async () => {
    const scene = await KeysScene.make();
    const { keySlots } = await scene.first();
    await keySlots.rotate();
    await scene.store.create(generationKey(999_998), Buffer.from('junk'));
    const repository = await scene.second();
    await expectReadOnly(repository, 'keys/generations/999998.json does not begin as a generation does (4 bytes)');
    const told: string[] = [];
    const listed = await repository.keySlots.generations({ onDamaged: ({ message }) => told.push(message) });
    expect(listed.map(({ generation }) => generation)).toEqual([1, 2]);
    expect(told).toEqual([
      'keys/generations/999998.json does not begin as a generation does (4 bytes)',
      'keys/generations/000003.json is missing in memory, and so are all up to keys/generations/999997.json',
    ]);
    await expect(repository.keySlots.rotate()).rejects.toMatchObject({
      code: 'damaged',
      message:
        'nothing was rotated: keys/ speaks of generation 999998, and what has opened the repository is of generation 2',
      hint: expect.stringContaining('delete keys/generations/999998.json and keys/generations/999998.copy.json'),
    });
    await scene.store.delete(generationKey(999_998));
    const mended = await (await scene.second()).keySlots.rotate();
    expect(mended.generation.generation).toBe(3);
  });

  test('whose number has more digits than any has are none', async () => {
    const scene = await KeysScene.make();
    for (const name of ['1000000', '9007199254740991', '9'.repeat(400)]) {
      await scene.store.create(`keys/generations/${name}.json`, Buffer.from('junk'));
    }
    const repository = await scene.first();
    expect((await putBlob(repository, 'content')).outcome).toBe('stored');
    expect((await repository.keySlots.rotate()).generation.generation).toBe(2);
  });

  test('nor do slots that speak of one', async () => {
    const scene = await KeysScene.make();
    await scene.store.create(generationKey(2), Buffer.from('junk'));
    const { folder } = await everythingOf(await scene.first(), scene.keys.first);
    const mine = (await folder.readAll(undefined)).current[0]!;
    const forged = { ...mine, slot: 'ffffffff', keys: '0'.repeat(16), generation: 999_999 };
    await scene.store.create(keySlotKey(forged), encodeKeySlot(forged));
    const { generation } = await (await scene.first()).keySlots.rotate(['ffffffff']);
    expect(generation.generation).toBe(3);
  });

  test('may be more than a call takes arguments, and cost whoever has a key no more than a hundred requests', async () => {
    const { keys, id, store } = await manyRecords(200_000);
    const repository = await openRepositoryIn(store, realSurroundings(), { key: keys.first });
    expect(await textOf(repository, id)).toBe('content');
    expect(store.asked.filter((each) => each.startsWith('get keys/generations/')).length).toBeLessThan(250);
    const wrong = openRepositoryIn(store, realSurroundings(), { key: generateKey() });
    await expect(wrong).rejects.toMatchObject({ code: 'input', message: expect.stringContaining('rotated') });
    expect(store.asked.filter((each) => each.startsWith('get keys/generations/')).length).toBeLessThan(500);
  });
});

/** A repository with so many records of rotations, as a listing has them. */
async function manyRecords(many: number) {
  const store = new (class extends MemoryBucket {
    isFull = false;
    override async *list(prefix: string) {
      yield* super.list(prefix);
      for (let n = 2; this.isFull && n < many; n++) yield { key: generationKey(n), size: 4, modified: new Date() };
    }
  })();
  const scene = await KeysScene.make(store);
  const { id } = await putBlob(await scene.first(), 'content');
  const publicKey = publicKeyOf(theirs, 'any');
  await createGeneration(store, { generation: many, publicKey, created: new Date().toISOString(), removed: [] });
  store.isFull = true;
  return { keys: scene.keys, id, store };
}

async function expectReadOnly(repository: Repository, why: string): Promise<void> {
  await expect(putBlob(repository, 'more')).rejects.toMatchObject({
    code: 'damaged',
    message: `nothing can be stored: ${why}`,
    hint: expect.stringContaining('pgstow key rotate'),
  });
}

describe('who has a key that a rotation has removed, and can write to the store', () => {
  test('has nobody store with the old keys who has seen the new ones, by bringing the state of before back', async () => {
    const { scene, before } = await leakedScene();
    const long = await scene.second();
    for (const key of (await scene.objects('keys/')).keys()) await scene.store.delete(key);
    for (const [key, bytes] of before) await scene.store.create(key, bytes);
    await long.keySlots.look();
    await expect(putBlob(long, 'content')).rejects.toMatchObject({
      code: 'damaged',
      message: 'nothing can be stored: keys/generations/000002.json is missing, and was there before',
    });
    await expect(long.plans.apply(planWith('hunter2'))).rejects.toMatchObject({ code: 'damaged' });
  });

  test('is not the end of the new master key who rotates with the old one, where the record of a rotation does not prove that it follows', async () => {
    const { scene, before } = await leakedScene();
    const { id } = await putBlob(await scene.second(), 'content');
    const ofNow = [...(await scene.objects('keys/')).keys()].filter((key) => !key.includes('generations'));
    for (const [key, bytes] of before) await scene.store.create(key, bytes);
    const { proof: _, ...record } = await (
      await everythingOf(await scene.second(), scene.keys.second)
    ).folder.generation(2);
    for (const copy of [false, true])
      await scene.store.replace(generationKey(2, copy), encodeProven('generation', record));
    const { warnings } = await (await scene.first()).keySlots.rotate();
    expect(warnings).toEqual([
      expect.stringMatching(/^key slots of master keys that you do not have stay: keys\/\S+\.json;/),
    ]);
    for (const key of ofNow) expect(warnings[0]).toContain(key);
    for (const copy of [false, true]) await scene.store.delete(generationKey(3, copy));
    expect(await textOf(await scene.second(), id)).toBe('content');
  });

  test('nor by another rotation on top of it', async () => {
    const { scene, masters, before } = await leakedScene();
    const long = await scene.second();
    const { folder } = await everythingOf(long, scene.keys.second);
    const slots = [...before].map(([key, bytes]) => decodeKeySlot(bytes, parseKeySlotKey(key)!));
    await forgeRotation(folder, { generation: 3, masters: [...masters, theirs] }, slots);
    await long.keySlots.look();
    await expect(putBlob(long, 'content')).rejects.toMatchObject({
      code: 'damaged',
      message: 'nothing can be stored: keys/generations/000003.json was not made by who had generation 2',
    });
  });

  test('is not given the new master key by a rotation that is to mend the records that they have damaged', async () => {
    const { scene, masters } = await leakedScene();
    const { folder } = await everythingOf(await scene.second(), scene.keys.second);
    const old = deriveKeys(masters[0]!, folder.repository);
    const theirKey = { kind: 'key', key: newKey() } as const;
    const about = { slot: 'ffffffff', created: new Date().toISOString(), by: 'us' };
    const forged = await makeSlot(
      folder,
      { generation: 2, masters },
      about,
      await recipientOf(theirKey, old.publicKey),
    );
    await scene.store.create(keySlotKey(forged), encodeKeySlot(forged));
    for (const key of (await scene.objects('keys/generations/')).keys())
      await scene.store.replace(key, Buffer.from('?'));
    const { keySlots } = await scene.second();
    await expect(keySlots.rotate()).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(/^nothing was rotated: key slot ffffffff cannot be taken along: it was altered/),
    });
    await keySlots.rotate(['ffffffff']);
    expect(await keySlots.list()).toHaveLength(1);
  });
});

/** A repository whose first key has leaked, and was removed by a rotation; with what it opened, and what there was. */
async function leakedScene() {
  const scene = await KeysScene.make();
  const { masters } = await everythingOf(await scene.first(), scene.keys.first);
  const before = await scene.objects('keys/');
  await (await scene.second()).keySlots.rotate([await scene.slotOf('first')]);
  return { scene, masters, before };
}

async function forgeRotation(folder: KeyFolder, masters: Masters, like: readonly KeySlot[]): Promise<void> {
  const { generation } = masters;
  await forgeSlots(folder, masters, like);
  const publicKey = publicKeyOf(theirs, folder.repository);
  const created = new Date().toISOString();
  await createGeneration(folder.place.store, { generation, publicKey, created, by: 'them', removed: [] });
}

/** With all that is to be seen in some slots. */
async function forgeSlots(folder: KeyFolder, masters: Masters, like: readonly KeySlot[]): Promise<void> {
  for (const slot of like) {
    const forged = await makeSlot(folder, masters, slot, slot.wrapped as never);
    await folder.place.store.replace(keySlotKey(forged), encodeKeySlot(forged));
  }
}

function publicKeyOf(master: Buffer, repository: string): string {
  return deriveKeys(master, repository).publicKey.toString('base64');
}
