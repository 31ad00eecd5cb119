import { createHash } from 'node:crypto';
import { throwIfAborted } from '../../engine/errors.ts';
import { checkKey, checkPrefix } from '../../engine/store/key.ts';
import { missingObject, shortObject } from '../../engine/store/missing.ts';
import type { Body, ByteRange, ObjectState, Store, StoredObject, StoreOptions } from '../../engine/store/store.ts';

interface Kept {
  readonly bytes: Buffer;
  readonly modified: Date;
}

/** Keeps objects in this process, dated by a clock that may be made up: for tests. */
export class MemoryStore implements Store {
  readonly url: string = 'memory';
  /** Tests alter what is kept. */
  readonly checksummed: boolean = false;
  readonly #objects = new Map<string, Kept>();
  readonly #now: () => Date;

  constructor(now: () => Date = () => new Date()) {
    this.#now = now;
  }

  async create(key: string, body: Body, options: StoreOptions = {}): Promise<boolean> {
    check(key, options);
    if (this.#objects.has(key)) return false;
    this.#objects.set(key, { bytes: copyOf(body), modified: this.#now() });
    return true;
  }

  async replace(key: string, body: Body, options: StoreOptions = {}): Promise<void> {
    check(key, options);
    this.#objects.set(key, { bytes: copyOf(body), modified: this.#now() });
  }

  async get(key: string, range?: ByteRange, options: StoreOptions = {}): Promise<Buffer> {
    check(key, options);
    const object = this.#objects.get(key)?.bytes;
    if (!object) throw missingObject(key, this.url);
    if (!range) return Buffer.from(object);
    const end = range.offset + range.length;
    if (end > object.length) throw shortObject(key, end, object.length);
    return Buffer.from(object.subarray(range.offset, end));
  }

  async size(key: string, options: StoreOptions = {}): Promise<number | undefined> {
    check(key, options);
    return this.#objects.get(key)?.bytes.length;
  }

  async look(key: string, options: StoreOptions = {}): Promise<ObjectState | undefined> {
    const size = await this.size(key, options);
    return size === undefined ? undefined : { size };
  }

  async *list(prefix: string, options: StoreOptions = {}): AsyncGenerator<StoredObject> {
    checkPrefix(prefix);
    throwIfAborted(options.signal);
    const meant = [...this.#objects.keys()].filter((key) => key.startsWith(prefix));
    for (const key of meant.sort()) {
      const object = this.#objects.get(key);
      if (object) yield { key, size: object.bytes.length, modified: object.modified };
    }
  }

  async delete(key: string, options: StoreOptions = {}): Promise<void> {
    check(key, options);
    this.#objects.delete(key);
  }

  async clock(signal?: AbortSignal): Promise<Date> {
    throwIfAborted(signal);
    return this.#now();
  }
}

/** The same as a bucket has it: proves what it keeps, and lists ETags. Tests that alter what it keeps do what no bucket does. */
export class MemoryBucket extends MemoryStore {
  override readonly checksummed = true;
  /** What was asked of it, as `get KEY`. */
  readonly asked: string[] = [];

  override async get(key: string, range?: ByteRange, options?: StoreOptions): Promise<Buffer> {
    this.asked.push(`get ${key}`);
    return super.get(key, range, options);
  }

  override async *list(prefix: string, options?: StoreOptions): AsyncGenerator<StoredObject> {
    this.asked.push(`list ${prefix}`);
    for await (const object of super.list(prefix, options)) {
      const etag = createHash('md5').update(await super.get(object.key));
      yield { ...object, etag: `"${etag.digest('hex')}"` };
    }
  }
}

function check(key: string, options: StoreOptions): void {
  checkKey(key);
  throwIfAborted(options.signal);
}

function copyOf(body: Body): Buffer {
  return Buffer.concat(body instanceof Uint8Array ? [body] : body);
}
