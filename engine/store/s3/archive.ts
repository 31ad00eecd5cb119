import type { HeadObjectCommandOutput } from '@aws-sdk/client-s3';

/** Classes whose objects must be restored before they can be read; the tiers of INTELLIGENT_TIERING are told by `ArchiveStatus`. */
const archives: ReadonlySet<string> = new Set(['DEEP_ARCHIVE', 'GLACIER']);

/**
 * The archive in which an object lies, unless a copy of it can be read for a while.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html#API_HeadObject_ResponseSyntax
 */
export function archiveOf({
  StorageClass: storageClass,
  ArchiveStatus: tier,
  Restore: thawed = '',
}: Pick<HeadObjectCommandOutput, 'StorageClass' | 'ArchiveStatus' | 'Restore'>): string | undefined {
  if (thawed.includes('ongoing-request="false"')) return undefined;
  return tier ?? (archives.has(storageClass ?? '') ? storageClass : undefined);
}
