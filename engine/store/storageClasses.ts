/**
 * What a bucket can do with the storage classes of its objects. All methods reject as those of a `Store` do, and each may be made
 * twice.
 */
export interface StorageClasses {
  /**
   * How an object comes into another class. `copy`: by copying it onto itself. `tag`: by a tag, which a lifecycle rule of the bucket acts
   * upon; where the bucket keeps versions, or locks objects, a copy would leave the bytes in their old class as well.
   */
  movedBy(options?: ClassOptions): Promise<MovedBy>;

  /** Copies an object onto itself, in another class. False when it is gone, no longer the one of that ETag, or archived already. */
  copyInto(storageClass: string, object: ObjectToMove, options?: ClassOptions): Promise<boolean>;

  /** Tags an object for the bucket's rule. False when it is gone. */
  tagFor(storageClass: string, object: ObjectToMove, options?: ClassOptions): Promise<boolean>;

  /** Asks that an archived object be made readable for some days. That it is on its way already, or readable, is no error. */
  thaw(object: ObjectToThaw, request: ThawRequest, options?: ClassOptions): Promise<void>;

  /** The lifecycle rules of the bucket, in S3's own words. */
  rules(options?: ClassOptions): Promise<readonly BucketRule[]>;

  /** The lifecycle rule that moves what is tagged for a class. */
  ruleFor(storageClass: string): BucketRule;
}

export type MovedBy = 'copy' | 'tag';

export interface ClassOptions {
  readonly signal?: AbortSignal | undefined;
}

export interface ObjectToMove {
  readonly key: string;
  readonly etag?: string | undefined;
}

export interface ObjectToThaw {
  readonly key: string;
  /** The class, or the archive tier, that keeps it from being read. */
  readonly storageClass: string;
}

/** S3's retrieval tiers. https://docs.aws.amazon.com/AmazonS3/latest/userguide/restoring-objects-retrieval-options.html */
export type ThawTier = 'Expedited' | 'Standard' | 'Bulk';

export interface ThawRequest {
  /** How long it stays readable. */
  readonly days: number;
  readonly tier: ThawTier;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_LifecycleRule.html */
export type BucketRule = Readonly<Record<string, unknown>>;

/** What an object in an archive class is. */
export interface Archived {
  /** The class, or the archive tier of INTELLIGENT_TIERING, such as `DEEP_ARCHIVE`. */
  readonly storageClass: string;
  /** `frozen`: it cannot be read. `thawing`: it will be. `thawed`: it can be read, for a while. */
  readonly state: 'frozen' | 'thawing' | 'thawed';
  /** Until when it can be read, where the service says so. */
  readonly readableUntil?: Date | undefined;
}

/** Classes of which an object must be thawed before it can be read. */
const archiveClasses: ReadonlySet<string> = new Set(['GLACIER', 'DEEP_ARCHIVE']);

/** Whether what lies in this class, as a listing tells it, must be thawed before it can be read. */
export function isArchiveClass(storageClass: string | undefined): storageClass is string {
  return storageClass !== undefined && archiveClasses.has(storageClass);
}
