import { PgstowError } from '../errors.ts';
import { commitTimes, committedAt } from '../prune/commitTimes.ts';
import { idOf } from '../prune/mark.ts';
import { originalOf } from '../repository/ids.ts';
import type { Repository } from '../repository/repository.ts';
import type { Retention } from '../spec/retention.ts';
import { type DatedSet, type SetToJudge, setsToCopy } from './setsToCopy.ts';

interface Copied {
  /** The plan's id. */
  readonly plan: string;
  /** All that can be read at the source. */
  readonly sets: readonly SetToJudge[];
  readonly destination: Repository;
  /** Of the copy. */
  readonly retention: Retention | undefined;
  /** Only these, whatever else is missing. */
  readonly only?: readonly string[] | undefined;
  readonly signal: AbortSignal;
}

/**
 * The sets that are missing where they are copied to. The copy may keep sets that the source has removed: by these an older one of the
 * source goes there as soon as it has come, and would be copied again and again. So they count as well. Rejects with `conflict` where one
 * is asked for that would go so.
 */
export async function missingSets(copied: Copied): Promise<readonly SetToJudge[]> {
  const { sets, only, destination } = copied;
  const staying = await missingThatStay(copied);
  if (!only) return staying;
  const asked = sets.filter(({ manifest, standing }) => standing.state === 'absent' && only.includes(manifest.set));
  const going = asked.find((each) => !staying.includes(each));
  if (going) throw wouldGo(going, destination);
  return asked;
}

async function missingThatStay(copied: Copied): Promise<readonly SetToJudge[]> {
  const { sets, destination, retention, signal } = copied;
  const now = await destination.store.clock(signal);
  const missing = setsToCopy(sets, [], retention, now);
  if (missing.length === 0 || !retention) return missing;
  return setsToCopy(sets, await others(copied, now), retention, now);
}

/** It would be removed as soon as it has come, and its tombstone would keep it from coming again. */
function wouldGo({ manifest: { plan, set } }: SetToJudge, { store }: Repository): PgstowError {
  return new PgstowError(
    'conflict',
    `set ${set} would not stay in ${store.url}: the retention of plan ${plan} there does not keep it`,
    {
      hint: `pin it here, which its copy follows, and copy it then: pgstow pin ${set} --reason TEXT`,
    },
  );
}

/** Those that the copy alone has. */
async function others({ plan, sets, destination, signal }: Copied, now: Date): Promise<DatedSet[]> {
  const known = new Set(sets.map(({ manifest }) => originalOf(manifest.set)));
  const there = await destination.sets.list(plan, { signal });
  const times = await commitTimes(destination, plan, signal);
  const pins = Map.groupBy(await destination.pins.list(plan, { signal }), idOf);
  return there.flatMap((each) => {
    if (each.state !== 'complete' || known.has(originalOf(each.set))) return [];
    const reasons = (pins.get(idOf(each)) ?? []).map(({ reason }) => reason);
    return [{ manifest: each.manifest, committedAt: committedAt(each, times) ?? now, pins: reasons }];
  });
}
