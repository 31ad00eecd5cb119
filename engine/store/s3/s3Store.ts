import { createHash, randomUUID } from 'node:crypto';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  type HeadObjectCommandOutput,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { PgstowError, throwIfAborted } from '../../errors.ts';
import { checkKey, checkPrefix } from '../key.ts';
import { missingObject, shortObject } from '../missing.ts';
import type { ObjectLock } from '../objectLocks.ts';
import type { StorageClasses } from '../storageClasses.ts';
import type {
  Body,
  ByteRange,
  CopiedWithin,
  ObjectState,
  Store,
  StoredObject,
  StoreOptions,
  WriteOptions,
} from '../store.ts';
import { type S3Address, serviceAt } from './address.ts';
import { archiveOf } from './archive.ts';
import { makeClient, type Reply } from './client.ts';
import { copyObject, isSameContent, refusalOf, whyNotWithin } from './copyObject.ts';
import { createOnlyPut, isTaken } from './createOnlyPut.ts';
import { bareCause, failureOf, isMissing, passingFailure } from './failure.ts';
import { withFreshCredentials } from './freshCredentials.ts';
import type { GoogleKey } from './googleSignature.ts';
import { keptAs } from './keptAs.ts';
import { listPages, requireListing } from './listing.ts';
import { firstPatience, isOutage, type Patience, persist, shorter, usualPatience } from './persistence.ts';
import { readBody } from './readBody.ts';
import { type Deed, s3Error } from './s3Error.ts';
import { type Attempt, S3ObjectLocks } from './s3ObjectLocks.ts';
import { S3StorageClasses } from './s3StorageClasses.ts';
import { withSignal } from './withSignal.ts';

/** Under this name an object's metadata says which call of `create` has written it. */
const writerName = 'pgstow-writer';

/** How long a bucket that has answered is taken as being there: milliseconds. */
const seenFor = 30_000;

export interface S3StoreOptions {
  /** How long a request is tried once the service has answered. */
  readonly patience?: Patience;
  /** Milliseconds without a byte after which a connection counts as broken. */
  readonly idleTimeout?: number;
  /** Default: the SDK's usual chain. */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string } | undefined;
}

/**
 * A bucket of Amazon S3 or of a service that speaks its protocol. An object is one PUT. Every request is tried again as
 * `persistence.ts` says, and `s3Error.ts` explains what failed in the end.
 */
export class S3Store implements Store {
  readonly url: string;
  readonly checksummed = true;
  readonly classes: StorageClasses;
  readonly locks: S3ObjectLocks;
  readonly #address: S3Address;
  readonly #client: S3Client;
  readonly #patience: Patience;
  /** When the bucket last did what it was asked, by the monotonic clock; undefined when it never has, or has not since a request was given up. */
  #seen: number | undefined;
  /** The Date of the newest reply. */
  #date: string | undefined;

  constructor(
    address: S3Address,
    { patience = usualPatience, idleTimeout = 60_000, credentials }: S3StoreOptions = {},
  ) {
    this.url = address.url;
    this.#address = address;
    this.#patience = patience;
    this.#client = makeClient(address, { idleTimeout, credentials, onReply: (reply) => this.#note(reply) });
    this.classes = new S3StorageClasses(this.#client, address, (...attempt) => this.#attempt(...attempt));
    const attempt: Attempt = (deed, signal, request) => this.#attempt(deed, signal, request);
    this.locks = new S3ObjectLocks(this.#client, address, attempt, (signal) => this.clock(signal));
  }

  /** Opens a store, proving by one listing that endpoint, region, credentials and bucket are right. */
  static async open(address: S3Address, options?: S3StoreOptions): Promise<S3Store> {
    const store = new S3Store(address, options);
    await store.#attempt(store.#deed('list', ''), undefined, () => requireListing(store.#client, address));
    return store;
  }

  /**
   * A reply may be lost after the object was written; the same request then finds its own object, and is told that the key
   * is taken. So each call leaves a token with its object, by which it knows its own again. It looks whenever the key is
   * taken: a proxy in between may have sent a request twice without our knowing.
   */
  async create(key: string, body: Body, { signal, lock }: WriteOptions = {}): Promise<boolean> {
    const token = randomUUID();
    const input = { ...this.#object(key), ...this.#content(body, lock), Metadata: { [writerName]: token } };
    return this.#attempt(this.#deed('write', key), signal, async (abortSignal) => {
      try {
        const put = createOnlyPut(input, this.#address.createOnly, () => this.#googleKey());
        await this.#client.send(put, { abortSignal });
        return true;
      } catch (thrown) {
        if (!isTaken(failureOf(thrown))) throw thrown;
        const writer = await this.#writerOf(key, abortSignal);
        // neither answer would be true: one more try
        if (writer === 'gone') throw passingFailure('the object went away when its key was found taken');
        return writer === token;
      }
    });
  }

  async replace(key: string, body: Body, { signal, lock }: WriteOptions = {}): Promise<void> {
    const input = { ...this.#object(key), ...this.#content(body, lock) };
    await this.#attempt(this.#deed('write', key), signal, (abortSignal) =>
      this.#client.send(new PutObjectCommand(input), { abortSignal }),
    );
  }

  async get(key: string, range?: ByteRange, { signal }: StoreOptions = {}): Promise<Buffer> {
    if (range?.length === 0) return this.#nothing(key, range.offset, signal);
    const found = await this.#attempt(this.#deed('read', key), signal, async (abortSignal) => {
      try {
        return await this.#read(key, range, abortSignal);
      } catch (thrown) {
        const failure = failureOf(thrown);
        if (isMissing(failure)) throw missingObject(key, this.url, bareCause(thrown));
        if (failure.status === 416) return undefined; // the range begins behind the object's end
        throw thrown;
      }
    });
    return found ?? this.#nothing(key, range!.offset + range!.length, signal);
  }

  async size(key: string, options: StoreOptions = {}): Promise<number | undefined> {
    const head = await this.#head(key, options);
    return head && (head.ContentLength ?? 0);
  }

  async look(key: string, options: StoreOptions = {}): Promise<ObjectState | undefined> {
    const head = await this.#head(key, options);
    if (!head) return undefined;
    const archived = archiveOf(head);
    return { size: head.ContentLength ?? 0, ...(archived && { archived }) };
  }

  /** What the service says of an object; undefined when it is not there. */
  async #head(key: string, { signal }: StoreOptions): Promise<HeadObjectCommandOutput | undefined> {
    const place = this.#place(key);
    return this.#attempt(this.#deed('read', key), signal, async (abortSignal) => {
      try {
        return await this.#client.send(new HeadObjectCommand(place), { abortSignal });
      } catch (thrown) {
        const { status } = failureOf(thrown);
        if (status === 404) return this.#requireBucket(abortSignal);
        if (status === 400 || status === 403) await this.#findReason(key, abortSignal);
        throw thrown;
      }
    });
  }

  async *list(prefix: string, { signal }: StoreOptions = {}): AsyncGenerator<StoredObject> {
    checkPrefix(prefix);
    const deed = this.#deed('list', prefix);
    const send = <T>(request: (abortSignal: AbortSignal) => Promise<T>) => this.#attempt(deed, signal, request);
    for await (const page of listPages(this.#client, this.#address, prefix, send)) {
      for (const object of page) {
        throwIfAborted(signal);
        yield object;
      }
    }
  }

  /**
   * Amazon is told to write nothing over; others are not known to heed that here (Ceph does not, nor what the source is to be). So
   * what has been copied is told by its ETag.
   */
  async copyFrom(other: Store, from: string, key: string, { signal }: StoreOptions = {}): Promise<CopiedWithin> {
    if (!(#address in other)) return { state: 'refused', why: 'they are not in one service', forAll: true };
    const why = whyNotWithin(other.#address, this.#address);
    if (why !== undefined) return { state: 'refused', why, forAll: true };
    const source = await other.#head(from, { signal });
    if (!source) return { state: 'refused', why: `${other.#deed('read', from).object} is missing`, forAll: false };
    const put = copyObject(this.#object(key), other.#place(from), this.#address.createOnly);
    return this.#attempt(this.#deed('write', key), signal, async (abortSignal) => {
      try {
        const { CopyObjectResult } = await this.#client.send(put, { abortSignal });
        const proved = isSameContent(CopyObjectResult?.ETag, source.ETag);
        return { state: 'copied', size: source.ContentLength ?? 0, proved };
      } catch (thrown) {
        const failure = failureOf(thrown);
        // somebody was quicker, or this is the second try
        if (isTaken(failure)) return { state: 'copied', size: source.ContentLength ?? 0, proved: false };
        const refused = refusalOf(failure);
        if (!refused) throw thrown;
        return { state: 'refused', ...refused };
      }
    });
  }

  async delete(key: string, { signal }: StoreOptions = {}): Promise<void> {
    const place = this.#place(key);
    const leavesVersions = await this.#attempt(this.#deed('delete', key), signal, async (abortSignal) => {
      try {
        return (await this.#client.send(new DeleteObjectCommand(place), { abortSignal })).DeleteMarker;
      } catch (thrown) {
        if (!isMissing(failureOf(thrown))) throw thrown; // Google says so; Amazon and most others do not
        return false;
      }
    });
    // who may not delete versions leaves them to a lifecycle rule of the bucket
    if (leavesVersions) await this.locks.clear(key, { signal }).catch(unless('interrupted'));
  }

  async clock(signal?: AbortSignal): Promise<Date> {
    await this.#attempt(this.#deed('read', ''), signal, (abortSignal) => this.#askBucket(abortSignal));
    const date = new Date(this.#date ?? '');
    if (!Number.isNaN(date.getTime())) return date;
    throw new PgstowError('store', `${this.url} does not tell the time: its replies have no valid Date`, {
      hint: 'HTTP requires it: a proxy in between may take it away',
    });
  }

  /** Makes a request with patience; says what came of it. */
  async #attempt<T>(
    deed: Deed,
    signal: AbortSignal | undefined,
    request: (abortSignal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    throwIfAborted(signal);
    const patience = () => (this.#seen === undefined ? shorter(firstPatience, this.#patience) : this.#patience);
    try {
      const once = () => withFreshCredentials(this.#client, () => withSignal(signal, request));
      return await persist(once, patience, signal);
    } catch (thrown) {
      if (isOutage(thrown)) this.#seen = undefined; // one patience for an outage, not one for each request that follows
      throw s3Error(deed, this.#address, thrown, signal);
    }
  }

  #note({ statusCode, headers }: Reply): void {
    this.#date = headers.date;
    if (statusCode < 300) this.#seen = performance.now();
  }

  #deed(verb: keyof typeof rights, key: string): Deed {
    const { bucket, prefix } = this.#address;
    return { verb, object: `s3://${bucket}/${prefix}${key}`, right: rights[verb] };
  }

  #place(key: string): { Bucket: string; Key: string } {
    checkKey(key);
    return { Bucket: this.#address.bucket, Key: `${this.#address.prefix}${key}` };
  }

  /** What is in it, and until when it is to stay. */
  #content(body: Body, lock: ObjectLock | undefined) {
    const bytes = inOnePiece(body);
    if (!lock) return { Body: bytes };
    const locking = { ObjectLockMode: lock.mode, ObjectLockRetainUntilDate: lock.until };
    // a lock needs a checksum of this kind, or a newer one, which Amazon is sent anyhow
    const isAmazon = serviceAt(this.#address.endpoint) === 'amazon';
    return { Body: bytes, ...locking, ...(!isAmazon && { ContentMD5: md5(bytes) }) };
  }

  /** Where an object goes, and how it is to be kept there. */
  #object(key: string) {
    return { ...this.#place(key), ...keptAs(this.#address) };
  }

  async #read(key: string, range: ByteRange | undefined, abortSignal: AbortSignal): Promise<Buffer> {
    const Range = range && `bytes=${range.offset}-${range.offset + range.length - 1}`;
    const reply = await this.#client.send(new GetObjectCommand({ ...this.#place(key), Range }), { abortSignal });
    const bytes = await readBody(reply.Body, reply.ContentLength, abortSignal);
    if (!range || bytes.length === range.length) return bytes;
    const whole = /\/(\d+)$/.exec(reply.ContentRange ?? '')?.[1];
    throw shortObject(key, range.offset + range.length, Number(whole ?? bytes.length));
  }

  /** No bytes at an offset that the object must reach: HTTP has no such range. */
  async #nothing(key: string, offset: number, signal: AbortSignal | undefined): Promise<Buffer> {
    const size = await this.size(key, { signal });
    if (size === undefined) throw missingObject(key, this.url);
    if (size < offset) throw shortObject(key, offset, size);
    return Buffer.alloc(0);
  }

  /**
   * An error in reply to HEAD has no words, the same one in reply to GET has. If GET can be answered, the error has passed
   * meanwhile: the SDK has set its clock by the first reply.
   */
  async #findReason(key: string, abortSignal: AbortSignal): Promise<never> {
    try {
      await this.#read(key, { offset: 0, length: 1 }, abortSignal);
    } catch (thrown) {
      const failure = failureOf(thrown);
      if (!isMissing(failure) && failure.status !== 416) throw thrown;
    }
    throw passingFailure('GET was answered when HEAD was not');
  }

  /** The token of an object's writer, if it has one. */
  #writerOf(key: string, signal: AbortSignal): Promise<string | 'gone' | undefined> {
    const place = this.#place(key);
    return this.#attempt(this.#deed('read', key), signal, async (abortSignal) => {
      try {
        return (await this.#client.send(new HeadObjectCommand(place), { abortSignal })).Metadata?.[writerName];
      } catch (thrown) {
        if (failureOf(thrown).status === 404) return 'gone';
        throw thrown;
      }
    });
  }

  /** To HEAD, an object in a missing bucket is no different from a missing object. */
  async #requireBucket(abortSignal: AbortSignal): Promise<undefined> {
    if (this.#seen !== undefined && performance.now() - this.#seen < seenFor) return;
    await this.#askBucket(abortSignal);
  }

  async #askBucket(abortSignal: AbortSignal): Promise<void> {
    try {
      await this.#client.send(new HeadBucketCommand({ Bucket: this.#address.bucket }), { abortSignal });
    } catch (thrown) {
      const { status } = failureOf(thrown);
      if (status === 404) throw Object.assign(new Error('HEAD found no bucket'), { code: 'NoSuchBucket' });
      if (status !== 403) throw thrown; // it is there, and may not be listed
    }
  }

  async #googleKey(): Promise<GoogleKey> {
    const { accessKeyId, secretAccessKey } = await this.#client.config.credentials();
    return { accessKeyId, secretAccessKey, region: await this.#client.config.region() };
  }
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html */
const rights = {
  write: 's3:PutObject',
  read: 's3:GetObject',
  delete: 's3:DeleteObject',
  list: 's3:ListBucket',
} as const;

/** The SDK takes one piece; a stream could not be sent twice. */
/** Pieces are copied, be it one alone: a service may refuse before it has read all, and then it is still sent when we have the answer. */
function inOnePiece(body: Body): Uint8Array {
  return body instanceof Uint8Array ? body : Buffer.concat(body);
}

function md5(bytes: Uint8Array): string {
  return createHash('md5').update(bytes).digest('base64');
}

function unless(code: string): (thrown: unknown) => void {
  return (thrown) => {
    if (!(thrown instanceof PgstowError) || thrown.code === code) throw thrown;
  };
}
