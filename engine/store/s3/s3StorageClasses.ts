import {
  CopyObjectCommand,
  type CopyObjectCommandInput,
  GetBucketLifecycleConfigurationCommand,
  GetBucketVersioningCommand,
  GetObjectLockConfigurationCommand,
  PutObjectTaggingCommand,
  RestoreObjectCommand,
  type S3Client,
  type StorageClass,
  type Tier,
} from '@aws-sdk/client-s3';
import { checkKey } from '../key.ts';
import type {
  BucketRule,
  ClassOptions,
  MovedBy,
  ObjectToMove,
  ObjectToThaw,
  StorageClasses,
  ThawRequest,
} from '../storageClasses.ts';
import type { S3Address } from './address.ts';
import { type Failure, failureOf, isMissing } from './failure.ts';
import { keptAs } from './keptAs.ts';
import type { Deed } from './s3Error.ts';

/** Makes a request with patience, and says what failed in the end. */
export type Attempt = <T>(
  deed: Deed,
  signal: AbortSignal | undefined,
  request: (abortSignal: AbortSignal) => Promise<T>,
) => Promise<T>;

/** The tag that the bucket's rule acts upon; its value is the class. */
const archiveTag = 'pgstow-archive';

/** The storage classes of a bucket. */
export class S3StorageClasses implements StorageClasses {
  readonly #client: S3Client;
  readonly #address: S3Address;
  readonly #attempt: Attempt;

  constructor(client: S3Client, address: S3Address, attempt: Attempt) {
    this.#client = client;
    this.#address = address;
    this.#attempt = attempt;
  }

  async movedBy({ signal }: ClassOptions = {}): Promise<MovedBy> {
    const place = { Bucket: this.#address.bucket };
    const versioning = await this.#attempt(
      this.#deed('ask for the versioning of', '', 's3:GetBucketVersioning'),
      signal,
      (abortSignal) => this.#client.send(new GetBucketVersioningCommand(place), { abortSignal }),
    );
    if (versioning.Status !== undefined) return 'tag'; // of a suspended one too: versions of before may be there
    return (await this.#hasObjectLock(signal)) ? 'tag' : 'copy';
  }

  async copyInto(storageClass: string, object: ObjectToMove, { signal }: ClassOptions = {}): Promise<boolean> {
    const command = new CopyObjectCommand(this.#copy(storageClass, object));
    return this.#attempt(this.#deed('move', object.key, 's3:PutObject'), signal, (abortSignal) =>
      unlessGone(() => this.#client.send(command, { abortSignal })),
    );
  }

  async tagFor(storageClass: string, { key }: ObjectToMove, { signal }: ClassOptions = {}): Promise<boolean> {
    const Tagging = { TagSet: [{ Key: archiveTag, Value: storageClass }] };
    const command = new PutObjectTaggingCommand({ ...this.#place(key), Tagging });
    return this.#attempt(this.#deed('tag', key, 's3:PutObjectTagging'), signal, (abortSignal) =>
      unlessGone(() => this.#client.send(command, { abortSignal })),
    );
  }

  async thaw(
    { key, storageClass }: ObjectToThaw,
    { days, tier }: ThawRequest,
    { signal }: ClassOptions = {},
  ): Promise<void> {
    // out of an archive tier of INTELLIGENT_TIERING an object comes for good
    const Days = storageClass.endsWith('_ACCESS') ? {} : { Days: days };
    const RestoreRequest = { ...Days, GlacierJobParameters: { Tier: tier as Tier } };
    const command = new RestoreObjectCommand({ ...this.#place(key), RestoreRequest });
    await this.#attempt(this.#deed('thaw', key, 's3:RestoreObject'), signal, async (abortSignal) => {
      try {
        await this.#client.send(command, { abortSignal });
      } catch (thrown) {
        if (failureOf(thrown).code !== 'RestoreAlreadyInProgress') throw thrown;
      }
    });
  }

  async rules({ signal }: ClassOptions = {}): Promise<readonly BucketRule[]> {
    const deed = this.#deed('ask for the lifecycle rules of', '', 's3:GetLifecycleConfiguration');
    const command = new GetBucketLifecycleConfigurationCommand({ Bucket: this.#address.bucket });
    const found = await this.#attempt(deed, signal, (abortSignal) =>
      unlessAbsent('NoSuchLifecycleConfiguration', () => this.#client.send(command, { abortSignal })),
    );
    return (found?.Rules ?? []) as readonly object[] as readonly BucketRule[];
  }

  ruleFor(storageClass: string): BucketRule {
    const tag = { Key: archiveTag, Value: storageClass };
    return {
      ID: `${archiveTag}-${storageClass}`,
      Status: 'Enabled',
      Filter: { And: { Prefix: `${this.#address.prefix}blobs/`, Tags: [tag] } },
      Transitions: [{ Days: leastDays(storageClass), StorageClass: storageClass }],
    };
  }

  async #hasObjectLock(signal: AbortSignal | undefined): Promise<boolean> {
    const deed = this.#deed('ask for the object lock of', '', 's3:GetBucketObjectLockConfiguration');
    const command = new GetObjectLockConfigurationCommand({ Bucket: this.#address.bucket });
    const found = await this.#attempt(deed, signal, (abortSignal) =>
      unlessAbsent('ObjectLockConfigurationNotFoundError', () => this.#client.send(command, { abortSignal })),
    );
    return found?.ObjectLockConfiguration?.ObjectLockEnabled === 'Enabled';
  }

  /** Metadata and tags go along; how it is encrypted does not, unless that is said again. */
  #copy(storageClass: string, { key, etag }: ObjectToMove): CopyObjectCommandInput {
    const place = this.#place(key);
    return {
      ...place,
      ...keptAs(this.#address),
      CopySource: `${place.Bucket}/${encodeURIComponent(place.Key)}`,
      ...(etag && { CopySourceIfMatch: etag }),
      StorageClass: storageClass as StorageClass,
    };
  }

  #place(key: string): { readonly Bucket: string; readonly Key: string } {
    checkKey(key);
    return { Bucket: this.#address.bucket, Key: `${this.#address.prefix}${key}` };
  }

  #deed(verb: string, key: string, right: Deed['right']): Deed {
    const { bucket, prefix } = this.#address;
    return { verb, object: key === '' ? `s3://${bucket}` : `s3://${bucket}/${prefix}${key}`, right };
  }
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_Transition.html */
function leastDays(storageClass: string): number {
  return /^(STANDARD|ONEZONE)_IA$/.test(storageClass) ? 30 : 0;
}

async function unlessGone(request: () => Promise<unknown>): Promise<boolean> {
  try {
    await request();
    return true;
  } catch (thrown) {
    const failure = failureOf(thrown);
    if (isMissing(failure) || failure.status === 412 || isAlreadyThere(failure)) return false;
    throw thrown;
  }
}

/**
 * A service says so of a copy onto itself that would change nothing, and of what is archived and cannot be read: the object is in the class
 * already. So it is found when the reply to the copy was lost, or somebody else was quicker.
 */
function isAlreadyThere({ code, words }: Failure): boolean {
  return code === 'InvalidObjectState' || (code === 'InvalidRequest' && /copy an object to itself/i.test(words));
}

async function unlessAbsent<T>(code: string, request: () => Promise<T>): Promise<T | undefined> {
  try {
    return await request();
  } catch (thrown) {
    const failure = failureOf(thrown);
    if (failure.code === code || failure.status === 501) return undefined; // a service without such a thing has none
    throw thrown;
  }
}
