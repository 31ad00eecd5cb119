import { describe, expect, test } from 'vitest';
import { blobKey, repositoryKey } from '../../engine/repository/keys.ts';
import { initRepositoryIn, openRepositoryIn, type Repository } from '../../engine/repository/repository.ts';
import { realSurroundings } from '../../engine/repository/surroundings.ts';
import { generateKey } from '../../engine/repository/unlocking.ts';
import { readStamp } from '../../engine/seal/stamp.ts';
import type { Store } from '../../engine/store/store.ts';
import { changing, killedBefore } from '../copy/troubledStore.ts';
import { makeSet, plan } from '../copy/twoRepositories.ts';
import { MemoryStore } from '../store/memory.ts';
import { everythingOf, opensRaw, planWith, putBlob, textOf } from './keysScene.ts';

const set = '20261122T213000Z-aaaaaa';

/** An encrypted repository, and one that was made to share the keys of its blobs: both open with the same key of the user. */
class Shared {
  readonly key = generateKey();
  readonly stores = { source: new MemoryStore(), copy: new MemoryStore() };

  static async make(): Promise<Shared> {
    const shared = new Shared();
    const source = await initRepositoryIn(shared.stores.source, realSurroundings(), shared);
    await shared.init(source);
    return shared;
  }

  init(from: Repository, store: Store = this.stores.copy): Promise<Repository> {
    return initRepositoryIn(store, realSurroundings(), { key: this.key }, from);
  }

  open(which: 'source' | 'copy', key = this.key): Promise<Repository> {
    return openRepositoryIn(this.stores[which], realSurroundings(), { key });
  }

  /** As a service copies a blob, or whoever can write to both stores any object. */
  async copyObjects(from: 'source' | 'copy', isMeant: (key: string) => boolean): Promise<string[]> {
    const [here, there] = [this.stores[from], this.stores[from === 'source' ? 'copy' : 'source']];
    const copied: string[] = [];
    for (const [key, bytes] of await objects(here)) {
      if (!isMeant(key)) continue;
      await there.replace(key, bytes);
      copied.push(key);
    }
    return copied;
  }
}

async function objects(store: Store): Promise<Map<string, Buffer>> {
  const found = new Map<string, Buffer>();
  for await (const { key } of store.list('')) found.set(key, await store.get(key));
  return found;
}

const isBlob = (key: string) => key.startsWith('blobs/');

/** An object of each kind that is sealed. */
async function fill(repository: Repository): Promise<string> {
  const made = await makeSet(repository, [`rows of ${repository.id}`], 0, plan);
  await repository.pins.add({ plan, set }, 'the audit');
  await repository.plans.apply(planWith('hunter2', plan));
  await repository.prunes.doomBlobs('prune', []);
  await repository.prunes.spareBlobs('prune', []);
  await repository.archivings.propose('archiving', []);
  await shardsOf(repository).publish(1, work);
  return made;
}

const shardsOf = ({ shards }: Repository) => shards.of('group', { plan, set });
const startedAt = '2026-11-22T21:30:00Z';
const server = { systemIdentifier: null, databaseOid: 5, database: 'd', inRecovery: false, address: 'd', startedAt };
const work = {
  mark: '0'.repeat(16),
  snapshot: '00000003-0000001B-1',
  server,
  reader: { role: 'r', reading: '' },
  batches: [],
};

describe('a repository that shares the keys of blobs with another one', () => {
  test('names them alike, opens what was sealed there before, and seals what is new with a key of its own', async () => {
    const shared = await Shared.make();
    const [source, copy] = [await shared.open('source'), await shared.open('copy')];
    const there = await putBlob(source, 'content');
    await shared.copyObjects('source', isBlob);
    expect(await textOf(copy, there.id)).toBe('content');
    expect(await putBlob(copy, 'content')).toEqual({ id: there.id, outcome: 'present' });
    const { id } = await putBlob(copy, 'of its own');
    expect(readStamp(await shared.stores.copy.get(`blobs/${id.slice(0, 2)}/${id}`))).toBe(copy.blobs.seals[1]);
    expect(await textOf(await shared.open('copy'), id)).toBe('of its own');
    await shared.copyObjects('copy', isBlob);
    await expect(textOf(source, id)).rejects.toMatchObject({
      code: 'damaged',
      message: `blob ${id} was altered, or is of another repository: it has no keys ${copy.blobs.seals[1]}`,
    });
  });

  test('is of a format that programs refuse which do not know it; all others are of the first one', async () => {
    const shared = await Shared.make();
    const facts = async (of: 'source' | 'copy') => JSON.parse((await shared.stores[of].get(repositoryKey)).toString());
    expect(await facts('source')).toMatchObject({ format: 1 });
    expect(await facts('copy')).toMatchObject({
      format: 2,
      encryption: { blobKeys: { of: (await facts('source')).id } },
    });
  });

  test('opens what all keys of the other one have sealed up to then, and keeps that through rotations on both sides', async () => {
    const shared = await Shared.make();
    const source = await shared.open('source');
    const first = await putBlob(source, 'of the first');
    await source.keySlots.rotate();
    const second = await putBlob(source, 'of the second');
    shared.stores.copy = new MemoryStore();
    await shared.init(source);
    await source.keySlots.rotate();
    const third = await putBlob(source, 'of the third');
    await shared.copyObjects('source', isBlob);
    const long = await shared.open('copy');
    await (await shared.open('copy')).keySlots.rotate();
    await long.keySlots.look();
    for (const copy of [long, await shared.open('copy')]) {
      expect(await textOf(copy, first.id)).toBe('of the first');
      expect(await textOf(copy, second.id)).toBe('of the second');
      await expect(textOf(copy, third.id)).rejects.toMatchObject({ code: 'damaged' });
      const { id } = await putBlob(copy, 'of its own');
      expect(readStamp(await shared.stores.copy.get(`blobs/${id.slice(0, 2)}/${id}`))).toBe(copy.blobs.seals.at(-1));
    }
  });

  test('can itself be shared with, and that one opens what both have sealed', async () => {
    const shared = await Shared.make();
    const [source, copy] = [await shared.open('source'), await shared.open('copy')];
    const [first, second] = [await putBlob(source, 'of the first'), await putBlob(copy, 'of the second')];
    const third = await shared.init(copy, new MemoryStore());
    for (const { store } of [source, copy]) {
      for (const [key, bytes] of await objects(store)) if (isBlob(key)) await third.store.create(key, bytes);
    }
    expect(await textOf(third, first.id)).toBe('of the first');
    expect(await textOf(third, second.id)).toBe('of the second');
  });

  test('is not made of one that is not open, or of one without encryption, nor without encryption', async () => {
    const shared = await Shared.make();
    const plain = await initRepositoryIn(new MemoryStore(), realSurroundings());
    const locked = await openRepositoryIn(shared.stores.source, realSurroundings());
    for (const from of [plain, locked]) {
      const store = new MemoryStore();
      await expect(shared.init(from, store)).rejects.toMatchObject({
        code: 'input',
        message: 'memory is not open: the keys of its blobs can only be shared by who opens it',
      });
      expect((await objects(store)).size).toBe(0);
    }
  });
});

describe('between the two', () => {
  test('whoever has kept everything of the one opens the blobs of the other that came as they stand, and nothing else', async () => {
    const shared = await Shared.make();
    const [source, copy] = [await shared.open('source'), await shared.open('copy', shared.key)];
    for (const each of [source, copy]) await fill(each);
    const come = await shared.copyObjects('source', isBlob);
    const { masters } = await everythingOf(source, shared.key);
    const opened = async (secrets: readonly Uint8Array[], of: Repository, by: Repository) =>
      [...(await objects(of.store))].filter(([key, bytes]) => opensRaw(secrets, by.id, key, bytes)).map(([key]) => key);
    expect(await opened(masters, copy, source)).toEqual(come);
    expect(await opened(masters, source, source)).toHaveLength(9); // the search finds what there is
    const own = (await everythingOf(copy, shared.key)).masters;
    const { names, seals } = await copy.keySlots.blobKeys();
    const all = [...own, names, ...seals.map(({ key }) => key)];
    expect(await opened(all, source, copy)).toEqual(come);
  });

  test('a key that was removed at the copy opens blobs that come later as they stand, until the source is rotated as well', async () => {
    const shared = await Shared.make();
    const [source, copy] = [await shared.open('source'), await shared.open('copy')];
    const { names, seals } = await copy.keySlots.blobKeys();
    const kept = [...(await everythingOf(copy, shared.key)).masters, names, ...seals.map(({ key }) => key)];
    await copy.keySlots.rotate();
    const isOpen = async (id: string) =>
      opensRaw(kept, copy.id, blobKey(id), await shared.stores.copy.get(blobKey(id)));
    const come = await putBlob(source, 'come as it stands');
    await shared.copyObjects('source', isBlob);
    const own = await putBlob(copy, 'of its own');
    expect([await isOpen(come.id), await isOpen(own.id)]).toEqual([true, false]);
    await source.keySlots.rotate();
    const later = await putBlob(source, 'later');
    expect(copy.blobs.seals).not.toContain(await source.blobs.sealOf(later.id)); // so it is not copied as it stands
    await putBlob(copy, 'later');
    expect(await isOpen(later.id)).toBe(false);
  });

  test.each([
    ['source', 'copy'],
    ['copy', 'source'],
  ] as const)('no object of the %s passes for one of the %s, whoever can write to both', async (from, to) => {
    const shared = await Shared.make();
    const source = await shared.open(from);
    const made = await fill(source);
    const manifest = await source.sets.get(made);
    await shared.copyObjects(from, (key) => key !== repositoryKey && !key.startsWith('keys/') && !isBlob(key));
    const victim = await shared.open(to);
    const elsewhere = {
      code: 'damaged',
      message: expect.stringMatching(/ was altered, or belongs elsewhere: its seal does not fit$/),
    };
    expect(await victim.sets.list()).toMatchObject([{ set: made, state: 'damaged', error: elsewhere }]);
    for (const reading of [
      () => victim.sets.get(made),
      () => victim.sets.readContents(manifest),
      () => victim.sets.readDefinitions(manifest),
      () => victim.prunes.doomedBlobs('prune'),
      () => victim.prunes.sparedBlobs('prune'),
      () => victim.archivings.proposed('archiving'),
      () => shardsOf(victim).readWork(1),
    ]) {
      await expect(reading()).rejects.toMatchObject(elsewhere);
    }
    const { document } = await victim.plans.resolve(plan);
    const { password } = document.source;
    await expect(
      victim.secrets.opener(document)((password as { sealed: string }).sealed, 'source.password'),
    ).rejects.toMatchObject({
      message: expect.stringContaining(
        'does not open: it was altered, or sealed for another plan, server, role, bastion or repository',
      ),
    });
  });

  test.each([
    ['source', 'copy'],
    ['copy', 'source'],
  ] as const)('key slots and rotations of the %s open nothing of the %s', async (from, to) => {
    const shared = await Shared.make();
    await (await shared.open(from)).keySlots.rotate();
    const { seals } = (await shared.open(to)).blobs;
    const before = [...(await objects(shared.stores[to])).keys()].filter((key) => key.startsWith('keys/'));
    await shared.copyObjects(from, (key) => key.startsWith('keys/'));
    expect((await shared.open(to)).blobs.seals).toEqual(seals);
    for (const key of before) await shared.stores[to].delete(key);
    await expect(shared.open(to)).rejects.toThrow('memory cannot be opened: the ');
  });
});

describe('the shared keys', () => {
  const damage = (what: string) => ({
    code: 'damaged',
    message: expect.stringMatching(new RegExp(`^repository\\.json blob keys of \\S+ ${what}`)),
    hint: expect.stringMatching(/^bring this one object back from a copy of the repository/),
  });

  test('are refused where a bit of them differs, and where they were put there for another repository', async () => {
    const shared = await Shared.make();
    const facts = JSON.parse((await shared.stores.copy.get(repositoryKey)).toString());
    const { blobKeys } = facts.encryption;
    const other = await shared.init(await shared.open('source'), new MemoryStore());
    const theirs = JSON.parse((await other.store.get(repositoryKey)).toString()).encryption.blobKeys;
    const flipped = Buffer.from(blobKeys.sealed, 'base64');
    flipped[20]! ^= 1;
    for (const forged of [{ ...blobKeys, sealed: flipped.toString('base64') }, { ...blobKeys, of: other.id }, theirs]) {
      const altered = { ...facts, encryption: { ...facts.encryption, blobKeys: forged } };
      await shared.stores.copy.replace(repositoryKey, Buffer.from(JSON.stringify(altered)));
      await expect(shared.open('copy')).rejects.toMatchObject(damage('was altered, or belongs elsewhere'));
    }
  });

  test('are not taken away by who calls the repository one of the first format, nor by who gives it another id as well', async () => {
    const shared = await Shared.make();
    const { encryption, ...facts } = JSON.parse((await shared.stores.copy.get(repositoryKey)).toString());
    const { blobKeys: _, ...without } = encryption;
    const first = { ...facts, format: 1, encryption: without };
    await shared.stores.copy.replace(repositoryKey, Buffer.from(JSON.stringify(first)));
    await expect(shared.open('copy')).rejects.toMatchObject({
      code: 'damaged',
      message: `repository.json in memory was altered: it has no keys of blobs, and its id (${facts.id}) says that it shares some`,
      hint: expect.stringMatching(/^bring this one object back from a copy of the repository/),
    });
    const id = `${facts.id.slice(0, 14)}4${facts.id.slice(15)}`;
    await shared.stores.copy.replace(repositoryKey, Buffer.from(JSON.stringify({ ...first, id })));
    await expect(shared.open('copy')).rejects.toMatchObject({ message: 'memory cannot be opened: the key is wrong' });
  });
});

describe('who makes it and dies', () => {
  test('before any of its writes, or loses a reply, leaves none or a whole one, and it can be made again', async () => {
    const shared = await Shared.make();
    const source = await shared.open('source');
    const { id } = await putBlob(source, 'content');
    const lost = (store: Store, nth: number) =>
      changing(store, async (at, change) => {
        const answer = await change();
        if (at === nth) throw new Error('the reply is lost');
        return answer;
      });
    for (const dying of [killedBefore, lost]) {
      for (let nth = 1; nth <= 3; nth++) {
        shared.stores.copy = new MemoryStore();
        const ended = await shared.init(source, dying(shared.stores.copy, nth)).then(
          () => 'made',
          () => 'dead',
        );
        expect(ended).toBe(nth <= 2 ? 'dead' : 'made');
        const again = await shared.init(source).then(
          () => 'made',
          ({ code }) => code,
        );
        expect(again).toBe(nth === 3 || (dying === lost && nth === 2) ? 'conflict' : 'made');
        await shared.copyObjects('source', isBlob);
        expect(await textOf(await shared.open('copy'), id)).toBe('content');
      }
    }
  });

  test('at the same time as another one is told, where that was quicker, and leaves nothing', async () => {
    const shared = await Shared.make();
    const source = await shared.open('source');
    const store = new MemoryStore();
    const tries = await Promise.allSettled([1, 2, 3].map(() => shared.init(source, store)));
    expect(tries.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected', 'rejected']);
    expect([...(await objects(store)).keys()].filter((key) => key.startsWith('keys/'))).toHaveLength(1);
  });
});
