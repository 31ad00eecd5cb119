import { PgstowError } from '../errors.ts';
import type { Body, Store, StoreOptions } from '../store/store.ts';
import { allBlobsPrefix, blobKey } from './keys.ts';

/** A blob ready to be stored. */
export interface NewBlob {
  /** SHA-256 of the uncompressed content, in lower-case hex. */
  readonly id: string;
  /** The content as zstd. */
  readonly body: Body;
  /** Bytes of `body`. */
  readonly storedBytes: number;
}

/** Rejects with `damaged` unless what is stored is the content that the id promises. */
export type BlobCheck = (id: string, stored: Uint8Array) => Promise<void>;

/** The blobs of a repository: each content is stored once, whoever stores it. */
export class BlobStore {
  readonly #store: Store;
  readonly #check: BlobCheck;

  constructor(store: Store, check: BlobCheck) {
    this.#store = store;
    this.#check = check;
  }

  /**
   * Stores a blob unless it is there; afterwards it is. What is there is read and compared: when it differs from ours it is
   * either the same content compressed by another version, or what a failing disk left of it, whatever its size. Then it is
   * replaced, and every set that needs the blob is whole again.
   */
  async put(blob: NewBlob, options?: StoreOptions): Promise<'stored' | 'present' | 'repaired'> {
    const key = blobKey(blob.id);
    const size = await this.#store.size(key, options);
    if (size === undefined && (await this.#store.create(key, blob.body, options))) return 'stored';
    const there = await this.get(blob.id, options);
    if (isSame(there, blob.body) || (await this.#isIntact(blob.id, there))) return 'present';
    await this.#store.replace(key, blob.body, options);
    return 'repaired';
  }

  /** What is stored of a blob: its zstd frame, unchecked. */
  async get(id: string, options?: StoreOptions): Promise<Buffer> {
    return this.#store.get(blobKey(id), undefined, options);
  }

  /** How many bytes are stored of a blob; undefined when it is missing. */
  async size(id: string, options?: StoreOptions): Promise<number | undefined> {
    return this.#store.size(blobKey(id), options);
  }

  /** Every blob that is there, with the bytes stored of it; no particular order of ids. */
  async *list(options?: StoreOptions): AsyncGenerator<{ readonly id: string; readonly size: number }> {
    for await (const { key, size } of this.#store.list(allBlobsPrefix, options)) {
      yield { id: key.slice(key.lastIndexOf('/') + 1), size };
    }
  }

  async #isIntact(id: string, stored: Uint8Array): Promise<boolean> {
    try {
      await this.#check(id, stored);
      return true;
    } catch (thrown) {
      if (thrown instanceof PgstowError && thrown.code === 'damaged') return false;
      throw thrown;
    }
  }
}

function isSame(stored: Buffer, body: Body): boolean {
  let at = 0;
  for (const piece of body instanceof Uint8Array ? [body] : body) {
    if (!stored.subarray(at, at + piece.length).equals(piece)) return false;
    at += piece.length;
  }
  return at === stored.length;
}
