import { messageOf, PgstowError } from '../errors.ts';
import type { SetName } from '../repository/contents.ts';
import type { Plan } from '../repository/plans.ts';
import type { Advanced, PruneWork } from './advance.ts';
import { carryOut } from './carryOut.ts';
import { decideSets } from './decideSets.ts';

/** What went after a backup. */
export interface PrunedAfterBackup {
  /** Sets that the plan's retention no longer keeps. */
  readonly sets: readonly SetName[];
  /** Blobs that no set needs, those of prunes that were not finished before included. */
  readonly blobs: number;
  /** Their bytes in the store. */
  readonly bytes: number;
  /** The same of what is deleted only when other backups that are under way have ended. */
  readonly waiting: { readonly blobs: number; readonly bytes: number };
}

/**
 * Removes what the retention of a plan no longer keeps, and finishes what others have begun. Costs a listing or two when there
 * is nothing to do. Never rejects: that it failed is a warning, for the set is made. Undefined when there was nothing to do.
 */
export async function pruneAfterBackup(
  work: PruneWork,
  { id, document }: Pick<Plan, 'id' | 'document'>,
  afterTheDead: boolean,
): Promise<PrunedAfterBackup | undefined> {
  const { repository, run, meter, signal } = work;
  if (signal.aborted) return undefined;
  try {
    const decided = document.retention ? await decideSets(repository, id, signal) : [];
    const going = decided.filter(({ stays }) => !stays);
    const unfinished = await repository.prunes.unfinished({ signal });
    if (going.length === 0 && unfinished.length === 0 && !afterTheDead) return undefined;
    const { prunes, unreadable } = await carryOut(work, going);
    for (const { set, error } of unreadable) {
      meter.warn(`blobs that nobody needs stay, for set ${set} cannot be read: ${error.message}`);
    }
    return whatWent(prunes, run);
  } catch (thrown) {
    if (thrown instanceof PgstowError && thrown.code === 'busy') return undefined; // what it leaves the next one finds
    meter.warn(`sets that are no longer kept could not be removed: ${messageOf(thrown)}`);
    return undefined;
  }
}

function whatWent(prunes: readonly Advanced[], run: string): PrunedAfterBackup {
  const readable = prunes.filter(({ unreadable }) => unreadable.length === 0);
  const done = readable.filter(({ waitsFor }) => waitsFor.length === 0);
  const waiting = readable.filter(({ waitsFor }) => waitsFor.length > 0);
  return {
    sets: prunes.find(({ prune }) => prune === run)?.removed ?? [],
    ...sumOf(done),
    waiting: sumOf(waiting),
  };
}

function sumOf(prunes: readonly Advanced[]): { readonly blobs: number; readonly bytes: number } {
  const sum = (of: 'blobs' | 'bytes') => prunes.reduce((total, each) => total + each[of], 0);
  return { blobs: sum('blobs'), bytes: sum('bytes') };
}
