import { describe, expect, test } from 'vitest';
import { createGeneration } from '../../engine/repository/generations.ts';
import type { KeyFolder } from '../../engine/repository/keyFolder.ts';
import { decodeKeySlot, encodeKeySlot, type KeySlot } from '../../engine/repository/keySlot.ts';
import { generationKey, keySlotKey, parseKeySlotKey, repositoryKey } from '../../engine/repository/keys.ts';
import { type Masters, makeSlot } from '../../engine/repository/makeSlot.ts';
import type { Repository } from '../../engine/repository/repository.ts';
import { generateKey } from '../../engine/repository/unlocking.ts';
import { deriveKeys } from '../../engine/seal/keys.ts';
import { newKey } from '../../engine/seal/keyText.ts';
import { recipientOf } from '../../engine/seal/slots.ts';
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
      expect([...(await scene.objects('keys/')).keys()].filter((key) => !key.includes('generations'))).toHaveLength(2);
    },
  );
});

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
