import { throwIfAborted } from '../../errors.ts';
import { checkKey } from '../key.ts';
import type { ObjectLocks } from '../objectLocks.ts';
import type {
  Body,
  ByteRange,
  ObjectState,
  ReadOptions,
  Store,
  StoredObject,
  StoreOptions,
  WriteOptions,
} from '../store.ts';
import { entryOf, type ObjectCache } from './objectCache.ts';

/**
 * Whether bytes from anywhere are surely what the store holds of an object that it has just listed. Said by whoever can tell
 * a forgery.
 */
export type Proof = (listed: StoredObject, bytes: Buffer) => boolean;

/**
 * A store that need not read again what has not changed. Only a read for which the caller gives what a listing has just told
 * of the object is answered from the cache, and only by bytes that are proved; all else goes to the store as if there were no
 * cache. So whatever the cache holds, or fails to, costs time alone.
 *
 * A store that does not prove by itself what it keeps is not cached: its objects may change with nobody having written.
 */
export class CachedStore implements Store {
  readonly url: string;
  readonly checksummed: boolean;
  readonly locks: ObjectLocks | undefined;
  readonly #store: Store;
  readonly #cache: ObjectCache;
  readonly #below: string;
  readonly #proves: Proof;

  /** Objects are kept whose keys begin with `below`. */
  constructor(store: Store, { cache, below, proves }: { cache: ObjectCache; below: string; proves: Proof }) {
    this.url = store.url;
    this.checksummed = store.checksummed;
    this.locks = store.locks;
    this.#store = store;
    this.#cache = cache;
    this.#below = below;
    this.#proves = proves;
  }

  async get(key: string, range?: ByteRange, options: ReadOptions = {}): Promise<Buffer> {
    const { listed, signal } = options;
    if (range || listed?.key !== key || !this.#keeps(key)) return this.#store.get(key, range, options);
    checkKey(key);
    throwIfAborted(signal);
    const kept = await this.#cache.find(listed);
    if (kept && this.#proves(listed, kept)) return kept;
    const read = await this.#store.get(key, range, options);
    // of another size it has been replaced since it was listed
    if (read.length === listed.size && this.#proves(listed, read)) await this.#cache.keep(listed, read);
    return read;
  }

  /** What a whole listing no longer shows, or shows changed, is forgotten. */
  async *list(prefix: string, options?: StoreOptions): AsyncGenerator<StoredObject> {
    if (!this.#keeps(prefix)) return yield* this.#store.list(prefix, options);
    const stale = new Set(await this.#cache.entriesUnder(prefix));
    for await (const object of this.#store.list(prefix, options)) {
      stale.delete(entryOf(object) ?? '');
      yield object;
    }
    await this.#cache.forget(stale);
  }

  create(key: string, body: Body, options?: WriteOptions): Promise<boolean> {
    return this.#store.create(key, body, options);
  }

  replace(key: string, body: Body, options?: WriteOptions): Promise<void> {
    return this.#store.replace(key, body, options);
  }

  size(key: string, options?: StoreOptions): Promise<number | undefined> {
    return this.#store.size(key, options);
  }

  look(key: string, options?: StoreOptions): Promise<ObjectState | undefined> {
    return this.#store.look(key, options);
  }

  delete(key: string, options?: StoreOptions): Promise<void> {
    return this.#store.delete(key, options);
  }

  clock(signal?: AbortSignal): Promise<Date> {
    return this.#store.clock(signal);
  }

  #keeps(beginning: string): boolean {
    return this.#store.checksummed && beginning.startsWith(this.#below);
  }
}
