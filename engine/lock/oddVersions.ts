import { PgstowError } from '../errors.ts';
import { allBlobsPrefix, allKeySlotsPrefix, allPlansPrefix, allSetsPrefix, repositoryKey } from '../repository/keys.ts';
import type { KeptVersions, ObjectLocks } from '../store/objectLocks.ts';

/** What restores need is written once: under these prefixes nobody of us overwrites, but for the tombstone of a removed set. */
const writtenOnce = [repositoryKey, allKeySlotsPrefix, allPlansPrefix, allSetsPrefix, allBlobsPrefix];

/** Keys under which more is kept than one version, or whose object is hidden by a delete marker. One listing of all. */
export async function oddVersions(locks: ObjectLocks, signal: AbortSignal): Promise<ReadonlyMap<string, KeptVersions>> {
  const odd = new Map<string, KeptVersions>();
  for (const prefix of writtenOnce) {
    for await (const kept of locks.versions(prefix, { signal })) {
      if (!isRewritten(kept.key) && (kept.hidden || kept.versions.length > 1)) odd.set(kept.key, kept);
    }
  }
  return odd;
}

/** Whether the store has said that these credentials may not ask. */
export function isRefusal(thrown: unknown): thrown is PgstowError {
  return thrown instanceof PgstowError && thrown.code === 'store' && !thrown.retryable;
}

/** Who reads a set does without these. */
function isRewritten(key: string): boolean {
  return /^sets\/[^/]+\/[^/]+\/(pins|holds|locks|drills)\//.test(key);
}

/** What was there first: whatever came later under a name that is written once is somebody else's, or the same once more. */
export function firstVersion(odd: ReadonlyMap<string, KeptVersions>, key: string): string | undefined {
  return odd.get(key)?.versions.at(-1)?.version;
}
