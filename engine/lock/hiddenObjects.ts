import { PgstowError } from '../errors.ts';
import { inParallel } from '../repository/inParallel.ts';
import {
  isLocked,
  type KeptVersion,
  type KeptVersions,
  type ObjectLock,
  type ObjectLocks,
  type StandingLock,
} from '../store/objectLocks.ts';

/** An object that is locked, and that readers do not see: something else stands above it, or a delete marker. */
export interface HiddenObject {
  readonly key: string;
  /** `deleted`: behind a delete marker. `overwritten`: below another version. */
  readonly how: 'deleted' | 'overwritten';
  /** The version that is locked. */
  readonly version: string;
  readonly lock: StandingLock;
  readonly kept: KeptVersions;
}

/**
 * Those of some odd keys whose oldest locked version is not what readers see. The lock decides: prune removes nothing that is locked,
 * so whatever hides a locked version was not put there by a prune.
 */
export async function hiddenObjects(
  locks: ObjectLocks,
  odd: Iterable<KeptVersions>,
  now: Date,
  signal: AbortSignal,
): Promise<HiddenObject[]> {
  const found = await inParallel([...odd], async (kept): Promise<HiddenObject | undefined> => {
    const { key } = kept;
    for (const first of kept.versions.toReversed()) {
      const { version } = first;
      const lock = await locks.lockOf(key, { version, signal });
      if (!lock || !isLocked(lock, now)) continue;
      if (kept.hidden) return { key, how: 'deleted', version, lock, kept };
      return (await isSame(locks, kept, first, signal)) ? undefined : { key, how: 'overwritten', version, lock, kept };
    }
    return undefined;
  });
  return found.filter((each) => each !== undefined);
}

/** What cannot be read to be compared, for it lies in an archive, is taken to be another content. */
async function isSame(locks: ObjectLocks, { key, versions }: KeptVersions, first: KeptVersion, signal: AbortSignal) {
  try {
    return await locks.isSame(key, first, versions[0]!, { signal });
  } catch (thrown) {
    if (thrown instanceof PgstowError && thrown.code === 'archived') return false;
    throw thrown;
  }
}

/** The lock of what is put on top again: as long as that of what is below. */
export function lockLike({ mode, until }: StandingLock): ObjectLock | undefined {
  return mode && until ? { mode, until } : undefined;
}
