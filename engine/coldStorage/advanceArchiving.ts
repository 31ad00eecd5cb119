import { throwIfAborted } from '../errors.ts';
import type { ProgressMeter } from '../events.ts';
import { type Blocker, blockersOf } from '../prune/blockers.ts';
import type { UnreadableSet } from '../prune/mark.ts';
import type { ArchivingState, BlobToArchive } from '../repository/archivingRecords.ts';
import type { SetName } from '../repository/contents.ts';
import { inParallel } from '../repository/inParallel.ts';
import { blobKey } from '../repository/keys.ts';
import type { Repository } from '../repository/repository.ts';
import type { MovedBy, StorageClasses } from '../store/storageClasses.ts';
import { ReadersOfSets } from './readersOfSets.ts';
import type { SetNeeds } from './setNeeds.ts';
import type { StoredBlobs } from './storedBlobs.ts';

/** What blobs are archived with. */
export interface ArchiveWork {
  readonly repository: Repository;
  readonly classes: StorageClasses;
  /** The run that carries it out. */
  readonly run: string;
  readonly meter: ProgressMeter;
  readonly signal: AbortSignal;
}

/** What is known when blobs are archived. */
export interface Known {
  readonly needs: SetNeeds;
  /** As they were listed after the latest archiving but this one was begun. */
  readonly stored: StoredBlobs;
  readonly now: Date;
}

/** How far an archiving has come. */
export interface AdvancedArchiving {
  readonly archiving: string;
  /** What was copied into its class. */
  readonly moved: readonly BlobToArchive[];
  /** What is tagged, and waits for the bucket's rule to move it. */
  readonly tagged: readonly BlobToArchive[];
  /** What waits for backups that are under way, or for who reads an old set. */
  readonly waiting: readonly BlobToArchive[];
  /** The runs that have to end first. */
  readonly waitsFor: readonly Blocker[];
  /** Sets that cannot be read: because of them nothing was moved. */
  readonly unreadable: readonly UnreadableSet[];
}

const batchSize = 200;

/**
 * Carries out a published archiving as far as it goes, whoever has begun it and whatever of it is done. A backup that begins after the
 * list was published relies on nothing in it; those that began before are waited for, and what they have come to need by then stays. All who
 * carry it out move the same blobs, at whatever time: nobody who begins a set ever relies on one of them again.
 *
 * What is tagged is not archived before the bucket's rule has acted, on a day of its own choosing: until a listing shows it the archiving stays
 * unfinished, and backups know of it.
 */
export async function advanceArchiving(
  work: ArchiveWork,
  { archiving, parts }: ArchivingState,
  { needs, stored, now }: Known,
): Promise<AdvancedArchiving> {
  const { repository, run, signal } = work;
  const { archivings } = repository;
  const proposed = await archivings.proposed(archiving, { signal });
  const outcome = { archiving, moved: [], tagged: [], waiting: [], waitsFor: [], unreadable: [] };
  const waitsFor = await blockersOf(repository, archiving, run);
  if (waitsFor.length > 0) return { ...outcome, waiting: proposed, waitsFor };

  await needs.look(now); // backups that did not know of it may have committed since: they are all over now
  if (needs.unreadable.length > 0) return { ...outcome, waiting: proposed, unreadable: needs.unreadable };
  const spared = await archivings.spare(
    archiving,
    proposed.filter(({ blob }) => needs.warm.has(blob)),
  );
  const stay = new Set(spared.map(({ blob }) => blob));
  const toMove = proposed.filter(({ blob, storageClass }) => !stay.has(blob) && stored.isElsewhere(blob, storageClass));
  const by = await work.classes.movedBy({ signal });
  const toDo = by === 'copy' ? toMove : untagged(toMove, parts, stored);
  const { moved, beingRead, readers } = await moveAll(work, toDo, { by, stored, oldSets: needs.oldSets });
  if (beingRead.length > 0) {
    const came = by === 'copy' ? { moved } : { tagged: moved };
    return { ...outcome, ...came, waiting: beingRead, waitsFor: readers };
  }
  if (by === 'tag' && toMove.length > 0) {
    await archivings.tagged(archiving, repository.surroundings.now());
    return { ...outcome, tagged: toMove };
  }
  await archivings.finish(archiving, repository.surroundings.now());
  return { ...outcome, moved: toMove };
}

/** Once all are tagged, those that were put anew since tagging began: a repair's object has none of the tags of the one it replaces. */
function untagged(
  blobs: readonly BlobToArchive[],
  parts: ArchivingState['parts'],
  stored: StoredBlobs,
): readonly BlobToArchive[] {
  const begun = parts.get('blobs-spared.ndjson.zst');
  if (!begun || !parts.has('tagged.json')) return blobs;
  return blobs.filter(({ blob }) => stored.get(blob)!.modified >= begun.modified);
}

interface HowToMove {
  readonly by: MovedBy;
  readonly stored: StoredBlobs;
  readonly oldSets: readonly SetName[];
}

interface Moved {
  readonly moved: readonly BlobToArchive[];
  /** What was left where it is. */
  readonly beingRead: readonly BlobToArchive[];
  readonly readers: readonly Blocker[];
}

/**
 * Leaves what an old set needs that somebody reads: what he has found readable is not to freeze before he has read it. Who begins in the middle of a
 * batch may meet what it moves; his restore is gone on with when that is thawed.
 */
async function moveAll(
  { repository, classes, meter, signal }: ArchiveWork,
  blobs: readonly BlobToArchive[],
  { by, stored, oldSets }: HowToMove,
): Promise<Moved> {
  const moved: BlobToArchive[] = [];
  const beingRead: BlobToArchive[] = [];
  const readers = new Map<string, Blocker>();
  if (blobs.length === 0) return { moved, beingRead, readers: [] };
  const readersOfSets = new ReadersOfSets(repository, oldSets, signal);
  meter.phase('archive');
  meter.expect({ tables: 0, bytesTotal: blobs.reduce((sum, { bytes }) => sum + bytes, 0) });
  for (let at = 0; at < blobs.length; at += batchSize) {
    throwIfAborted(signal);
    const batch = blobs.slice(at, at + batchSize);
    const read = await readersOfSets.now();
    const toMove = batch.filter(({ blob }) => !read.blobs.has(blob));
    beingRead.push(...batch.filter(({ blob }) => read.blobs.has(blob)));
    for (const reader of read.readers) readers.set(reader.run, reader);
    await inParallel(toMove, async ({ blob, bytes, storageClass }) => {
      const object = { key: blobKey(blob), etag: stored.etagOf(blob) };
      if (by === 'copy') await classes.copyInto(storageClass, object, { signal });
      else await classes.tagFor(storageClass, object, { signal });
      meter.add({ bytes });
    });
    moved.push(...toMove);
  }
  meter.flush();
  return { moved, beingRead, readers: [...readers.values()] };
}
