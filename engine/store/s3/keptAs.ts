import type { ServerSideEncryption, StorageClass } from '@aws-sdk/client-s3';
import type { S3Address } from './address.ts';

interface KeptAs {
  readonly StorageClass?: StorageClass;
  readonly ServerSideEncryption?: ServerSideEncryption;
  readonly SSEKMSKeyId?: string;
}

/** How an object is to be kept, as its address says. A copy does not take that from its source: it is to be said again. */
export function keptAs({ storageClass, encryption }: Pick<S3Address, 'storageClass' | 'encryption'>): KeptAs {
  return {
    ...(storageClass && { StorageClass: storageClass as StorageClass }),
    ...(encryption && { ServerSideEncryption: encryption.algorithm }),
    ...(encryption?.algorithm === 'aws:kms' && encryption.key && { SSEKMSKeyId: encryption.key }),
  };
}
