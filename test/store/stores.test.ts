import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { etagProof } from '../../engine/repository/setCache.ts';
import { CachedStore } from '../../engine/store/cache/cachedStore.ts';
import { ObjectCache } from '../../engine/store/cache/objectCache.ts';
import { FolderStore } from '../../engine/store/folder.ts';
import type { ByteRange, ReadOptions, Store, StoredObject } from '../../engine/store/store.ts';
import { Bucket } from '../gateway/bucket.ts';
import { storeConformance } from './conformance.ts';
import { MemoryBucket, MemoryStore } from './memory.ts';

storeConformance('a folder', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pgstow-store-'));
  return {
    store: new FolderStore(folder),
    second: new FolderStore(folder),
    dispose: () => rm(folder, { recursive: true }),
  };
});

storeConformance('a folder that other machines may write to', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pgstow-store-'));
  const open = () => new FolderStore(folder, { shared: true });
  return { store: open(), second: open(), dispose: () => rm(folder, { recursive: true }) };
});

storeConformance('memory', async () => {
  const store = new MemoryStore();
  return { store, second: store, dispose: async () => {} };
});

storeConformance('a bucket of a RADOS Gateway', async (context) => {
  const bucket = await Bucket.fresh(context);
  return { store: bucket.store(), second: bucket.store(), dispose: async () => {} };
});

storeConformance('memory with a cache around it', async () => {
  const bucket = new MemoryBucket();
  return withCaches(bucket, bucket);
});

storeConformance('a bucket of a RADOS Gateway with a cache around it', async (context) => {
  const bucket = await Bucket.fresh(context);
  return withCaches(bucket.store(), bucket.store());
});

/** Two processes, each with a cache of its own. */
async function withCaches(one: Store, other: Store) {
  const folder = await mkdtemp(join(tmpdir(), 'pgstow-cache-'));
  const open = (store: Store, name: string) =>
    new ListingFirst(store, { cache: new ObjectCache(join(folder, name)), below: '', proves: etagProof });
  return { store: open(one, 'one'), second: open(other, 'other'), dispose: () => rm(folder, { recursive: true }) };
}

/** Lists an object before it is read, and reads it twice: the second time from the cache, if it is kept. */
class ListingFirst extends CachedStore {
  override async get(key: string, range?: ByteRange, options: ReadOptions = {}): Promise<Buffer> {
    const listed = await this.#find(key).catch(() => undefined);
    await super.get(key, range, { ...options, listed });
    return super.get(key, range, { ...options, listed });
  }

  async #find(key: string): Promise<StoredObject | undefined> {
    for await (const object of this.list(key)) if (object.key === key) return object;
    return undefined;
  }
}
