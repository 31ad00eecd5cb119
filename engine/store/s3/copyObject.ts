import { CopyObjectCommand, type CopyObjectCommandInput } from '@aws-sdk/client-s3';
import { type CreateOnlyDialect, type S3Address, serviceAt } from './address.ts';
import type { Failure } from './failure.ts';

/** Why a service cannot copy from one address to another by itself; undefined when it may be asked to. */
export function whyNotWithin(from: S3Address, to: S3Address): string | undefined {
  if (from.endpoint !== to.endpoint) return 'they are not in one service';
  // its signature and that of a copy do not go together; nobody has tried
  if (serviceAt(to.endpoint) === 'gcs') return 'Google Cloud Storage is not asked to';
  return undefined;
}

/** A copy that takes neither tags nor metadata of its source along: what somebody has tagged may be archived for it. Ceph 16 heeds the second for both. */
export const withNothingAlong = { TaggingDirective: 'REPLACE', MetadataDirective: 'REPLACE' } as const;

/**
 * A copy within a service, which is stored as all that is put there.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html
 */
export function copyObject(
  to: Omit<CopyObjectCommandInput, 'CopySource'>,
  { Bucket, Key }: { readonly Bucket: string; readonly Key: string },
  dialect: CreateOnlyDialect,
): CopyObjectCommand {
  return new CopyObjectCommand({
    ...to,
    CopySource: `${Bucket}/${Key}`, // keys have nothing to encode
    ...withNothingAlong,
    ...(dialect === 'if-none-match' && { IfNoneMatch: '*' }),
  });
}

/** Whether two ETags tell of the same content; they tell nothing where a service makes them of anything but that. */
export function isSameContent(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && other !== undefined && bare(one) === bare(other);
}

/** Ceph tells that of a copy without quotes. */
function bare(etag: string): string {
  return etag.replace(/^"|"$/g, '');
}

/** What a service says that does not copy; undefined for what is a failure of any request. */
export function refusalOf({ code, status }: Failure): { readonly why: string; readonly forAll: boolean } | undefined {
  const said = code || `status ${status}`;
  if (['NoSuchKey', 'InvalidObjectState'].includes(code)) return { why: `the service says ${said}`, forAll: false };
  const isRefused = status !== undefined && [400, 403, 404, 405, 501].includes(status);
  return isRefused
    ? { why: `the service says ${said} to a copy by the credentials of the copy`, forAll: true }
    : undefined;
}
