import { describeHolder } from '../lease/acquire.ts';
import { readLeases } from '../lease/leaseRecord.ts';
import type { SetName } from '../repository/contents.ts';
import type { SparedSet } from '../repository/pruneRecords.ts';
import type { Repository } from '../repository/repository.ts';
import { heldNow } from './blockers.ts';
import { describeLock, keptByStore } from './keptByStore.ts';
import { idOf } from './mark.ts';

/**
 * Those of some sets that are pinned, locked or being read. To be asked after it is published that they shall go: whoever pins or
 * reads says so first, and then looks what is published.
 */
export async function objections(
  repository: Repository,
  sets: readonly SetName[],
  signal: AbortSignal,
): Promise<SparedSet[]> {
  if (sets.length === 0) return [];
  const pins = Map.groupBy(await repository.pins.list(undefined, { signal }), idOf);
  const locked = await repository.locks.listed(undefined, { signal });
  const now = await repository.store.clock(signal);
  const readers = await heldNow(repository, readLeases);
  const kept = await keptByStore(repository, sets, signal);
  return sets.flatMap(({ plan, set }) => {
    const [pin] = pins.get(idOf({ plan, set })) ?? [];
    if (pin) return { plan, set, why: `${pin.hold ? 'legal hold' : 'pinned'}: ${pin.reason}` };
    const until = locked.get(idOf({ plan, set }));
    if (until && until > now) return { plan, set, why: `locked until ${until.toISOString()}` };
    const lock = kept.get(idOf({ plan, set }));
    if (lock) return { plan, set, why: describeLock(lock) };
    const reader = readers.find(({ reads = [] }) => reads.some((claim) => covers(claim, { plan, set })));
    return reader ? { plan, set, why: `being read: ${describeHolder(reader)}` } : [];
  });
}

function covers(claim: Partial<SetName>, { plan, set }: SetName): boolean {
  return (claim.plan ?? plan) === plan && (claim.set ?? set) === set;
}
