import { randomUUID } from 'node:crypto';
import { PgstowError } from '../errors.ts';
import { pruneLease } from '../lease/leaseRecord.ts';
import { undertaker } from '../lease/settle.ts';
import { withLease } from '../lease/withLease.ts';
import type { SetName } from '../repository/contents.ts';
import { probeKey } from '../repository/keys.ts';
import type { Repository } from '../repository/repository.ts';
import { type Advanced, advance, type PruneWork } from './advance.ts';
import { openBackups } from './blockers.ts';
import { findDoomed, type LockedBlobs } from './doomedBlobs.ts';
import { Mark, type UnreadableSet } from './mark.ts';
import { sweep } from './sweep.ts';

/** What was done, and what is left to do. */
export interface Pruned {
  /** Prunes that were begun before and not finished, and this one where it had something to do. */
  readonly prunes: readonly Advanced[];
  /** Sets that cannot be read: because of them no blob was deleted. */
  readonly unreadable: readonly UnreadableSet[];
  /** Blobs that no set needs and that cannot be deleted yet. */
  readonly locked?: LockedBlobs | undefined;
}

/**
 * Removes sets, and every blob that no set needs then. Finishes first what other prunes have begun. One at a time, by a lease,
 * so that nobody's work is done twice; what keeps everything safe is in {@link advance}, whoever else is at it.
 */
export function carryOut(work: PruneWork, sets: readonly SetName[]): Promise<Pruned> {
  const { repository, run, meter } = work;
  return withLease(repository, { lease: pruneLease, run }, { meter, signal: work.signal }, async ({ signal }) => {
    const guarded = { ...work, signal };
    await requireDelete(repository);
    await openBackups(repository, run); // declares dead who is
    const prunes: Advanced[] = [];
    for (const { prune } of await repository.prunes.unfinished({ signal })) prunes.push(await advance(guarded, prune));
    const nothing = await begin(guarded, sets);
    if (nothing === undefined) prunes.push(await advance(guarded, run));
    await sweep(guarded);
    const unreadable = nothing?.unreadable ?? prunes.flatMap((each) => each.unreadable);
    return { prunes, unreadable, locked: nothing ? nothing.locked : prunes.at(-1)!.locked };
  });
}

/** Publishes what shall go; where nothing does, leaves no record, and gives what is in the way of that. */
async function begin(
  { repository, run, meter, signal }: PruneWork,
  sets: readonly SetName[],
): Promise<Omit<Pruned, 'prunes'> | undefined> {
  if (sets.length === 0) {
    meter.phase('mark');
    const mark = new Mark(repository, signal);
    await mark.look();
    if (mark.unreadable.length > 0) return { unreadable: mark.unreadable };
    const { doomed, locked } = await findDoomed(repository, mark, [], signal);
    if (doomed.length === 0) return { unreadable: [], locked };
  }
  const names = sets.map(({ plan, set }) => ({ plan, set }));
  await repository.prunes.proposeSets(run, { sets: names, ...undertaker(repository.surroundings) });
  return undefined;
}

/** Before anything is published: a store that forbids it would only ever fill up with records. */
async function requireDelete({ store }: Repository): Promise<void> {
  const key = probeKey(randomUUID());
  await store.create(key, Buffer.from('written by pgstow prune; may be deleted\n'));
  try {
    await store.delete(key);
  } catch (thrown) {
    if (!(thrown instanceof PgstowError) || thrown.code !== 'store') throw thrown;
    throw new PgstowError('store', `nothing was removed: ${thrown.message}`, {
      ...(thrown.hint && { hint: thrown.hint }),
      cause: thrown,
    });
  }
}
