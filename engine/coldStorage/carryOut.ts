import { PgstowError } from '../errors.ts';
import { archiveLease } from '../lease/leaseRecord.ts';
import { withLease } from '../lease/withLease.ts';
import type { UnreadableSet } from '../prune/mark.ts';
import { namesOnTheMove } from '../prune/namesOnTheMove.ts';
import { longestSleep } from '../prune/sweep.ts';
import type { Repository } from '../repository/repository.ts';
import type { StorageClasses } from '../store/storageClasses.ts';
import { type AdvancedArchiving, type ArchiveWork, advanceArchiving } from './advanceArchiving.ts';
import { type ArchiveRule, archiveRuleOf } from './archiveRule.ts';
import { type Archivable, blobsToArchive } from './blobsToArchive.ts';
import { noteArchived } from './noteArchived.ts';
import { SetNeeds } from './setNeeds.ts';
import { StoredBlobs } from './storedBlobs.ts';

export type { BucketRule, MovedBy } from '../store/storageClasses.ts';

/** What was done, and what is left to do. */
export interface Archived {
  /** Archivings that were begun before and not finished, and this one where it had something to do. */
  readonly archivings: readonly AdvancedArchiving[];
  /** How many sets are old. */
  readonly oldSets: number;
  /** Blobs that old sets alone need, and that are too small to be moved. */
  readonly small: number;
  /** Sets that cannot be read: because of them nothing was moved. */
  readonly unreadable: readonly UnreadableSet[];
}

/** What would be done. */
export interface ArchiveForecast extends Archivable {
  readonly oldSets: number;
  readonly unreadable: readonly UnreadableSet[];
}

/**
 * Moves what old sets alone need into their class. Finishes first what others have begun. One at a time, by a lease, so that nobody's
 * work is done twice; what keeps everything right is in {@link advanceArchiving}, whoever else is at it.
 */
export function carryOut(work: ArchiveWork): Promise<Archived> {
  const { repository, run, meter } = work;
  return withLease(repository, { lease: archiveLease, run }, { meter, signal: work.signal }, async ({ signal }) => {
    const guarded = { ...work, signal };
    meter.phase('mark');
    const { needs, now } = await lookAtSets(repository, signal);
    const { unreadable } = needs;
    const oldSets = needs.oldSets.length;
    if (unreadable.length > 0) return { archivings: [], oldSets, small: 0, unreadable };
    const onTheMove = await namesOnTheMove(repository);
    const stored = await listStored(repository, needs, onTheMove.names, signal);
    const { blobs, small } = blobsToArchive(needs, stored, onTheMove.names);
    if (blobs.length > 0) await repository.archivings.propose(run, blobs);
    const archivings: AdvancedArchiving[] = [];
    for (const state of await repository.archivings.unfinished({ signal })) {
      archivings.push(await advanceArchiving(guarded, state, { needs, stored, now }));
    }
    if (blobs.length === 0) await repository.archivings.finish(run, repository.surroundings.now()); // who looks next knows that we did
    await noteArchived(
      guarded,
      needs.oldSets,
      stored,
      archivings.flatMap(({ moved }) => moved),
    );
    await sweepArchivings(guarded, now);
    return { archivings, oldSets, small, unreadable: archivings.flatMap((each) => each.unreadable) };
  });
}

/** Only says what would be done. */
export async function forecastArchive(repository: Repository, signal: AbortSignal): Promise<ArchiveForecast> {
  const { needs } = await lookAtSets(repository, signal);
  const { unreadable } = needs;
  const oldSets = needs.oldSets.length;
  if (unreadable.length > 0) return { blobs: [], small: 0, oldSets, unreadable };
  const { names } = await namesOnTheMove(repository);
  return { ...blobsToArchive(needs, await listStored(repository, needs, names, signal), names), oldSets, unreadable };
}

/** Of all that is stored only what may have to be moved is kept in mind. */
function listStored(
  repository: Repository,
  { warm, old }: SetNeeds,
  onTheMove: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<StoredBlobs> {
  return StoredBlobs.list(repository, (name) => onTheMove.has(name) || (old.has(name) && !warm.has(name)), signal);
}

/** By the rules of all plans: a blob may be needed by sets of several. */
async function lookAtSets(
  repository: Repository,
  signal: AbortSignal,
): Promise<{ readonly needs: SetNeeds; readonly now: Date }> {
  const now = await repository.store.clock(signal);
  const needs = new SetNeeds(repository, await archiveRules(repository), signal);
  await needs.look(now);
  return { needs, now };
}

/** Of plans that are deleted nothing is archived: nobody says any more what shall become of their sets. */
export async function archiveRules({ plans }: Repository): Promise<ReadonlyMap<string, ArchiveRule>> {
  const known = await plans.list({ onDamaged: () => {} }); // sets of a plan that cannot be read stay where they are
  return new Map(
    known.flatMap(({ id, document }) => {
      const rule = archiveRuleOf(document);
      return rule ? [[id, rule] as const] : [];
    }),
  );
}

/** What moves objects between storage classes; rejects with `unsupported` where there are none. */
export function requireClasses({ store }: Repository): StorageClasses {
  if (store.classes) return store.classes;
  throw new PgstowError('unsupported', `${store.url} is a folder, and has no storage classes to archive anything in`, {
    hint: 'keep the repository in a bucket, and archive there',
  });
}

async function sweepArchivings({ repository, signal }: ArchiveWork, now: Date): Promise<void> {
  for (const state of await repository.archivings.list({ signal })) {
    const written = [...state.parts.values()].map(({ modified }) => modified.getTime());
    const isOver = state.parts.has('done.json') || !state.parts.has('blobs.ndjson.zst');
    if (isOver && now.getTime() - Math.max(...written) > longestSleep) {
      await repository.archivings.forget(state, { signal });
    }
  }
}
