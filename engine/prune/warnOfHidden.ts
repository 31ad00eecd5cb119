import type { ProgressMeter } from '../events.ts';
import { hiddenObjects } from '../lock/hiddenObjects.ts';
import type { Repository } from '../repository/repository.ts';
import type { KeptVersions } from '../store/objectLocks.ts';

/** Says that somebody has deleted or overwritten what is locked, as long as its lock lasts. */
export async function warnOfHidden(
  { store, keySlots }: Repository,
  odd: ReadonlyMap<string, KeptVersions>,
  { meter, signal }: { readonly meter: ProgressMeter; readonly signal: AbortSignal },
): Promise<void> {
  if (!store.locks || odd.size === 0) return;
  const wanted = [...odd.values()].filter(({ key }) => !keySlots.isSuperseded(key));
  if (wanted.length === 0) return;
  const [first, ...more] = await hiddenObjects(store.locks, wanted, await store.clock(signal), signal);
  if (!first) return;
  const others = more.length > 0 ? ` and ${more.length} more` : '';
  const until = first.lock.until ? `, which is locked until ${first.lock.until.toISOString()}` : '';
  meter.warn(
    `somebody has ${first.how} ${first.key}${others}${until}: bring it back with pgstow undelete, and see who has these credentials`,
  );
}
