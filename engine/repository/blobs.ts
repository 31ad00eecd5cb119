import { PgstowError } from '../errors.ts';
import type { NewHash } from '../pipe/contentHash.ts';
import type { Store, StoreOptions } from '../store/store.ts';
import { allBlobsPrefix, blobKey } from './keys.ts';
import { openVault, type Vault } from './vault.ts';

/** A blob ready to be stored. */
export interface NewBlob {
  /** The hash of the uncompressed content, in lower-case hex. */
  readonly id: string;
  /** The content as one zstd frame. */
  readonly body: readonly Uint8Array[];
  /** Bytes of `body`. */
  readonly storedBytes: number;
}

/** After so many new blobs in a row the next is taken to be new as well, and sent without asking. */
const expectedNewAfter = 8;

/** Rejects with `damaged` unless what is stored is the content that the id promises. */
export type BlobCheck = (id: string, frame: Uint8Array) => Promise<void>;

/** The blobs of a repository: each content is stored once, whoever stores it. */
export class BlobStore {
  readonly #store: Store;
  readonly #check: BlobCheck;
  readonly #vault: Vault;
  #newInARow = 0;

  constructor(store: Store, check: BlobCheck, vault: Vault = openVault) {
    this.#store = store;
    this.#check = check;
    this.#vault = vault;
  }

  /** What blobs are named by. */
  get newHash(): NewHash {
    return this.#vault.newHash;
  }

  /** Bytes that a blob has in the store besides its frame. */
  get overhead(): number {
    return this.#vault.overhead;
  }

  /**
   * Stores a blob unless it is there; afterwards it is. Where the store does not prove by itself what it keeps, what is there is read
   * and compared: when it differs from ours it is
   * either the same content compressed by another version, or what a failing disk left of it, whatever its size. Then it is
   * replaced, and every set that needs the blob is whole again.
   */
  async put(blob: NewBlob, options?: StoreOptions): Promise<'stored' | 'present' | 'repaired'> {
    const key = blobKey(blob.id);
    const before = this.#isWorthAsking ? await this.#store.size(key, options) : undefined;
    if (before === undefined && (await this.#store.create(key, this.#vault.sealBlob(blob.id, blob.body), options))) {
      this.#newInARow++;
      return 'stored';
    }
    this.#newInARow = 0;
    const size = before ?? (await this.#store.size(key, options));
    if (this.#store.checksummed && size === blob.storedBytes + this.overhead) return 'present';
    if (await this.#isThere(blob, options)) return 'present';
    await this.#store.replace(key, this.#vault.sealBlob(blob.id, blob.body), options);
    return 'repaired';
  }

  /** Whether a blob may well be there: then it is sooner asked for than sent in vain. */
  get #isWorthAsking(): boolean {
    return this.#newInARow < expectedNewAfter;
  }

  /** A blob's zstd frame. Whether its content is what the id says is not checked. */
  async get(id: string, options?: StoreOptions): Promise<Buffer> {
    return this.#vault.openBlob(id, await this.#store.get(blobKey(id), undefined, options));
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

  /** Whether what is stored under a blob's id has its content. */
  async #isThere({ id, body }: NewBlob, options?: StoreOptions): Promise<boolean> {
    try {
      const there = await this.get(id, options);
      if (!isSame(there, body)) await this.#check(id, there);
      return true;
    } catch (thrown) {
      if (thrown instanceof PgstowError && thrown.code === 'damaged') return false;
      throw thrown;
    }
  }
}

function isSame(stored: Buffer, body: readonly Uint8Array[]): boolean {
  let at = 0;
  for (const piece of body) {
    if (!stored.subarray(at, at + piece.length).equals(piece)) return false;
    at += piece.length;
  }
  return at === stored.length;
}
