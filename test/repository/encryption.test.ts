import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { PgstowError } from '../../engine/errors.ts';
import type { KeySlot } from '../../engine/repository/keySlot.ts';
import { keySlotKey } from '../../engine/repository/keys.ts';
import { initRepository, openRepository, type Repository } from '../../engine/repository/repository.ts';
import { generateKey } from '../../engine/repository/unlocking.ts';
import { FolderStore } from '../../engine/store/folder.ts';

const key = generateKey();
const passphrase = 'correct horse battery staple';

describe('an encrypted repository', () => {
  let folder: string;
  let repository: Repository;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pgstow-encrypted-'));
    repository = await initRepository(folder, { encryption: { key } });
  });
  afterEach(() => rm(folder, { recursive: true }));

  test('opens with its key, and says what a wrong one should have been', async () => {
    expect((await openRepository(folder, { key })).id).toBe(repository.id);
    await expect(openRepository(folder, { key: generateKey() })).rejects.toMatchObject({
      code: 'input',
      message: `${folder} cannot be opened: the key is wrong`,
      hint: expect.stringMatching(/^it opens with: key [0-9a-f]{8} of 20/),
    });
    await expect(openRepository(folder, { passphrase })).rejects.toMatchObject({
      message: `${folder} cannot be opened: it has no slot for a passphrase`,
    });
    await expect(openRepository(folder, { key, passphrase })).rejects.toMatchObject({
      message: 'both a key and a passphrase are given',
    });
  });

  test('opens with whatever was added, until that is removed; the last slot stays', async () => {
    const added = await repository.keySlots.add({ passphrase }, 'the safe');
    const open = await openRepository(folder, { passphrase });
    const [first, second] = await open.keySlots.list();
    expect(second).toMatchObject({ slot: added.slot, label: 'the safe' });
    await expect(open.keySlots.remove(added.slot)).rejects.toMatchObject({
      code: 'input',
      message: `${added.slot} is the key slot that has just opened the repository`,
      hint: 'open it with what is to stay, and remove this one then',
    });
    await expect((await openRepository(folder)).keySlots.remove(first!.slot)).rejects.toMatchObject({
      code: 'input',
      message: `${folder} is not open: a key can only be removed by who has one`,
      hint: 'set PGSTOW_KEY or PGSTOW_PASSPHRASE to one that opens it; a repository without encryption has no keys',
    });
    await open.keySlots.remove(first!.slot);
    await expect(openRepository(folder, { key })).rejects.toMatchObject({
      message: `${folder} cannot be opened: it has no slot for a key`,
    });
    await expect(open.keySlots.remove(added.slot)).rejects.toMatchObject({
      code: 'input',
      message: `${added.slot} is the only key slot: without it nothing could be read any more`,
    });
    await expect(open.keySlots.remove('nope')).rejects.toMatchObject({
      message: 'there is no key slot "nope"',
      hint: `there are ${added.slot}: pgstow key list`,
    });
  });

  test("is not left without a slot by two who remove one another's at the same moment", async () => {
    const { slot: theirs } = await repository.keySlots.add({ passphrase });
    const other = await openRepository(folder, { passphrase });
    const [{ slot: ours }] = (await repository.keySlots.list()) as [KeySlot];
    await withDelete(
      async (remove) => {
        await remove(keySlotKey({ slot: theirs }));
        await remove(keySlotKey({ slot: ours })); // somebody else's, in between
      },
      () =>
        expect(repository.keySlots.remove(theirs)).rejects.toMatchObject({
          code: 'conflict',
          message: `key slot ${ours} was removed at the same moment by somebody else`,
          hint: `${theirs} was put back: look at pgstow key list`,
        }),
    );
    expect((await openRepository(folder, { passphrase })).locked).toBe(false);
    await Promise.allSettled([repository.keySlots.add({ key }), other.keySlots.list()]);
    const [again] = (await other.keySlots.list()).filter(({ wrapped }) => wrapped.kind === 'key');
    const reopened = await openRepository(folder, { key });
    const both = [reopened.keySlots.remove(theirs), other.keySlots.remove(again!.slot)];
    await Promise.allSettled(both);
    const left = await repository.keySlots.list();
    expect(left.length).toBeGreaterThan(0);
    await openRepository(folder, left[0]!.wrapped.kind === 'key' ? { key } : { passphrase });
  });

  test('opens with a slot that is whole beside one that is not, and says which one that is', async () => {
    const { slot } = await repository.keySlots.add({ passphrase });
    const file = join(folder, keySlotKey({ slot }));
    const whole = await readFile(file, 'utf8');
    const { wrapped, ...rest } = JSON.parse(whole);
    const alterations = {
      'is not JSON: ': whole.slice(0, 40),
      'says that it is key slot 00000000': JSON.stringify({ ...rest, wrapped, slot: '00000000' }),
      'its numbers for scrypt are out of bounds': JSON.stringify({
        ...rest,
        wrapped: { ...wrapped, scrypt: { ...wrapped.scrypt, N: 2 ** 24 } },
      }),
      'scrypt.r: Too small': JSON.stringify({ ...rest, wrapped: { ...wrapped, scrypt: { ...wrapped.scrypt, r: 0 } } }),
    };
    for (const [what, altered] of Object.entries(alterations)) {
      await writeFile(file, altered);
      expect((await openRepository(folder, { key })).locked).toBe(false);
      await expect(openRepository(folder, { passphrase })).rejects.toMatchObject({
        code: 'input',
        message: `${folder} cannot be opened: it has no slot for a passphrase`,
        hint: expect.stringMatching(new RegExp(`^it opens with: key .*; keys/${slot}\\.json .*${what}`)),
      });
    }
  });

  test('keeps its sets from whoever has no key, and lets plans and runs be worked with', async () => {
    const locked = await openRepository(folder);
    expect(await locked.plans.list()).toEqual([]);
    expect(await locked.runs.list()).toEqual([]);
    const refusal = { code: 'input', message: `${folder} is encrypted, and no key is given` };
    await expect(locked.blobs.get('ab')).rejects.toMatchObject({ code: 'damaged' }); // it is not there at all
    const id = await putBlob(repository, 'content');
    await expect(locked.blobs.get(id)).rejects.toMatchObject(refusal);
    expect(() => locked.blobs.newHash()).toThrow(expect.objectContaining(refusal));
    await expect(locked.keySlots.add({ passphrase })).rejects.toMatchObject({ code: 'input' });
  });

  test('shows nothing of a blob, neither in its name nor in its bytes, and knows it again', async () => {
    const id = await putBlob(repository, 'Anna');
    expect(await putBlob(repository, 'Anna', 'present')).toBe(id);
    expect((await repository.blobs.get(id)).toString()).toBe('Anna');
    const stored = await readFile(blobPath(folder, id));
    expect(stored.length).toBe(4 + repository.blobs.overhead);
    expect(stored.includes('Anna')).toBe(false);
    const other = await initRepository(join(folder, 'other'), { encryption: { key } });
    expect(await putBlob(other, 'Anna'), 'the same content and key in another repository').not.toBe(id);
  });

  test('finds a blob that was altered or put in the place of another, and stores it anew', async () => {
    const [a, b] = [await putBlob(repository, 'content a'), await putBlob(repository, 'content b')];
    await writeFile(blobPath(folder, a), await readFile(blobPath(folder, b)));
    await expect(repository.blobs.get(a)).rejects.toMatchObject({
      code: 'damaged',
      message: `blob ${a} was altered, or belongs elsewhere: its seal does not fit`,
    });
    await putBlob(repository, 'content a', 'repaired');
    expect((await repository.blobs.get(a)).toString()).toBe('content a');
  });

  test('is not exchanged for an open one behind the back of who has the key', async () => {
    const facts = JSON.parse(await readFile(join(folder, 'repository.json'), 'utf8'));
    await writeFile(join(folder, 'repository.json'), JSON.stringify({ ...facts, encryption: 'none' }));
    await expect(openRepository(folder, { key })).rejects.toMatchObject({
      code: 'input',
      message: `a key is given, and ${folder} is not encrypted`,
    });
  });

  test('is not exchanged for one whose secrets somebody else can open', async () => {
    const facts = JSON.parse(await readFile(join(folder, 'repository.json'), 'utf8'));
    facts.encryption.publicKey = Buffer.alloc(32, 9).toString('base64');
    await writeFile(join(folder, 'repository.json'), JSON.stringify(facts));
    await expect(openRepository(folder, { key })).rejects.toMatchObject({
      message: expect.stringContaining('is wrong'),
    });
  });

  test('is not made twice, and the try leaves no slot', async () => {
    await expect(initRepository(folder, { encryption: { passphrase } })).rejects.toMatchObject({ code: 'conflict' });
    expect(await repository.keySlots.list()).toHaveLength(1);
    const tries = await Promise.allSettled(
      [1, 2, 3].map(() => initRepository(join(folder, 'raced'), { encryption: { key } })),
    );
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await readdir(join(folder, 'raced/keys'))).toHaveLength(1);
  });

  test('can be made after a try that died before it was done', async () => {
    const create = FolderStore.prototype.create;
    FolderStore.prototype.create = async function (name, ...rest) {
      if (name === 'repository.json') throw new PgstowError('store', 'the machine went down');
      return create.call(this, name, ...rest);
    };
    const other = join(folder, 'died');
    try {
      await expect(initRepository(other, { encryption: { key } })).rejects.toThrow('the machine went down');
    } finally {
      FolderStore.prototype.create = create;
    }
    const made = await initRepository(other, { encryption: { key } });
    expect(await made.keySlots.list()).toHaveLength(2);
    expect((await openRepository(other, { key })).id).toBe(made.id);
  });
});

/** Runs something while deletions in folders are done otherwise, once. */
async function withDelete(
  otherwise: (remove: (key: string) => Promise<void>) => Promise<void>,
  work: () => Promise<void>,
): Promise<void> {
  const real = FolderStore.prototype.delete;
  FolderStore.prototype.delete = async function () {
    FolderStore.prototype.delete = real;
    await otherwise((key) => real.call(this, key));
  };
  await work().finally(() => {
    FolderStore.prototype.delete = real;
  });
}

async function putBlob({ blobs }: Repository, text: string, outcome = 'stored'): Promise<string> {
  const hash = blobs.newHash();
  hash.update(Buffer.from(text));
  const id = hash.digest('hex');
  expect(await blobs.put({ id, body: [Buffer.from(text)], storedBytes: text.length })).toBe(outcome);
  return id;
}

function blobPath(folder: string, id: string): string {
  return join(folder, 'blobs', id.slice(0, 2), id);
}
