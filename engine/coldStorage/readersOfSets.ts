import { readLeases } from '../lease/leaseRecord.ts';
import { type Blocker, blockerOf, heldNow } from '../prune/blockers.ts';
import { idOf } from '../prune/mark.ts';
import type { SetName } from '../repository/contents.ts';
import type { Repository } from '../repository/repository.ts';

/**
 * Who reads one of some sets: a restore that has begun is not to be cut off in the middle. Who reads all sets of a plan, or of the repository,
 * verifies them, and does without what is archived.
 */
export async function readersOfSets(repository: Repository, sets: readonly SetName[]): Promise<Blocker[]> {
  const meant = new Set(sets.map(idOf));
  const readers = await heldNow(repository, readLeases);
  return readers
    .filter(({ reads = [] }) => reads.some(({ plan, set }) => plan && set && meant.has(idOf({ plan, set }))))
    .map(blockerOf);
}
