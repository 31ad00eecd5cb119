import type { SetName } from '../repository/contents.ts';
import { inParallel } from '../repository/inParallel.ts';
import { manifestKey } from '../repository/keys.ts';
import type { Repository } from '../repository/repository.ts';
import type { StandingLock } from '../store/objectLocks.ts';
import { idOf } from './mark.ts';

/**
 * Those of some sets whose manifest the store itself lets nobody remove, by {@link idOf}. The records of that may be gone: whoever has the credentials of
 * the runs can delete them, and who extends a lock may die before it is noted. A tombstone over what is locked would only hide it.
 */
export async function keptByStore(
  { store }: Repository,
  sets: readonly SetName[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, StandingLock>> {
  const { locks } = store;
  const bucket = sets.length > 0 ? await locks?.bucket({ signal }).catch(() => undefined) : undefined;
  if (!locks || !bucket?.lockable) return new Map();
  const now = await store.clock(signal);
  const found = await inParallel(sets, async (name) => {
    const lock = await locks.lockOf(manifestKey(name.plan, name.set), { signal });
    const stays = lock && (lock.held || (lock.until ?? now) > now);
    return stays ? [[idOf(name), lock] as const] : [];
  });
  return new Map(found.flat());
}

/** Such as `locked until 2026-12-26T00:00:00.000Z`. */
export function describeLock({ held, until }: StandingLock): string {
  return held || !until ? 'under legal hold' : `locked until ${until.toISOString()}`;
}
