import type { Repository } from '../repository/repository.ts';
import { type HiddenObject, hiddenObjects } from './hiddenObjects.ts';
import { oddVersions } from './oddVersions.ts';

/** What is locked in a repository and hidden from readers; nothing where its store locks nothing. */
export async function findHidden(
  { store }: Pick<Repository, 'store'>,
  signal: AbortSignal,
): Promise<readonly HiddenObject[]> {
  const { locks } = store;
  // who may not ask reads what there is to be seen
  const bucket = await locks?.bucket({ signal }).catch(() => undefined);
  if (!locks || !bucket?.lockable) return [];
  const odd = await oddVersions(locks, signal);
  return odd.size === 0 ? [] : hiddenObjects(locks, odd.values(), await store.clock(signal), signal);
}
