import { inParallel } from '../repository/inParallel.ts';
import {
  allLeasesPrefix,
  allProbesPrefix,
  allPrunesPrefix,
  allRestoresPrefix,
  allRunsPrefix,
  allSetsPrefix,
  allShardsPrefix,
  manifestKey,
  parseSetKey,
} from '../repository/keys.ts';
import { tombstoneLimit } from '../repository/tombstone.ts';
import type { KeptVersions, ObjectLocks } from '../store/objectLocks.ts';
import type { PruneWork } from './advance.ts';

const day = 24 * 60 * 60 * 1000;

/** What runs rewrite: nothing of a backup is in it, so of each object only what stands is of use to anybody. */
const rewritten = [
  allLeasesPrefix,
  allRunsPrefix,
  allPrunesPrefix,
  allProbesPrefix,
  allShardsPrefix,
  allRestoresPrefix,
];

/**
 * In a bucket that keeps versions: removes those that were rewritten or deleted by us. Never one of a blob, nor of a set that there may
 * be: what somebody has deleted by mistake can be brought back by hand. Whoever may not delete versions leaves them to the bucket.
 */
export async function sweepVersions({ repository, signal }: PruneWork, now: number): Promise<void> {
  const { locks } = repository.store;
  const bucket = await locks?.bucket({ signal }).catch(() => undefined);
  if (!locks || !bucket?.versioned) return;
  try {
    for (const prefix of rewritten) await sweepRewritten(locks, prefix, { now, signal });
    await sweepSets(locks, signal);
  } catch (thrown) {
    if (signal.aborted) throw thrown;
  }
}

interface Sweep {
  readonly now: number;
  readonly signal: AbortSignal;
}

async function sweepRewritten(locks: ObjectLocks, prefix: string, { now, signal }: Sweep): Promise<void> {
  for await (const { key, versions, markers, hidden } of locks.versions(prefix, { signal })) {
    const before = versions.slice(hidden ? 0 : 1).filter(({ modified }) => now - modified.getTime() > day);
    const freed = await inParallel(before, ({ version }) => locks.removeVersion(key, version, { signal }));
    const isBare = before.length === versions.length && freed.every(Boolean);
    if (hidden && isBare) for (const marker of markers) await locks.removeVersion(key, marker, { signal });
  }
}

/** What was locked when its set went. */
async function sweepSets(locks: ObjectLocks, signal: AbortSignal): Promise<void> {
  const found = new Map<string, KeptVersions>();
  for await (const kept of locks.versions(allSetsPrefix, { signal })) found.set(kept.key, kept);
  for (const { key, hidden } of found.values()) {
    const name = parseSetKey(key);
    if (!hidden || !name || !isGone(found.get(manifestKey(name.plan, name.set)))) continue;
    await locks.free(key, { signal });
  }
}

/** Whether a set never was, or was removed: its tombstone is the last that was written in its manifest's place. */
function isGone(manifest: KeptVersions | undefined): boolean {
  const last = manifest?.versions[0];
  return last === undefined || last.size <= tombstoneLimit;
}
