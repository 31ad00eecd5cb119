import type { StoreOptions } from './store.ts';

/** S3's own words: who may bypass GOVERNANCE can still delete, nobody can what is locked in COMPLIANCE mode. */
export type LockMode = 'GOVERNANCE' | 'COMPLIANCE';

/** Until then the version of an object can be neither deleted nor changed. It can be extended, never shortened. */
export interface ObjectLock {
  readonly mode: LockMode;
  readonly until: Date;
}

/** What keeps a version from being deleted. */
export interface StandingLock {
  readonly mode?: LockMode | undefined;
  readonly until?: Date | undefined;
  /** A legal hold, which has no end. */
  readonly held: boolean;
}

/** What a bucket does with what is deleted or overwritten. */
export interface BucketLocking {
  /** It keeps the versions of before. */
  readonly versioned: boolean;
  /** Versions can be locked in it. */
  readonly lockable: boolean;
  /** It locks by itself all that is written, as its rule says. */
  readonly byDefault?: string | undefined;
}

/** All that is kept under a key. */
export interface KeptVersions {
  readonly key: string;
  /** The newest first. */
  readonly versions: readonly KeptVersion[];
  /** Delete markers, by their ids. */
  readonly markers: readonly string[];
  /** A delete marker is the newest: to a reader there is no such object. */
  readonly hidden: boolean;
}

export interface KeptVersion {
  readonly version: string;
  readonly size: number;
  readonly modified: Date;
  readonly etag: string | undefined;
  readonly storageClass?: string | undefined;
}

export interface VersionOptions extends StoreOptions {
  /** Default: the one that a reader sees. */
  readonly version?: string | undefined;
}

/**
 * Versions of a bucket's objects, and what keeps them from being deleted. A store of which nothing can be locked has no such thing.
 * Rejects as a store does.
 */
export interface ObjectLocks {
  /** Asked once. */
  bucket(options?: StoreOptions): Promise<BucketLocking>;

  /** What keeps an object from being deleted, with the version asked about; undefined when there is none. */
  lockOf(key: string, options?: VersionOptions): Promise<(StandingLock & { readonly version: string }) | undefined>;

  /**
   * Has an object stay locked until then at least. One that is locked longer stays as it is, and so does the mode of one that is locked.
   * Idempotent. Gives the mode that it is locked in.
   */
  extend(key: string, lock: ObjectLock, options?: VersionOptions): Promise<LockMode>;

  /** Places a legal hold, or takes it away. Idempotent. */
  hold(key: string, held: boolean, options?: VersionOptions): Promise<void>;

  /** All keys that start with a prefix, in ascending order, hidden ones too. */
  versions(prefix: string, options?: StoreOptions): AsyncIterable<KeptVersions>;

  /** Removes a version, or a delete marker, for good; false when it is locked. That it is not there is no error. */
  removeVersion(key: string, version: string, options?: StoreOptions): Promise<boolean>;

  /**
   * Removes an object with all its versions. When one is locked, the object stays as it is for readers, and the lock is given: it can be
   * removed later.
   */
  free(key: string, options?: StoreOptions): Promise<StandingLock | undefined>;

  /** Whether two versions of an object have the same bytes. */
  isSame(key: string, one: KeptVersion, other: KeptVersion, options?: StoreOptions): Promise<boolean>;

  /** Puts what an older version holds on top of all newer ones, locked as it is said. */
  copyOnTop(key: string, version: string, lock: ObjectLock | undefined, options?: StoreOptions): Promise<void>;
}

/** Whether a version can be deleted at an instant of the store's clock. */
export function isLocked({ until, held }: StandingLock, now: Date): boolean {
  return held || (until !== undefined && until > now);
}
