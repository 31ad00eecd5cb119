import { PgstowError } from '../errors.ts';
import type { BlobToArchive } from '../repository/archivingRecords.ts';
import { isArchived } from '../repository/blobs.ts';
import { inParallel } from '../repository/inParallel.ts';
import type { Repository } from '../repository/repository.ts';
import { notesIn } from '../repository/setNotes.ts';
import type { ArchiveWork } from './advanceArchiving.ts';
import type { StandingSet } from './setNeeds.ts';
import type { StoredBlobs } from './storedBlobs.ts';

/**
 * Notes of old sets in which archive classes something lies that they need, so that whoever lists sets knows which have to be thawed, without
 * looking at each blob. Each set is noted once, when its first blob is there: what is archived stays so. What was tagged is noted by the archiving
 * that finds it moved.
 */
export async function noteArchived(
  { repository, signal }: Pick<ArchiveWork, 'repository' | 'signal'>,
  sets: readonly StandingSet[],
  stored: StoredBlobs,
  moved: readonly BlobToArchive[],
): Promise<void> {
  const movedTo = new Map(moved.map(({ blob, storageClass }) => [blob, storageClass]));
  const classOf = (blob: string) => movedTo.get(blob) ?? stored.get(blob)?.storageClass;
  for (const set of sets.filter(({ objects }) => notesIn(objects).archivedIn.length === 0)) {
    const classes = (await blobsOf(repository, set, signal)).map(classOf).filter((each) => each !== undefined);
    const archives = [...new Set(classes)].filter((storageClass) => isArchived({ storageClass }));
    await inParallel(archives, (each) => repository.archivings.noteSet(set, each, repository.surroundings.now()));
  }
}

/** None where it cannot be read: then it cannot be restored either. */
async function blobsOf({ sets }: Repository, { listed, objects }: StandingSet, signal: AbortSignal): Promise<string[]> {
  if (listed.state === 'damaged') return [];
  try {
    const options = { signal, listed: objects.parts.get('contents.ndjson.zst') };
    const items = await sets.readContents(listed.manifest, options);
    return items.flatMap((item) => ('pieces' in item ? item.pieces.map(({ blob }) => blob) : []));
  } catch (thrown) {
    if (!(thrown instanceof PgstowError) || !['damaged', 'unsupported'].includes(thrown.code)) throw thrown;
    return [];
  }
}
