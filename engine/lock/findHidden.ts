import type { Repository } from '../repository/repository.ts';
import { type HiddenObject, hiddenObjects } from './hiddenObjects.ts';
import { oddVersions } from './oddVersions.ts';

/** What is locked in a repository and hidden from readers, but for the key slots that a rotation has deleted; nothing where its store locks nothing. */
export async function findHidden(
  { store, keySlots }: Pick<Repository, 'store' | 'keySlots'>,
  signal: AbortSignal,
): Promise<readonly HiddenObject[]> {
  const { locks } = store;
  // who may not ask reads what there is to be seen
  const bucket = await locks?.bucket({ signal }).catch(() => undefined);
  if (!locks || !bucket?.lockable) return [];
  const odd = await oddVersions(locks, signal);
  const wanted = [...odd.values()].filter(({ key }) => !keySlots.isSuperseded(key));
  return wanted.length === 0 ? [] : hiddenObjects(locks, wanted, await store.clock(signal), signal);
}
