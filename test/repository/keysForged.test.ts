import { describe, expect, test } from 'vitest';
import { createGeneration } from '../../engine/repository/generations.ts';
import type { KeyFolder } from '../../engine/repository/keyFolder.ts';
import { encodeKeySlot } from '../../engine/repository/keySlot.ts';
import { keySlotKey, repositoryKey } from '../../engine/repository/keys.ts';
import { type Masters, makeSlot } from '../../engine/repository/makeSlot.ts';
import { generateKey } from '../../engine/repository/unlocking.ts';
import { deriveKeys } from '../../engine/seal/keys.ts';
import { everythingOf, KeysScene } from './keysScene.ts';

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
    await forgeSlots(folder, { generation: 1, masters: [theirs] });
    await scene.store.replace(repositoryKey, Buffer.from(JSON.stringify({ ...repository.facts, encryption })));
    for (const open of [scene.first, scene.second]) await expect(open()).rejects.toMatchObject(putThere);
  });

  test('after those of before, with a key that was removed, has nobody open it who was added since', async () => {
    const scene = await KeysScene.make();
    const { masters } = await everythingOf(await scene.first(), scene.keys.first);
    await (await scene.second()).keySlots.rotate([await scene.slotOf('first')]);
    const since = { key: generateKey() };
    const added = await scene.second();
    await added.keySlots.add(since, 'since');
    const { folder } = await everythingOf(added, scene.keys.second);
    await forgeSlots(folder, { generation: 3, masters: [...masters, theirs] });
    const forged = { generation: 3, publicKey: publicKeyOf(theirs, folder.repository), removed: [], by: 'them' };
    await createGeneration(scene.store, { ...forged, created: new Date().toISOString() });
    await expect(scene.open(since)).rejects.toMatchObject(putThere);
  });
});

async function forgeSlots(folder: KeyFolder, masters: Masters): Promise<void> {
  for (const slot of (await folder.read()).current) {
    const forged = await makeSlot(folder, masters, slot, slot.wrapped as never);
    await folder.place.store.replace(keySlotKey(forged), encodeKeySlot(forged));
  }
}

function publicKeyOf(master: Buffer, repository: string): string {
  return deriveKeys(master, repository).publicKey.toString('base64');
}
