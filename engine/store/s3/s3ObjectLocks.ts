import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  GetObjectLockConfigurationCommand,
  HeadObjectCommand,
  type HeadObjectCommandOutput,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  PutObjectLegalHoldCommand,
  PutObjectRetentionCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { isKeyPart } from '../key.ts';
import type {
  BucketLocking,
  KeptVersion,
  KeptVersions,
  LockMode,
  ObjectLock,
  ObjectLocks,
  StandingLock,
  VersionOptions,
} from '../objectLocks.ts';
import { isLocked } from '../objectLocks.ts';
import type { StoreOptions } from '../store.ts';
import type { S3Address } from './address.ts';
import { withNothingAlong } from './copyObject.ts';
import { type Failure, failureOf } from './failure.ts';
import { keptAs } from './keptAs.ts';
import { usualClass } from './listing.ts';
import { readBody } from './readBody.ts';
import type { Deed } from './s3Error.ts';

/** Makes a request with patience; says what came of it. */
export type Attempt = <T>(
  deed: Deed,
  signal: AbortSignal | undefined,
  request: (abortSignal: AbortSignal) => Promise<T>,
) => Promise<T>;

/** Who may not ask is not asked about each object: milliseconds. */
const refusedFor = 60_000;

type Lock = StandingLock & { readonly version: string };

/** Versions, retention and legal holds of a bucket: https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html */
export class S3ObjectLocks implements ObjectLocks {
  readonly #client: S3Client;
  readonly #address: S3Address;
  readonly #attempt: Attempt;
  readonly #clock: (signal?: AbortSignal) => Promise<Date>;
  #bucket: Promise<BucketLocking> | undefined;
  /** When it was not told, by the monotonic clock. */
  #refused: number | undefined;

  constructor(client: S3Client, address: S3Address, attempt: Attempt, clock: (signal?: AbortSignal) => Promise<Date>) {
    this.#client = client;
    this.#address = address;
    this.#attempt = attempt;
    this.#clock = clock;
  }

  bucket({ signal }: StoreOptions = {}): Promise<BucketLocking> {
    if (this.#refused !== undefined && performance.now() - this.#refused > refusedFor) this.#bucket = undefined;
    if (this.#bucket) return this.#bucket;
    this.#refused = undefined;
    this.#bucket = this.#ask(signal);
    this.#bucket.catch(() => {
      if (signal?.aborted) this.#bucket = undefined;
      else this.#refused = performance.now();
    });
    return this.#bucket;
  }

  async lockOf(key: string, { version, signal }: VersionOptions = {}): Promise<Lock | undefined> {
    return this.#attempt(this.#deed('read', key, 's3:GetObjectRetention'), signal, async (abortSignal) => {
      try {
        return lockIn(await this.#client.send(new HeadObjectCommand(this.#place(key, version)), { abortSignal }));
      } catch (thrown) {
        const { status } = failureOf(thrown);
        if (status === 404 || status === 405) return undefined; // 405: the version is a delete marker
        throw thrown;
      }
    });
  }

  /** The reply to what would shorten a lock, or change its mode, is the same as to who may not lock at all. */
  async extend(key: string, lock: ObjectLock, { version, signal }: VersionOptions = {}): Promise<LockMode> {
    return this.#attempt(this.#deed('lock', key, 's3:PutObjectRetention'), signal, async (abortSignal) => {
      const put = async (mode: LockMode) => {
        const Retention = { Mode: mode, RetainUntilDate: lock.until };
        const command = new PutObjectRetentionCommand({ ...this.#place(key, version), Retention });
        await this.#client.send(command, { abortSignal });
        return mode;
      };
      try {
        return await put(lock.mode);
      } catch (thrown) {
        if (!isRefusal(failureOf(thrown))) throw thrown;
        const there = await this.lockOf(key, { version, signal });
        if (there?.mode && there.until && there.until >= lock.until) return there.mode;
        if (!there?.mode || there.mode === lock.mode) throw thrown;
        return put(there.mode);
      }
    });
  }

  async hold(key: string, held: boolean, { version, signal }: VersionOptions = {}): Promise<void> {
    const LegalHold = { Status: held ? 'ON' : 'OFF' } as const;
    const command = new PutObjectLegalHoldCommand({ ...this.#place(key, version), LegalHold });
    await this.#attempt(this.#deed('set the legal hold of', key, 's3:PutObjectLegalHold'), signal, (abortSignal) =>
      this.#client.send(command, { abortSignal }),
    );
  }

  async *versions(prefix: string, { signal }: StoreOptions = {}): AsyncGenerator<KeptVersions> {
    const { bucket, prefix: above } = this.#address;
    const deed = this.#deed('list the versions of', prefix, 's3:ListBucketVersions');
    let open: KeptVersions | undefined;
    for (let page: ListObjectVersionsCommandOutput | undefined; page === undefined || page.IsTruncated; ) {
      const { NextKeyMarker: KeyMarker, NextVersionIdMarker: VersionIdMarker } = page ?? {};
      const command = new ListObjectVersionsCommand({
        Bucket: bucket,
        Prefix: `${above}${prefix}`,
        ...(KeyMarker !== undefined && { KeyMarker, VersionIdMarker }),
      });
      page = await this.#attempt(deed, signal, (abortSignal) => this.#client.send(command, { abortSignal }));
      for (const found of keptIn(page, above)) {
        if (open && open.key !== found.key) yield open;
        open = open?.key === found.key ? joined(open, found) : found;
      }
    }
    if (open) yield open;
  }

  async removeVersion(key: string, version: string, { signal }: StoreOptions = {}): Promise<boolean> {
    return this.#attempt(this.#deed('delete', key, 's3:DeleteObjectVersion'), signal, async (abortSignal) => {
      try {
        await this.#client.send(new DeleteObjectCommand(this.#place(key, version)), { abortSignal });
        return true;
      } catch (thrown) {
        const failure = failureOf(thrown);
        if (failure.status === 404) return true;
        if (!isRefusal(failure)) throw thrown;
        const lock = await this.lockOf(key, { version, signal });
        if (lock && isLocked(lock, await this.#clock(signal))) return false;
        if (!lock) return true;
        throw thrown;
      }
    });
  }

  /** The version that readers see goes last, for it is what makes the object be there. */
  async free(key: string, options: StoreOptions = {}): Promise<StandingLock | undefined> {
    for (;;) {
      const seen = await this.lockOf(key, options);
      if (!seen) break;
      if (isLocked(seen, await this.#clock(options.signal))) return seen;
      if (!(await this.removeVersion(key, seen.version, options))) return this.lockOf(key, options);
    }
    await this.clear(key, options);
    return undefined;
  }

  /** Removes what is left under a key that has no object any more; what is locked stays, under its delete marker. */
  async clear(key: string, options: StoreOptions = {}): Promise<void> {
    for await (const kept of this.versions(key, options)) {
      if (kept.key !== key || !kept.hidden) continue;
      let left = false;
      for (const { version } of kept.versions) left = !(await this.removeVersion(key, version, options)) || left;
      const [newest, ...others] = kept.markers;
      for (const marker of left ? others : [...others, newest!]) await this.removeVersion(key, marker, options);
    }
  }

  /** An ETag that is no hash of the content, as under KMS, is another one for each version: then they are read. */
  async isSame(key: string, one: KeptVersion, other: KeptVersion, { signal }: StoreOptions = {}): Promise<boolean> {
    if (one.version === other.version) return true;
    if (one.size !== other.size) return false;
    if (one.etag !== undefined && one.etag === other.etag) return true;
    const read = ({ version }: KeptVersion) =>
      this.#attempt(this.#deed('read', key, 's3:GetObjectVersion'), signal, async (abortSignal) => {
        const found = await this.#client.send(new GetObjectCommand(this.#place(key, version)), { abortSignal });
        return readBody(found.Body, found.ContentLength, abortSignal);
      });
    return (await read(one)).equals(await read(other));
  }

  /**
   * Without the tags of the version, which no lock protects: by them it may be archived. What of it has been by right is archived anew.
   */
  async copyOnTop(
    key: string,
    version: string,
    lock: ObjectLock | undefined,
    { signal }: StoreOptions = {},
  ): Promise<void> {
    const place = this.#place(key);
    const command = new CopyObjectCommand({
      ...place,
      ...keptAs(this.#address),
      CopySource: `${place.Bucket}/${place.Key}?versionId=${encodeURIComponent(version)}`,
      ...withNothingAlong,
      ...(lock && { ObjectLockMode: lock.mode, ObjectLockRetainUntilDate: lock.until }),
    });
    await this.#attempt(this.#deed('bring back', key, 's3:PutObject'), signal, (abortSignal) =>
      this.#client.send(command, { abortSignal }),
    );
  }

  async #ask(signal: AbortSignal | undefined): Promise<BucketLocking> {
    const Bucket = this.#address.bucket;
    const versioning = await this.#attempt(
      this.#deed('ask about', '', 's3:GetBucketVersioning'),
      signal,
      (abortSignal) => this.#client.send(new GetBucketVersioningCommand({ Bucket }), { abortSignal }),
    );
    if (versioning.Status !== 'Enabled') return { versioned: versioning.Status === 'Suspended', lockable: false };
    const deed = this.#deed('ask about', '', 's3:GetBucketObjectLockConfiguration');
    return this.#attempt(deed, signal, async (abortSignal) => {
      try {
        const command = new GetObjectLockConfigurationCommand({ Bucket });
        const { ObjectLockConfiguration: found } = await this.#client.send(command, { abortSignal });
        const { Mode, Days, Years } = found?.Rule?.DefaultRetention ?? {};
        const byDefault = Mode && `${Mode} for ${Days === undefined ? `${Years} years` : `${Days} days`}`;
        return { versioned: true, lockable: found?.ObjectLockEnabled === 'Enabled', byDefault };
      } catch (thrown) {
        const { status } = failureOf(thrown);
        if (status === 404 || status === 501 || status === 400) return { versioned: true, lockable: false };
        throw thrown;
      }
    });
  }

  #deed(verb: string, key: string, right: Deed['right']): Deed {
    const { bucket, prefix } = this.#address;
    return { verb, object: `s3://${bucket}/${prefix}${key}`, right };
  }

  #place(key: string, version?: string) {
    const { bucket, prefix } = this.#address;
    return { Bucket: bucket, Key: `${prefix}${key}`, ...(version !== undefined && { VersionId: version }) };
  }
}

/** Amazon and Ceph say 403 of what is locked, MinIO says 400. */
function isRefusal({ status }: Failure): boolean {
  return status === 403 || status === 400;
}

function lockIn(head: HeadObjectCommandOutput): Lock {
  return {
    version: head.VersionId ?? 'null', // what was there before the bucket kept versions
    mode: head.ObjectLockMode,
    until: head.ObjectLockRetainUntilDate,
    held: head.ObjectLockLegalHoldStatus === 'ON',
  };
}

/** A page, by key; of each key what the page has of it. */
function keptIn({ Versions = [], DeleteMarkers = [] }: ListObjectVersionsCommandOutput, above: string): KeptVersions[] {
  const found = new Map<string, KeptVersions>();
  const of = (key: string) => found.get(key) ?? { key, versions: [], markers: [], hidden: false };
  for (const { Key, VersionId, Size, LastModified, ETag, StorageClass } of Versions) {
    const known = of(Key!.slice(above.length));
    const version = {
      ...{ version: VersionId ?? 'null', size: Size ?? 0, modified: LastModified!, etag: ETag },
      storageClass: StorageClass ?? usualClass,
    };
    found.set(known.key, { ...known, versions: [...known.versions, version] });
  }
  for (const { Key, VersionId, IsLatest } of DeleteMarkers) {
    const known = of(Key!.slice(above.length));
    const hidden = known.hidden || IsLatest === true;
    found.set(known.key, { ...known, markers: [...known.markers, VersionId ?? 'null'], hidden });
  }
  const ours = [...found.values()].filter(({ key }) => key.split('/').every(isKeyPart));
  return ours.sort((a, b) => (a.key < b.key ? -1 : 1));
}

function joined(before: KeptVersions, after: KeptVersions): KeptVersions {
  return {
    key: before.key,
    versions: [...before.versions, ...after.versions],
    markers: [...before.markers, ...after.markers],
    hidden: before.hidden || after.hidden,
  };
}
