import type { BlobToArchive } from '../repository/archivingRecords.ts';
import { leastBytes } from './archiveRule.ts';
import type { SetNeeds } from './setNeeds.ts';
import type { StoredBlobs } from './storedBlobs.ts';

/** What is to be moved now, and what only seems so. */
export interface Archivable {
  readonly blobs: readonly BlobToArchive[];
  /** Blobs that old sets alone need, and that are too small to be moved. */
  readonly small: number;
}

/** The blobs that old sets alone need and that are not in their class yet. Pure. */
export function blobsToArchive(
  { warm, old }: Pick<SetNeeds, 'warm' | 'old'>,
  stored: StoredBlobs,
  onTheMove: ReadonlySet<string>,
): Archivable {
  const blobs: BlobToArchive[] = [];
  let small = 0;
  for (const [blob, storageClass] of old) {
    if (warm.has(blob) || onTheMove.has(blob) || !stored.isElsewhere(blob, storageClass)) continue;
    const bytes = stored.get(blob)!.size;
    if (bytes < leastBytes) small++;
    else blobs.push({ blob, bytes, storageClass });
  }
  return { blobs, small };
}
