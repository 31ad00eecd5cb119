import { PgstowError } from '../errors.ts';
import type { Body, Store, StoreOptions } from '../store/store.ts';
import { blobKey } from './keys.ts';

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
   * Stores a blob unless it is there; afterwards it is. What is there in another size than ours is either the same content
   * compressed by another version, or what a failing disk left of it: then it is replaced, and every set that needs the
   * blob is whole again.
   */
  async put(blob: NewBlob, options?: StoreOptions): Promise<'stored' | 'present' | 'repaired'> {
    const key = blobKey(blob.id);
    const size = await this.#store.size(key, options);
    if (size === undefined && (await this.#store.create(key, blob.body, options))) return 'stored';
    if (size === blob.storedBytes || (await this.#isIntact(blob.id, options))) return 'present';
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

  async #isIntact(id: string, options?: StoreOptions): Promise<boolean> {
    try {
      await this.#check(id, await this.get(id, options));
      return true;
    } catch (thrown) {
      if (thrown instanceof PgstowError && thrown.code === 'damaged') return false;
      throw thrown;
    }
  }
}
