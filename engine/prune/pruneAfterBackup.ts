import { messageOf, PgstowError } from '../errors.ts';
import type { Plan } from '../repository/plans.ts';
import type { PruneWork } from './advance.ts';
import { carryOut } from './carryOut.ts';
import { decideSets } from './decideSets.ts';

/**
 * Removes what the retention of a plan no longer keeps, and finishes what others have begun. Costs a listing or two when there
 * is nothing to do. Never rejects: that it failed is a warning, for the set is made.
 */
export async function pruneAfterBackup(
  work: PruneWork,
  { id, document }: Pick<Plan, 'id' | 'document'>,
  afterTheDead: boolean,
): Promise<void> {
  const { repository, meter, signal } = work;
  if (signal.aborted) return;
  try {
    const decided = document.retention ? await decideSets(repository, id, signal) : [];
    const going = decided.filter(({ stays }) => !stays);
    const unfinished = await repository.prunes.unfinished({ signal });
    if (going.length === 0 && unfinished.length === 0 && !afterTheDead) return;
    const { unreadable } = await carryOut(work, going);
    for (const { set, error } of unreadable) {
      meter.warn(`blobs that nobody needs stay, for set ${set} cannot be read: ${error.message}`);
    }
  } catch (thrown) {
    if (thrown instanceof PgstowError && thrown.code === 'busy') return; // what it leaves the next one finds
    meter.warn(`sets that are no longer kept could not be removed: ${messageOf(thrown)}`);
  }
}
