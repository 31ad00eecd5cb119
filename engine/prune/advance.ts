import { throwIfAborted } from '../errors.ts';
import type { ProgressMeter } from '../events.ts';
import { undertaker } from '../lease/settle.ts';
import type { SetName } from '../repository/contents.ts';
import { freeObject } from '../repository/freeObject.ts';
import { inParallel } from '../repository/inParallel.ts';
import type { DoomedBlob, SparedSet } from '../repository/pruneRecords.ts';
import type { Repository } from '../repository/repository.ts';
import { type Blocker, blockersOf } from './blockers.ts';
import { findDoomed, type LockedBlobs, type NeedlessBlobs } from './doomedBlobs.ts';
import { idOf, Mark, type UnreadableSet } from './mark.ts';
import { objections } from './objections.ts';

/** What a prune works with. */
export interface PruneWork {
  readonly repository: Repository;
  /** The run that carries it out. */
  readonly run: string;
  readonly meter: ProgressMeter;
  readonly signal: AbortSignal;
}

/** How far a prune has come. */
export interface Advanced {
  readonly prune: string;
  readonly removed: readonly SetName[];
  readonly spared: readonly SparedSet[];
  /** Blobs that were deleted, or wait for being deleted, and their bytes. */
  readonly blobs: number;
  readonly bytes: number;
  /** Blobs that no set needs and that cannot be deleted yet, where it was looked for them. */
  readonly locked?: LockedBlobs | undefined;
  /** The backups that have to end first; empty when it is done. */
  readonly waitsFor: readonly Blocker[];
  /** Sets that cannot be read: because of them no blob was deleted. */
  readonly unreadable: readonly UnreadableSet[];
}

const batchSize = 200;

/**
 * Carries out a published prune as far as it goes, whoever has begun it, and whatever of it is done. Twice the same: what is
 * to go is published, then it is looked who objects, then it is decided by a create-only write what stays, and then it goes.
 */
export async function advance(work: PruneWork, prune: string): Promise<Advanced> {
  const { repository, meter, signal } = work;
  const { prunes } = repository;
  const proposed = await prunes.proposedSets(prune, { signal });
  const spared = await prunes.spareSets(prune, await objections(repository, proposed, signal));
  const stay = new Set(spared.map(idOf));
  const removed = proposed.filter((each) => !stay.has(idOf(each)));
  const outcome = { prune, removed, spared, blobs: 0, bytes: 0, waitsFor: [], unreadable: [] };
  await removeSets(work, prune, removed);

  meter.phase('mark');
  const mark = new Mark(repository, signal);
  await mark.look(removed);
  if (mark.unreadable.length > 0 && !(await isPublished(repository, prune))) {
    await finish(work, prune, removed);
    return { ...outcome, unreadable: mark.unreadable };
  }
  const { doomed, locked } = await publishDoomed(work, prune, mark, removed);
  const size = { blobs: doomed.length, bytes: bytesOf(doomed), ...(locked && { locked }) };
  const waitsFor = await blockersOf(repository, prune, work.run);
  if (waitsFor.length > 0) return { ...outcome, ...size, waitsFor };

  await mark.look(removed); // backups that did not know of it may have committed since: they are all over now
  if (mark.unreadable.length > 0) return { ...outcome, unreadable: mark.unreadable };
  const needed = await prunes.spareBlobs(
    prune,
    doomed.filter(({ blob }) => mark.blobs.has(blob)),
  );
  const needless = without(doomed, needed);
  meter.phase('delete');
  await deleteBlobs(work, prune, needless);
  await finish(work, prune, removed);
  return { ...outcome, ...size, blobs: needless.length, bytes: bytesOf(needless) };
}

/** From here on they are nowhere to be seen. Their other objects go when it is settled which blobs go. */
async function removeSets({ repository, signal }: PruneWork, prune: string, sets: readonly SetName[]): Promise<void> {
  for (const name of sets) {
    throwIfAborted(signal);
    if (await repository.sets.tombstone(name, { signal })) continue;
    if (await repository.prunes.isOpen(prune, { signal })) {
      await repository.sets.remove(name, undertaker(repository.surroundings));
    }
  }
}

async function isPublished({ prunes }: Repository, prune: string): Promise<boolean> {
  return (await prunes.unfinished()).some((each) => each.prune === prune && each.parts.has('blobs.ndjson.zst'));
}

async function publishDoomed(
  { repository, signal }: PruneWork,
  prune: string,
  mark: Mark,
  removed: readonly SetName[],
): Promise<NeedlessBlobs> {
  if (await isPublished(repository, prune)) {
    return { doomed: await repository.prunes.doomedBlobs(prune, { signal }), locked: undefined };
  }
  const { doomed, locked } = await findDoomed(repository, mark, removed, signal);
  return { doomed: await repository.prunes.doomBlobs(prune, doomed), locked };
}

async function deleteBlobs(
  { repository, meter, signal }: PruneWork,
  prune: string,
  blobs: readonly DoomedBlob[],
): Promise<void> {
  meter.expect({ tables: 0, bytesTotal: bytesOf(blobs) });
  for (let at = 0; at < blobs.length; at += batchSize) {
    throwIfAborted(signal);
    if (!(await repository.prunes.isOpen(prune, { signal }))) return; // somebody else has done it
    const batch = blobs.slice(at, at + batchSize);
    await inParallel(batch, ({ blob }) => repository.blobs.delete(blob, { signal }));
    meter.add({ bytes: bytesOf(batch) });
  }
  meter.flush();
}

/** What is left of the removed sets goes, but for their tombstones. */
async function finish({ repository, signal }: PruneWork, prune: string, removed: readonly SetName[]): Promise<void> {
  for (const plan of new Set(removed.map(({ plan }) => plan))) {
    const gone = new Set(removed.map(idOf));
    const objects = (await repository.sets.objects(plan, { signal })).filter((each) => gone.has(idOf(each)));
    const keys = objects.flatMap(({ parts }) => [...parts].filter(([part]) => part !== 'manifest.json'));
    await inParallel(keys, ([, { key }]) => freeObject(repository.store, key, { signal }));
  }
  await repository.prunes.finish(prune, { at: repository.surroundings.now().toISOString() });
}

function without(blobs: readonly DoomedBlob[], spared: readonly DoomedBlob[]): readonly DoomedBlob[] {
  const stay = new Set(spared.map(({ blob }) => blob));
  return blobs.filter(({ blob }) => !stay.has(blob));
}

function bytesOf(blobs: readonly DoomedBlob[]): number {
  return blobs.reduce((sum, { bytes }) => sum + bytes, 0);
}
