import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { renamed } from '../../engine/copy/copySet.ts';
import { PgstowError } from '../../engine/errors.ts';
import { generateKey, initRepository, type Repository } from '../../engine/index.ts';
import { copy } from '../../engine/keep/copy.ts';
import { prune } from '../../engine/keep/prune.ts';
import { repair } from '../../engine/keep/repair.ts';
import { verify } from '../../engine/keep/verify.ts';
import { encodeContents } from '../../engine/repository/contentsFile.ts';
import { contentsKey, definitionsKey, manifestKey } from '../../engine/repository/keys.ts';
import { openRepository, openRepositoryIn } from '../../engine/repository/repository.ts';
import { FolderStore } from '../../engine/store/folder.ts';
import { plan, TestRepository } from '../roundtrip/testRepository.ts';
import { freshDatabase, server } from '../servers.ts';
import { MemoryStore } from '../store/memory.ts';
import { changing, killedBefore, processOf } from './troubledStore.ts';

/** What every test begins with, made once. */
let made: Awaited<ReturnType<typeof makePair>> | undefined;
afterAll(() => made?.dispose());

/** A set with real definitions and rows, and its copy under another key, in folders of the test's own. */
async function pairOf(context: Parameters<typeof server>[1]) {
  made ??= await makePair(context);
  const { set, keys } = made;
  const root = await mkdtemp(join(tmpdir(), 'pgstow-repair-'));
  const own = async (side: 'main' | 'copy') => {
    const folder = join(root, side);
    await cp(made!.folders[side], folder, { recursive: true });
    return { repository: await openRepository(folder, { key: keys[side] }), folder };
  };
  const [main, other] = [await own('main'), await own('copy')];
  const sides = {
    main: { ...main, other: { repository: other.folder, key: keys.copy } },
    copy: { ...other, other: { repository: main.folder, key: keys.main } },
  };
  return { set, sides, dispose: () => rm(root, { recursive: true }) };
}

async function makePair(context: Parameters<typeof server>[1]) {
  const source = await freshDatabase(await server('18', context));
  await source.query(`
    CREATE TABLE orders AS SELECT g AS id, md5(g::text) AS note FROM generate_series(1, 60000) g;
    CREATE TABLE customers AS SELECT g AS id FROM generate_series(1, 10) g`);
  const keys = { main: generateKey(), copy: generateKey() };
  const main = await TestRepository.open({ key: keys.main });
  const other = await TestRepository.open({ key: keys.copy });
  const to = { repository: other.folder, key: keys.copy };
  await main.backup(source);
  await source.query('DELETE FROM customers WHERE id > 5');
  const set = await main.backup(source);
  await copy(main.repository, { plan, to });
  return {
    set: set.set,
    keys,
    folders: { main: main.folder, copy: other.folder },
    dispose: async () => void (await Promise.all([main, other].map((each) => each[Symbol.asyncDispose]()))),
  };
}

type Spoil = (bytes: Buffer) => Buffer | undefined;
const flipped: Spoil = (bytes) => {
  bytes[bytes.length >> 1]! ^= 1;
  return bytes;
};
const cut: Spoil = (bytes) => bytes.subarray(0, 20);
const gone: Spoil = () => undefined;

async function spoil(folder: string, key: string, how: Spoil): Promise<void> {
  const file = join(folder, key);
  const left = how(await readFile(file));
  await (left ? writeFile(file, left) : rm(file));
}

async function blobsOf({ sets }: Repository, set: string): Promise<string[]> {
  const items = await sets.readContents(await sets.get(set));
  const blobs = new Set(items.flatMap((item) => ('pieces' in item ? item.pieces.map(({ blob }) => blob) : [])));
  return [...blobs].map((blob) => `blobs/${blob.slice(0, 2)}/${blob}`);
}

test('what is damaged or missing is put back from the copy, and at the copy from where it comes from', async (context) => {
  const { set, sides, dispose } = await pairOf(context);
  try {
    for (const [side, { repository, folder, other }] of Object.entries(sides)) {
      const [first, second] = await blobsOf(repository, set);
      const rounds = [
        { [first!]: flipped, [second!]: gone },
        { [first!]: cut, [definitionsKey(plan, set)]: flipped },
        { [contentsKey(plan, set)]: gone, [second!]: flipped },
        { [contentsKey(plan, set)]: cut, [definitionsKey(plan, set)]: gone },
        { [manifestKey(plan, set)]: flipped, [first!]: gone },
        { [manifestKey(plan, set)]: gone, [contentsKey(plan, set)]: gone },
      ];
      for (const damage of side === 'main' ? rounds : rounds.slice(-3)) {
        for (const [key, how] of Object.entries(damage)) await spoil(folder, key, how);
        const before = await verify(repository);
        expect(before.findings.length).toBeGreaterThan(0);
        const done = await repair(repository, { from: other });
        expect(done, JSON.stringify(done.reasons)).toMatchObject({ intact: true, findings: [], reasons: [] });
        for (const { key } of before.findings) expect(done.repaired).toContain(key);
      }
      expect(await repair(repository, { set, from: other })).toMatchObject({ intact: true, repaired: [] });
      const runs = await repository.runs.list(plan);
      expect(runs[0]).toMatchObject({ kind: 'repair', state: 'succeeded', set });
      await prune(repository);
      expect(await verify(repository)).toMatchObject({ intact: true });
    }
    const { copyOf, repository } = await sides.main.repository.sets.get(set);
    expect([copyOf, repository]).toEqual([undefined, sides.main.repository.id]);
    const there = await sides.copy.repository.sets.get(set);
    expect(there.copyOf).toMatchObject({ repository: sides.main.repository.id, set });
  } finally {
    await dispose();
  }
});

test('what is damaged on both sides stays so and is told, and what is another set of the same id is not taken', async (context) => {
  const { set, sides, dispose } = await pairOf(context);
  try {
    const { main, copy: there } = sides;
    const ours = await blobsOf(main.repository, set);
    for (const key of ours) await spoil(main.folder, key, flipped);
    const [blob, ...others] = await blobsOf(there.repository, set);
    await spoil(there.folder, blob!, flipped);
    const done = await repair(main.repository, { set, from: main.other });
    expect(done.intact).toBe(false);
    expect(done.repaired).toHaveLength(others.length);
    expect(done.findings).toHaveLength(1);
    expect(done.reasons).toEqual([expect.stringMatching(/: blob [0-9a-f]{64} was altered, or belongs elsewhere/)]);
    const [run] = await main.repository.runs.list(plan);
    expect(run).toMatchObject({
      kind: 'repair',
      state: 'failed',
      error: {
        code: 'verification',
        message: expect.stringMatching(/^1 of \d+ damaged objects could not be repaired: /),
      },
    });
    await expect(repair(main.repository, { from: { ...main.other, key: undefined } })).rejects.toMatchObject({
      code: 'input',
      message: `${there.folder} is encrypted, and no key of it is given`,
    });
    const itself = { repository: main.folder, key: there.other.key };
    await expect(repair(main.repository, { from: itself })).rejects.toMatchObject({
      message: expect.stringContaining('is the repository itself'),
    });
    const empty = join(there.folder, '..', `${set}-empty`);
    await initRepository(empty, { encryption: 'none' });
    const none = await repair(main.repository, { set, from: { repository: empty } });
    await rm(empty, { recursive: true });
    expect(none.reasons).toEqual([`${empty} has no set ${set} of plan ${plan} that can be read`]);
  } finally {
    await dispose();
  }
});

test('a blob that the other repository names in its place, and that has another content, is not put there', async (context) => {
  const { set, sides, dispose } = await pairOf(context);
  try {
    const { main, copy: there } = sides;
    const manifest = await there.repository.sets.get(set);
    const items = await there.repository.sets.readContents(manifest);
    const names = [...new Set(items.flatMap((item) => ('pieces' in item ? item.pieces.map(({ blob }) => blob) : [])))];
    const swapped = new Map([
      [names[0]!, names[1]!],
      [names[1]!, names[0]!],
    ]);
    const contents = await encodeContents(
      items.map((item) => renamed(item, { get: (blob) => swapped.get(blob) ?? blob })),
    );
    const { body: _, ...summary } = contents;
    await there.repository.sets.mend({ ...manifest, contents: summary }, { contents, manifest: 'damaged' });
    const [first] = await blobsOf(main.repository, set);
    await spoil(main.folder, first!, flipped);
    const done = await repair(main.repository, { set, from: main.other });
    expect(done).toMatchObject({ intact: false, repaired: [], findings: [{ key: first }] });
    expect(done.reasons).toEqual([
      expect.stringMatching(/: blob [0-9a-f]{64} of the other repository does not have the content of blob /),
    ]);
  } finally {
    await dispose();
  }
});

test('a repair that dies before any of its changes, or loses the reply to it, is finished by the next one', async (context) => {
  const source = await freshDatabase(await server('18', context));
  await source.query('CREATE TABLE orders AS SELECT g AS id, md5(g::text) AS note FROM generate_series(1, 6000) g');
  await using main = await TestRepository.open();
  const { set } = await main.backup(source);
  const [blob] = await blobsOf(main.repository, set);
  const { repository: from } = await copyOfFolder(main);
  for (let nth = 1, isOver = false; !isOver; nth++) {
    for (const trouble of ['dies', 'loses the reply']) {
      const store = await storeOf(main.folder);
      await store.delete(blob!);
      for (const key of [contentsKey(plan, set), manifestKey(plan, set)]) {
        await store.replace(key, flipped(await store.get(key))!);
      }
      let changes = 0;
      const losing = changing(store, async (at, change) => {
        changes = at;
        await change();
        if (at === nth) throw new PgstowError('store', 'the reply was lost');
        return true;
      });
      const troubled = trouble === 'dies' ? killedBefore(store, nth) : losing;
      await repair(await openRepositoryIn(troubled, processOf(3)), { from }).catch(() => {});
      const next = await openRepositoryIn(store, processOf(4, [3]));
      expect(await repair(next, { from }), `${trouble} at change ${nth}`).toMatchObject({ intact: true });
      if (trouble === 'loses the reply') isOver = changes < nth;
    }
  }
});

async function copyOfFolder({ repository }: TestRepository) {
  const folder = join(repository.store.url, '..', `${plan}-${process.pid}-of`);
  await initRepository(folder, { encryption: 'none' });
  await copy(repository, { plan, to: { repository: folder } });
  onTestFinished(() => rm(folder, { recursive: true }));
  return { repository: { repository: folder } };
}

/** What a folder holds, in memory. */
async function storeOf(folder: string): Promise<MemoryStore> {
  const store = new MemoryStore();
  for await (const { key } of new FolderStore(folder).list(''))
    await store.create(key, await readFile(join(folder, key)));
  return store;
}
