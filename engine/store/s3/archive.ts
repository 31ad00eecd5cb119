import type { HeadObjectCommandOutput } from '@aws-sdk/client-s3';
import { type Archived, isArchiveClass } from '../storageClasses.ts';

/**
 * The archive in which an object lies, and whether it can be read; undefined when it lies in none. The archive tiers of
 * INTELLIGENT_TIERING are told by `ArchiveStatus`.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html#API_HeadObject_ResponseSyntax
 */
export function archiveOf({
  StorageClass,
  ArchiveStatus: tier,
  Restore: restore = '',
}: Pick<HeadObjectCommandOutput, 'StorageClass' | 'ArchiveStatus' | 'Restore'>): Archived | undefined {
  const storageClass = tier ?? (isArchiveClass(StorageClass) ? StorageClass : undefined);
  if (storageClass === undefined) return undefined;
  if (restore.includes('ongoing-request="true"')) return { storageClass, state: 'thawing' };
  if (!restore.includes('ongoing-request="false"')) return { storageClass, state: 'frozen' };
  const until = new Date(/expiry-date="([^"]+)"/.exec(restore)?.[1] ?? '');
  return { storageClass, state: 'thawed', ...(!Number.isNaN(until.getTime()) && { readableUntil: until }) };
}
