import type { ObjectLock, ObjectLocks } from './objectLocks.ts';
import type { Archived, StorageClasses } from './storageClasses.ts';

/**
 * The contract between pgstow and whatever keeps its objects: a folder, a bucket. Every implementation passes the
 * same conformance suite (`test/store/conformance.ts`). What a key may look like is said in `key.ts`.
 *
 * All methods reject with a `PgstowError`: `damaged` when an object that is asked for is not there or too short, `store`
 * for everything the store itself does wrong (its folder or bucket being away included: that is no missing object),
 * `input` for a malformed key, `interrupted` when the signal fired.
 */
export interface Store {
  /** Where it is, as a person would write it; holds no credentials. */
  readonly url: string;

  /**
   * True when the store itself proves on each read that an object is what was written, as a bucket does by its checksums:
   * an object of the right size need not be read again to be trusted. A disk gives back whatever it holds.
   */
  readonly checksummed: boolean;

  /** Versions and locks of its objects; absent where there are none, as in a folder. */
  readonly locks?: ObjectLocks | undefined;

  /**
   * Writes an object that must not exist yet, whole or not at all, durably. The one primitive that everything rests on.
   * Of several writers of one key exactly one gets `true`; the others get `false` and change nothing. After either answer
   * the object is there for good.
   */
  create(key: string, body: Body, options?: WriteOptions): Promise<boolean>;

  /** Writes an object whether it exists or not; a reader sees the old one or the new one, never a mixture. Idempotent. */
  replace(key: string, body: Body, options?: WriteOptions): Promise<void>;

  /** The whole object, or `length` bytes from `offset`. A range that ends behind the object's end is an error (`damaged`). */
  get(key: string, range?: ByteRange, options?: ReadOptions): Promise<Buffer>;

  /** The object's size in bytes, or `undefined` when it does not exist. */
  size(key: string, options?: StoreOptions): Promise<number | undefined>;

  /** What is known of an object without reading it, or `undefined` when it does not exist. */
  look(key: string, options?: StoreOptions): Promise<ObjectState | undefined>;

  /** What can be done with the storage classes of the objects; absent where there are none, as in a folder. */
  readonly classes?: StorageClasses | undefined;

  /**
   * Every object whose key starts with `prefix` (a plain string prefix), in ascending order of key. Objects that come or
   * go meanwhile may be listed or not; all others are listed exactly once.
   */
  list(prefix: string, options?: StoreOptions): AsyncIterable<StoredObject>;

  /**
   * Has the store's own service copy an object of another store to a key of this one, so that its bytes pass through nobody else: by
   * the credentials of this store, which must be able to read there. What stands at the key may be written over: it is for who writes
   * nothing else there. `refused` where it cannot, by every object (`forAll`) or by this one; nothing is promised of what is there
   * then. Absent where no service can.
   */
  copyFrom?(other: Store, from: string, key: string, options?: StoreOptions): Promise<CopiedWithin>;

  /**
   * Removes an object, with its versions of before. Removing what does not exist is no error. To readers it is gone even where a version
   * is locked and has to stay.
   */
  delete(key: string, options?: StoreOptions): Promise<void>;

  /**
   * What time it is by the clock that dates the objects (`modified`), to the second: ages are judged by this clock alone, for
   * the machines that share a store need not agree on the time. A folder must be writable to tell.
   */
  clock(signal?: AbortSignal): Promise<Date>;
}

/** What has come of a copy that a service was to make by itself. */
export type CopiedWithin =
  /** It is there. `proved`: the service says of both that they have the same content, else it is to be read. */
  | { readonly state: 'copied'; readonly size: number; readonly proved: boolean }
  | { readonly state: 'refused'; readonly why: string; readonly forAll: boolean };

export interface ObjectState {
  readonly size: number;
  /** The archive that it lies in; absent when it can be read as it is. */
  readonly archived?: Archived | undefined;
}

/** An object's bytes, in one piece, or in several to be written one after the other: at these nobody looks when a call has answered. */
export type Body = Uint8Array | readonly Uint8Array[];

export interface ByteRange {
  readonly offset: number;
  readonly length: number;
}

export interface StoreOptions {
  readonly signal?: AbortSignal | undefined;
}

export interface WriteOptions extends StoreOptions {
  /** Locks what is written, where the store has {@link Store.locks}. */
  readonly lock?: ObjectLock | undefined;
}

export interface ReadOptions extends StoreOptions {
  /**
   * The object as a listing has shown it that the caller has made for this: its content of then is as good as that of now. A
   * cache may answer by that; a store reads all the same. Not given by whoever has to know what stands there at this moment.
   */
  readonly listed?: StoredObject | undefined;
}

export interface StoredObject {
  readonly key: string;
  readonly size: number;
  /** When its present content was written, by the store's clock. Some stores tell it to the second only. */
  readonly modified: Date;
  /** Another one for every content of this key, where the store has such a thing: a bucket's ETag, as it is sent. */
  readonly etag?: string | undefined;
  /** The storage class that a bucket tells of it, such as `STANDARD_IA`; a folder has none. */
  readonly storageClass?: string | undefined;
}
