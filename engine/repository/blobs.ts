import { PgstowError } from '../errors.ts';
import type { NewHash } from '../pipe/contentHash.ts';
import { freeParts } from '../pipe/freeBytes.ts';
import { readStamp, stampSize } from '../seal/stamp.ts';
import type { ObjectLock, StandingLock } from '../store/objectLocks.ts';
import { replaceLocked } from '../store/replaceLocked.ts';
import { isArchiveClass } from '../store/storageClasses.ts';
import type { CopiedWithin, ObjectState, Store, StoreOptions, WriteOptions } from '../store/store.ts';
import { freeObject } from './freeObject.ts';
import { allBlobsPrefix, blobKey } from './keys.ts';
import { openVault, type Vault } from './vault.ts';
import { KeysRotated } from './whyNotOpen.ts';

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

/** A blob as the store lists it. */
export interface StoredBlob {
  readonly name: string;
  /** Bytes that are stored. */
  readonly size: number;
  readonly modified: Date;
  readonly etag?: string | undefined;
  /** The storage class that a bucket tells of it; a folder has none. */
  readonly storageClass?: string | undefined;
}

export interface ListBlobsOptions extends StoreOptions {
  /** A hex digit: so that they can be listed at once by several. */
  readonly beginning?: string | undefined;
}

/** Whether it must be thawed before it can be read, as far as a listing tells. */
export function isArchived({ storageClass }: Pick<StoredBlob, 'storageClass'>): boolean {
  return isArchiveClass(storageClass);
}

/** Rejects with `damaged` unless what is stored is the content that the name promises. */
export type BlobCheck = (name: string, frame: Uint8Array) => Promise<void>;

/** The blobs of a repository: each content is stored once, whoever stores it. */
export class BlobStore {
  readonly #store: Store;
  readonly #check: BlobCheck;
  readonly #vault: Vault;
  readonly #avoided: ReadonlySet<string>;
  /** Those of the blobs that were met here which lie in an archive: what is made now is to be read without thawing. */
  readonly #archived = new Set<string>();
  readonly #lock: ObjectLock | undefined;
  /** What was stored here, and locked with that. */
  readonly locked: Set<string>;
  #newInARow = 0;

  constructor(
    store: Store,
    check: BlobCheck,
    vault: Vault = openVault,
    avoided: ReadonlySet<string> = new Set(),
    lock?: ObjectLock,
    locked = new Set<string>(),
  ) {
    this.#store = store;
    this.#check = check;
    this.#vault = vault;
    this.#avoided = avoided;
    this.#lock = lock;
    this.locked = locked;
  }

  /** The same blobs, for a writer that must not rely on those of these names: somebody is about to delete or to archive them. */
  avoiding(names: ReadonlySet<string>): BlobStore {
    const avoided = new Set([...this.#avoided, ...names]);
    return new BlobStore(this.#store, this.#check, this.#vault, avoided, this.#lock, this.locked);
  }

  /** The same blobs, for a writer whose blobs are to be locked; what is there already is not. */
  locking(lock: ObjectLock): BlobStore {
    return new BlobStore(this.#store, this.#check, this.#vault, this.#avoided, lock);
  }

  /** The name that a content is stored by here: its hash, or the first of `<hash>.1`, `<hash>.2`, … that may be relied on. */
  nameOf(id: string): string {
    let name = id;
    for (let n = 1; !this.mayRelyOn(name); n++) name = `${id}.${n}`;
    return name;
  }

  /** Whether a blob of this name may be relied on: nobody is about to delete or to archive it, nor was it found in an archive. */
  mayRelyOn(name: string): boolean {
    return !this.#avoided.has(name) && !this.#archived.has(name);
  }

  /** What blobs are named by. */
  get newHash(): NewHash {
    return this.#vault.newHash;
  }

  /** Whether equal contents have equal names here and there: they are named by the same hash, with the same key. */
  namesAs(other: BlobStore): boolean {
    return this.newHash().digest('hex') === other.newHash().digest('hex');
  }

  /** Bytes that a blob that is stored now has in the store besides its frame. */
  get overhead(): number {
    return this.#vault.overhead;
  }

  /** The fewest that any blob has, of whatever keys. */
  get leastOverhead(): number {
    return Math.min(...this.#vault.overheads);
  }

  /**
   * Stores a blob by its {@link nameOf} unless it is there; afterwards it is. Where the store does not prove by itself what it
   * keeps, what is there is read and compared: when it differs from ours it is either the same content compressed by another
   * version, or what a failing disk left of it, whatever its size. Then it is replaced, and every set that needs the blob is
   * whole again.
   *
   * One that lies in an archive is left to the sets that need it, and the content stored once more by its next name: a new set can be
   * restored without thawing. The body is the caller's again when this has resolved.
   */
  async put(blob: NewBlob, options?: StoreOptions): Promise<'stored' | 'present' | 'repaired'> {
    const name = this.nameOf(blob.id);
    const key = blobKey(name);
    const before = this.#isWorthAsking ? await this.#store.look(key, options) : undefined;
    const locking = { ...options, lock: this.#lock };
    if (before === undefined && (await this.#create(name, blob.body, locking))) {
      this.#newInARow++;
      if (this.#lock) this.locked.add(name);
      return 'stored';
    }
    this.#newInARow = 0;
    const there = before ?? (await this.#store.look(key, options));
    if (there?.archived) {
      this.#archived.add(name);
      return this.put(blob, options);
    }
    if (this.#store.checksummed && this.#isSizeOf(there?.size, blob)) return 'present';
    if (await this.#isThere(name, blob.body, options)) return 'present';
    await this.#store.replace(key, this.#vault.sealBlob(name, blob.body), locking);
    return 'repaired';
  }

  /** The ids of the keys that may have sealed blobs here, as far as they are known; none where nothing is sealed. */
  get seals(): readonly string[] {
    return this.#vault.seals;
  }

  /** The same as it is now: one request. */
  async sealsNow(): Promise<readonly string[]> {
    await this.#vault.look();
    return this.#vault.seals;
  }

  /** Which of them has sealed a blob: what it begins with is read. */
  async sealOf(name: string, options?: StoreOptions): Promise<string> {
    const start = await this.#store.get(blobKey(name), { offset: 0, length: stampSize }, options);
    return readStamp(start) ?? this.#vault.seals[0]!;
  }

  /** Why the service cannot copy blobs of another repository as they are stored there; undefined when it may be asked to. */
  whyNotWithin(from: BlobStore): string | undefined {
    if (!this.namesAs(from)) return 'what is encrypted is sealed anew, under the key of the copy';
    return this.#store.copyFrom ? undefined : 'they are not in one service';
  }

  /**
   * Has the service copy a blob of another repository, to a name that stands for the same content, and locks it. What the service does not
   * prove by itself is read and proved.
   */
  async copyFrom(from: BlobStore, name: string, nameThere: string, options?: StoreOptions): Promise<CopiedWithin> {
    const copied = await this.#store.copyFrom!(from.#store, blobKey(name), blobKey(nameThere), options);
    if (copied.state === 'refused') return copied;
    if (!copied.proved && !(await this.#isThere(nameThere, undefined, options)))
      return { state: 'refused', why: 'what was copied is not its content', forAll: false };
    if (this.#lock) {
      await this.#store.locks?.extend(blobKey(nameThere), this.#lock, options);
      this.locked.add(nameThere);
    }
    return { ...copied, proved: true };
  }

  async #create(name: string, body: NewBlob['body'], options?: StoreOptions): Promise<boolean> {
    const sealed = this.#vault.sealBlob(name, body);
    const isNew = await this.#store.create(blobKey(name), sealed, options);
    if (sealed !== body) freeParts(sealed);
    return isNew;
  }

  /** Whether a blob may well be there: then it is sooner asked for than sent in vain. */
  get #isWorthAsking(): boolean {
    return this.#newInARow < expectedNewAfter;
  }

  /** Writes a blob by this very name over whatever stands there, for who has found that damaged; locked as long as that is, or longer. The frame must have the content of the name. */
  async replace(name: string, body: readonly Uint8Array[], options?: WriteOptions): Promise<void> {
    await replaceLocked(this.#store, blobKey(name), this.#vault.sealBlob(name, body), options);
  }

  /** Whether what is stored by a name has its content: it is read. */
  async isWhole(name: string, options?: StoreOptions): Promise<boolean> {
    return this.#isThere(name, undefined, options);
  }

  /** A blob's zstd frame. Whether its content is what the name says is not checked. */
  async get(name: string, options?: StoreOptions): Promise<Buffer> {
    return this.#vault.openBlob(name, await this.#store.get(blobKey(name), undefined, options));
  }

  /** How many bytes are stored of a blob; undefined when it is missing. */
  async size(name: string, options?: StoreOptions): Promise<number | undefined> {
    return this.#store.size(blobKey(name), options);
  }

  /** What is known of a blob without reading it; undefined when it is missing. */
  async look(name: string, options?: StoreOptions): Promise<ObjectState | undefined> {
    return this.#store.look(blobKey(name), options);
  }

  /** Every blob that is there, or whose name has this beginning; no particular order of names. */
  async *list({ beginning = '', ...options }: ListBlobsOptions = {}): AsyncGenerator<StoredBlob> {
    for await (const { key, ...object } of this.#store.list(`${allBlobsPrefix}${beginning}`, options)) {
      yield { name: key.slice(key.lastIndexOf('/') + 1), ...object };
    }
  }

  /** Removes a blob with its versions; that it is not there is no error. One that is locked stays, to be seen by the next prune. */
  async delete(name: string, options?: StoreOptions): Promise<void> {
    await freeObject(this.#store, blobKey(name), options);
  }

  /** What keeps a blob from being deleted; undefined when nothing does. */
  async lockOf(name: string, options?: StoreOptions): Promise<StandingLock | undefined> {
    const { locks } = this.#store;
    return (await this.#isVersioned(options)) ? locks!.lockOf(blobKey(name), options) : undefined;
  }

  /** Who may not ask does without. */
  async #isVersioned(options?: StoreOptions): Promise<boolean> {
    const { locks } = this.#store;
    if (!locks) return false;
    return locks.bucket(options).then(
      ({ versioned }) => versioned,
      () => false,
    );
  }

  #isSizeOf(size: number | undefined, { storedBytes }: NewBlob): boolean {
    return this.#vault.overheads.some((overhead) => size === storedBytes + overhead);
  }

  /** Whether what is stored by a blob's name has its content. What newer keys than ours have sealed we cannot tell, and store as ours. */
  async #isThere(name: string, body: NewBlob['body'] | undefined, options?: StoreOptions): Promise<boolean> {
    try {
      const there = await this.get(name, options);
      if (!body || !isSame(there, body)) await this.#check(name, there);
      return true;
    } catch (thrown) {
      if (thrown instanceof KeysRotated || (thrown instanceof PgstowError && thrown.code === 'damaged')) return false;
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
