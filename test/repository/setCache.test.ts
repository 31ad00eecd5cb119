import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { etagProof, type SetCache, sealProof, withSetCache } from '../../engine/repository/setCache.ts';
import { Sets } from '../../engine/repository/sets.ts';
import { openVault, sealedVault, type Vault } from '../../engine/repository/vault.ts';
import { deriveKeys } from '../../engine/seal/keys.ts';
import { CachedStore } from '../../engine/store/cache/cachedStore.ts';
import { ObjectCache } from '../../engine/store/cache/objectCache.ts';
import { MemoryBucket } from '../store/memory.ts';
import { sampleManifest, sampleSet } from './sampleManifest.ts';

const { plan, repository } = sampleManifest;
const ids = ['20261122T213000Z-aaaaaa', '20261123T213000Z-bbbbbb', '20261124T213000Z-cccccc'] as const;
const undertaker = { at: '2026-11-25T00:00:00Z', by: 'anna@runner' };
const sealed = sealedVaultOf(randomBytes(32));
const vaults = {
  plain: { vault: openVault, proof: etagProof },
  encrypted: { vault: sealed, proof: sealProof(sealed) },
};

let folder: string;
let bucket: MemoryBucket;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pgstow-cache-'));
  bucket = new MemoryBucket();
});
afterEach(() => rm(folder, { recursive: true }));

describe.each(['plain', 'encrypted'] as const)('the cache of a repository that is %s', (kind) => {
  const { vault, proof } = vaults[kind];
  const part = () => ({ repository, folder: join(folder, repository) });

  /** The sets, as the next process sees them. */
  const opened = (cache: SetCache = { folder }) => new Sets(withSetCache(bucket, cache, part(), proof), vault);
  const uncached = () => new Sets(bucket, vault);

  beforeEach(async () => {
    for (const set of ids) {
      const { manifest, definitions, contents } = await sampleSet({ set });
      await uncached().commit(manifest, definitions, contents);
    }
  });

  /** What sets there are, with their contents as a prune marks them; and how many objects were read for it. */
  async function look(sets: Sets): Promise<{ seen: unknown; reads: number }> {
    bucket.asked.length = 0;
    const listed = await sets.list(plan);
    const seen: unknown[] = [];
    for (const { set, parts } of await sets.objects(plan)) {
      const found = await sets.find({ plan, set }, { listed: parts.get('manifest.json') });
      const contents = { listed: parts.get('contents.ndjson.zst') };
      seen.push([found, found?.state === 'complete' && (await sets.readContents(found.manifest, contents))]);
    }
    return { seen: { listed, seen }, reads: bucket.asked.filter((each) => each.startsWith('get')).length };
  }

  const names = () => readdir(part().folder);
  const paths = async () => (await names()).map((name) => join(part().folder, name));

  test('saves the next run the reading, and nothing that a set is made of is in it unsealed', async () => {
    const truth = await look(uncached());
    expect(truth.reads).toBe(9); // each manifest twice, each list once
    expect(await look(opened())).toEqual({ ...truth, reads: 6 });
    expect(await look(opened())).toEqual({ ...truth, reads: 0 });
    expect((await names()).every((name) => /^sets~orders-nightly~/.test(name))).toBe(true);
    const kept = Buffer.concat(await Promise.all((await paths()).map((path) => readFile(path))));
    expect(kept.includes('backup@db.example.com')).toBe(kind === 'plain');
  });

  const damages: Readonly<Record<string, (path: string) => Promise<unknown>>> = {
    'cut short': (path) => truncate(path, 100),
    flipped: async (path) => {
      const bytes = await readFile(path);
      bytes[bytes.length >> 1]! ^= 1;
      await writeFile(path, bytes);
    },
    'longer than the object': async (path) => writeFile(path, Buffer.concat([await readFile(path), Buffer.from('x')])),
    empty: (path) => truncate(path, 0),
    'a folder': async (path) => {
      await rm(path);
      execFileSync('mkdir', ['-p', join(path, 'sets')]);
    },
    'a link to something else': async (path) => {
      await rm(path);
      await symlink('/dev/zero', path);
    },
    'a pipe that nobody writes to': async (path) => {
      await rm(path);
      execFileSync('mkfifo', [path]);
    },
  };
  test.each(Object.keys(damages))('an entry that is %s is read from the store, and kept anew', async (damage) => {
    const truth = await look(opened());
    for (const path of await paths()) await damages[damage]!(path);
    expect((await look(opened())).seen).toEqual(truth.seen);
    expect(await look(opened())).toEqual({ ...truth, reads: 0 });
  });

  test('an entry in the place of another one is not believed', async () => {
    const truth = await look(opened());
    const [first, second] = (await paths()).filter((path) => path.includes('manifest.json')).sort();
    await rename(first!, `${first}.aside`);
    await rename(second!, first!);
    await rename(`${first}.aside`, second!);
    expect(await look(opened())).toEqual({ ...truth, reads: 2 });
  });

  test('a forged manifest is not believed, though it proves itself and has the right size', async () => {
    const truth = await look(opened());
    const forged = await sampleSet({ set: ids[0], source: { ...sampleManifest.source, database: 'Orders' } });
    const other = new MemoryBucket();
    const key = randomBytes(32);
    const anothersVault = kind === 'plain' ? openVault : sealedVaultOf(key);
    await new Sets(other, anothersVault).commit(forged.manifest, forged.definitions, forged.contents);
    const manifest = `sets/${plan}/${ids[0]}/manifest.json`;
    const bytes = await other.get(manifest);
    expect(bytes).toHaveLength((await bucket.size(manifest))!);
    const [path] = (await paths()).filter((each) => each.includes(`${ids[0]}~manifest.json`));
    await writeFile(path!, bytes);
    expect(await look(opened())).toEqual({ ...truth, reads: 1 });
  });

  test('a set that somebody else has removed meanwhile is gone, and so is its entry', async () => {
    await look(opened());
    await uncached().remove({ plan, set: ids[1] }, undertaker);
    const truth = await look(uncached());
    expect((await look(opened())).seen).toEqual(truth.seen);
    expect((await opened().list(plan)).map(({ set }) => set)).toEqual([ids[2], ids[0]]);
    await bucket.delete(`sets/${plan}/${ids[1]}/contents.ndjson.zst`);
    await bucket.delete(`sets/${plan}/${ids[1]}/manifest.json`);
    await opened().list(plan);
    expect((await names()).filter((name) => name.includes(ids[1]))).toEqual([]);
    expect(await names()).toHaveLength(4);
  });

  test('the old manifest is not believed in the place of the tombstone', async () => {
    await look(opened());
    const [path] = (await paths()).filter((each) => each.includes(`${ids[1]}~manifest.json`));
    const manifest = await readFile(path!);
    await uncached().remove({ plan, set: ids[1] }, undertaker);
    await look(opened());
    const [tombstone] = (await paths()).filter((each) => each.includes(`${ids[1]}~manifest.json`));
    await writeFile(tombstone!, manifest);
    expect((await opened().list(plan)).map(({ set }) => set)).toEqual([ids[2], ids[0]]);
  });

  test('whoever has to know what stands there at this moment asks the store', async () => {
    const sets = opened();
    await look(sets);
    const name = { plan, set: ids[0] };
    await uncached().remove(name, undertaker);
    expect(await sets.tombstone(name)).toMatchObject({ why: 'removed' });
    expect(await sets.find(name)).toBeUndefined();
    await expect(sets.get(ids[0])).rejects.toThrow(`set ${ids[0]} of plan ${plan} was removed`);
    expect(await sets.abandon(name, undertaker)).toBe('abandoned');
    bucket.asked.length = 0;
    await sets.list(plan, { fromStore: true });
    expect(bucket.asked.filter((each) => each.startsWith('get'))).toHaveLength(3);
  });

  test('a folder that is not there, that is a file, or that cannot be written costs nothing but time', async () => {
    const truth = await look(uncached());
    const places = ['/proc/1/nowhere', '/dev/null', '/sys/kernel', join(folder, 'no', 'such', 'folder')];
    for (const place of places) {
      const sets = () => new Sets(withSetCache(bucket, { folder: place }, { repository, folder: place }, proof), vault);
      expect((await look(sets())).seen).toEqual(truth.seen);
      expect((await look(sets())).seen).toEqual(truth.seen);
    }
  });

  test('what was kept elsewhere is brought back once, when it is first needed; that it cannot be is no harm', async () => {
    const truth = await look(opened());
    await rename(part().folder, `${folder}/elsewhere`);
    const parts: unknown[] = [];
    const sets = opened({
      folder,
      prepare: async (about) => {
        parts.push(about);
        await rename(`${folder}/elsewhere`, about.folder);
      },
    });
    expect(parts).toEqual([]);
    expect(await look(sets)).toEqual({ ...truth, reads: 0 });
    expect(await look(sets)).toEqual({ ...truth, reads: 0 });
    expect(parts).toEqual([part()]);
    const failing = opened({ folder, prepare: () => Promise.reject(new Error('no service')) });
    expect(await look(failing)).toEqual({ ...truth, reads: 0 });
  });

  test('no more is kept than the limit', async () => {
    const truth = await look(uncached());
    const small = () => {
      const cache = new ObjectCache(part().folder, { limit: 4000 });
      return new Sets(new CachedStore(bucket, { cache, below: 'sets/', proves: proof }), vault);
    };
    expect((await look(small())).seen).toEqual(truth.seen);
    const sizes = await Promise.all((await paths()).map(async (path) => (await readFile(path)).length));
    const total = sizes.reduce((sum, size) => sum + size, 0);
    expect(total).toBeGreaterThan(1000);
    expect(total).toBeLessThanOrEqual(4000);
    expect((await look(small())).seen).toEqual(truth.seen);
  });
});

/** With one master key, as a repository has that was never rotated. */
function sealedVaultOf(master: Buffer): Vault {
  const keys = deriveKeys(master, repository);
  const find = (id: string | undefined) => (id === undefined ? keys : undefined);
  return sealedVault({
    first: keys,
    newest: keys,
    blobs: { names: keys.blobNames, seals: [{ id: keys.id, key: keys.blobs }] },
    find,
    learn: async (id) => find(id)!,
    look: async () => {},
  });
}
