import { allKeySlotsPrefix, planPrefix, repositoryKey } from '../repository/keys.ts';
import type { Repository } from '../repository/repository.ts';

/**
 * What every restore of a plan's sets needs besides the sets: what the repository is, what opens it, and the plan as it stands. Few
 * objects, so it is asked of each how long it is locked.
 */
export async function rootObjects(
  { store }: Pick<Repository, 'store'>,
  plan: string,
  signal: AbortSignal,
): Promise<string[]> {
  const slots: string[] = [];
  for await (const { key } of store.list(allKeySlotsPrefix, { signal })) slots.push(key);
  let newest: string | undefined;
  for await (const { key } of store.list(planPrefix(plan), { signal })) newest = key;
  return [repositoryKey, ...slots, ...(newest ? [newest] : [])];
}
