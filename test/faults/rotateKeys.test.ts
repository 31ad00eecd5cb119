import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type TestContext, test } from 'vitest';
import {
  backup,
  generateKey,
  initRepository,
  keyReach,
  openRepository,
  type Repository,
  rotateKeys,
} from '../../engine/index.ts';
import { KeyFolder } from '../../engine/repository/keyFolder.ts';
import { realSurroundings } from '../../engine/repository/surroundings.ts';
import { parseKey } from '../../engine/seal/keyText.ts';
import { opensRaw } from '../repository/keysScene.ts';
import { freshDatabase, server, type TestDatabase } from '../servers.ts';
import type { Stop, Work } from './engineJob.ts';
import { EngineProcess, runEngine } from './engineProcess.ts';
import { proveAllSets } from './repositoryCheck.ts';
import { planOf, restoreRequest } from './scene.ts';

const wasRemoved = {
  code: 'input',
  message: expect.stringMatching(
    /cannot be opened: the repository's keys were rotated .*, and the key of slot \S+ was removed then$/,
  ),
};

/** A database, and an encrypted repository that opens with two keys: one of them has leaked. */
class Leak implements AsyncDisposable {
  readonly keys = { leaked: generateKey(), fresh: generateKey() };
  readonly folder: string;
  readonly source: TestDatabase;
  #secrets: readonly Uint8Array[] = [];

  private constructor(folder: string, source: TestDatabase) {
    this.folder = folder;
    this.source = source;
  }

  static async into(context: TestContext): Promise<Leak> {
    const source = await freshDatabase(await server('18', context));
    await source.query(`
      CREATE TABLE wide AS SELECT g AS id, repeat(md5(g::text), 100) AS text FROM generate_series(1, 5000) g;
      CREATE TABLE a AS SELECT g FROM generate_series(1, 1000) g; CREATE TABLE b AS SELECT g, md5(g::text) FROM generate_series(1, 30000) g`);
    const leak = new Leak(await mkdtemp(join(tmpdir(), 'pgstow-rotate-')), source);
    const made = await initRepository(leak.folder, { encryption: { key: leak.keys.leaked } });
    await made.keySlots.add({ key: leak.keys.fresh });
    await made.plans.apply(planOf('shop', source.target));
    leak.#secrets = await everythingKnownBy(made, leak.keys.leaked);
    return leak;
  }

  open(which: 'leaked' | 'fresh'): Promise<Repository> {
    return openRepository(this.folder, { key: this.keys[which] });
  }

  /** The engine at work in another process, which has this key. */
  start(which: 'leaked' | 'fresh', work: Work, stop?: Stop): EngineProcess {
    return new EngineProcess({ repository: this.folder, key: this.keys[which], work, ...(stop && { stop }) });
  }

  /** Removes the key that has leaked. */
  async rotate() {
    const slot = (await this.open('leaked')).keySlots.opened!;
    return rotateKeys(await this.open('fresh'), { remove: [slot] });
  }

  async files(): Promise<Set<string>> {
    const found = await readdir(this.folder, { recursive: true, withFileTypes: true });
    const names = found.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
    return new Set(names.map((name) => name.slice(this.folder.length + 1)));
  }

  /** What of some objects whoever has kept the leaked key, and all that it ever opened, can open with the rules alone. */
  async openToThem(keys: Iterable<string>): Promise<string[]> {
    const { id } = await this.open('fresh');
    const open: string[] = [];
    for (const key of keys) {
      if (opensRaw(this.#secrets, id, key, await readFile(join(this.folder, key)))) open.push(key);
    }
    return open;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.folder, { recursive: true });
  }
}

test('keys are rotated while a backup, a restore and a verification run: they end as they have begun, and the old key opens nothing of what comes', async (context) => {
  await using leak = await Leak.into(context);
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
});

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

/** The key, and every master key that it ever opened. */
async function everythingKnownBy({ id, facts, store }: Repository, key: string): Promise<readonly Uint8Array[]> {
  if (facts.encryption === 'none') throw new Error('it is not encrypted');
  const place = { store, surroundings: realSurroundings(), aws: undefined as never };
  const folder = new KeyFolder(place, id, { created: facts.created, publicKey: facts.encryption.publicKey });
  const { masters } = await folder.open({ kind: 'key', key: parseKey(key) }, await folder.read());
  return [parseKey(key), ...masters];
}
