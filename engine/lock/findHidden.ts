import { PgstowError } from '../errors.ts';
import { inParallel } from '../repository/inParallel.ts';
import { parseBlobKey, parseKeySlotKey, parseSetKey } from '../repository/keys.ts';
import type { Repository } from '../repository/repository.ts';
import type { KeptVersions } from '../store/objectLocks.ts';
import { type HiddenObject, hiddenObjects } from './hiddenObjects.ts';
import { isRefusal, oddVersions } from './oddVersions.ts';

/**
 * What is locked in a repository and hidden from readers by somebody; nothing where its store locks nothing. Not what a rotation of the keys has
 * put out of force, nor what was repaired: that what stands there is right is proved by its hash.
 */
export async function findHidden(
  repository: Repository,
  signal: AbortSignal,
  known?: ReadonlyMap<string, KeptVersions>,
): Promise<readonly HiddenObject[]> {
  const { store } = repository;
  const { locks } = store;
  // who may not ask reads what there is to be seen
  const bucket = await locks?.bucket({ signal }).catch(() => undefined);
  if (!locks || !bucket?.lockable) return [];
  const odd = known ?? (await oddVersions(locks, signal));
  if (odd.size === 0) return [];
  const hidden = await hiddenObjects(locks, odd.values(), await store.clock(signal), signal);
  const found = await inParallel(hidden, async (each) => {
    if (isDeletedSlot(each)) return !repository.keySlots.isSuperseded(each.key);
    return each.how === 'deleted' || !(await isProved(repository, each.key, signal));
  });
  return hidden.filter((_, index) => found[index]);
}

/** What whoever goes on without says. */
export const cannotTellOfHidden = 'whether somebody has deleted or overwritten what is locked cannot be told';

/** The same for who goes on without where the store does not tell of versions: `untold` is why. */
export async function findHiddenIfTold(
  repository: Repository,
  signal: AbortSignal,
): Promise<{ readonly hidden: readonly HiddenObject[]; readonly untold?: PgstowError }> {
  try {
    return { hidden: await findHidden(repository, signal) };
  } catch (thrown) {
    if (!isRefusal(thrown)) throw thrown;
    return { hidden: [], untold: thrown };
  }
}

/** A key slot that somebody has removed: nobody can tell whether they were one of us. */
export function isDeletedSlot({ key, how }: Pick<HiddenObject, 'key' | 'how'>): boolean {
  return how === 'deleted' && parseKeySlotKey(key) !== undefined;
}

/** Whether what readers see has the hash that the name, or the manifest of its set, says. A manifest is proved by nothing. */
async function isProved({ blobs, sets }: Repository, key: string, signal: AbortSignal): Promise<boolean> {
  try {
    const blob = parseBlobKey(key);
    if (blob !== undefined) return await blobs.isWhole(blob, { signal });
    const name = parseSetKey(key);
    const found = name && (await sets.find(name, { signal }));
    if (found?.state !== 'complete') return false;
    if (name!.part === 'definitions.dump') await sets.readDefinitions(found.manifest, { signal });
    else if (name!.part === 'contents.ndjson.zst') await sets.readContents(found.manifest, { signal });
    else return false;
    return true;
  } catch (thrown) {
    if (!(thrown instanceof PgstowError) || thrown.code === 'interrupted') throw thrown;
    return false; // damaged, archived, or there is no key
  }
}
