import type { SetName } from '../repository/contents.ts';
import type { Repository } from '../repository/repository.ts';
import type { ObjectLock } from '../store/objectLocks.ts';

/**
 * How an object that some sets need is noted to be locked, for who puts it back: the longest of them. Undefined where nothing is
 * locked, or not any more.
 */
export async function notedLock(
  { store, locks }: Repository,
  sets: readonly SetName[],
  signal: AbortSignal,
): Promise<ObjectLock | undefined> {
  if (!store.locks) return undefined; // of a repository that was copied out of a bucket the notes are there all the same
  const noted = await Promise.all(sets.map((set) => locks.of(set, { signal })));
  const [longest] = noted.filter((each) => each !== undefined).toSorted((a, b) => (a.until < b.until ? 1 : -1));
  if (!longest || new Date(longest.until) <= (await store.clock(signal))) return undefined;
  return { mode: longest.mode, until: new Date(longest.until) };
}
