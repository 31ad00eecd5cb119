import { ListObjectsV2Command, type ListObjectsV2CommandOutput, type S3Client } from '@aws-sdk/client-s3';
import { PgstowError } from '../../errors.ts';
import { checkKey } from '../key.ts';
import type { StoredObject } from '../store.ts';
import type { S3Address } from './address.ts';
import { notS3Hint } from './s3Error.ts';

/** Makes one request, as often as it takes. */
type Send = <T>(request: (abortSignal: AbortSignal) => Promise<T>) => Promise<T>;

/** A listing page by page. Whatever is not ours under the prefix is left out. Rejects rather than leave out an object. */
export async function* listPages(
  client: S3Client,
  address: S3Address,
  prefix: string,
  send: Send,
): AsyncGenerator<StoredObject[]> {
  let last = '';
  let token: string | undefined;
  do {
    const command = listing(address, prefix, 1000, token);
    const page = await send((abortSignal) => client.send(command, { abortSignal }));
    const objects = objectsOf(page, address);
    last = requireOrder(objects, last, address);
    yield objects;
    token = nextToken(page, address);
  } while (token !== undefined);
}

/** Lists at most one object; rejects when the reply is no listing, as that of a web server that answers anything. */
export async function requireListing(client: S3Client, address: S3Address): Promise<void> {
  const { Name, MaxKeys, KeyCount, IsTruncated } = await client.send(listing(address, '', 1));
  if ([Name, MaxKeys, KeyCount, IsTruncated].some((told) => told !== undefined)) return;
  throw new PgstowError('store', `${address.endpoint ?? 'the service'} answered a listing, not in the way of S3`, {
    hint: notS3Hint,
  });
}

function listing({ bucket, prefix: above }: S3Address, prefix: string, most: number, token?: string) {
  return new ListObjectsV2Command({
    Bucket: bucket,
    Prefix: `${above}${prefix}`,
    MaxKeys: most,
    ...(token !== undefined && { ContinuationToken: token }),
  });
}

function objectsOf({ Contents }: ListObjectsV2CommandOutput, { prefix }: S3Address): StoredObject[] {
  return (Contents ?? []).flatMap(({ Key, Size, LastModified, ETag, StorageClass }) => {
    const key = Key!.slice(prefix.length);
    if (!isKey(key)) return [];
    return [{ key, size: Size ?? 0, modified: LastModified!, etag: ETag, storageClass: StorageClass ?? usualClass }];
  });
}

/** What is said of no class is of this one, as in S3's replies to HEAD. */
export const usualClass = 'STANDARD';

function isKey(key: string): boolean {
  try {
    checkKey(key);
    return true;
  } catch {
    return false;
  }
}

function requireOrder(objects: readonly StoredObject[], last: string, { url }: S3Address): string {
  return objects.reduce((before, { key }) => {
    if (key > before) return key;
    throw new PgstowError('store', `${url} does not list in the order of keys: ${key} came after ${before}`, {
      hint: 'a repository needs a service that does, as Amazon S3',
    });
  }, last);
}

function nextToken({ IsTruncated, NextContinuationToken }: ListObjectsV2CommandOutput, { url }: S3Address) {
  if (!IsTruncated) return undefined;
  if (NextContinuationToken) return NextContinuationToken;
  throw new PgstowError('store', `${url} broke a listing off without saying how to go on`, {
    hint: 'a repository needs a service that fulfils ListObjectsV2',
  });
}
