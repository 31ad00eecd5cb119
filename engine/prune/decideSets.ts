import { PgstowError } from '../errors.ts';
import type { SetName } from '../repository/contents.ts';
import { originalOf, timeOfId } from '../repository/ids.ts';
import type { Plan } from '../repository/plans.ts';
import type { Repository } from '../repository/repository.ts';
import type { ListedSet } from '../repository/sets.ts';
import type { StandingLock } from '../store/objectLocks.ts';
import { commitTimes, committedAt } from './commitTimes.ts';
import { describeLock, keptByStore } from './keptByStore.ts';
import { idOf, lostSets } from './mark.ts';
import { applyRetention, type RetainedSet, type Verdict } from './retention.ts';

/** What becomes of a set, and why. */
export interface DecidedSet extends SetName {
  /** ISO 8601; absent for a set that cannot be read. */
  readonly snapshotAt?: string | undefined;
  readonly stays: boolean;
  readonly reasons: readonly string[];
  /** ISO 8601. It stays for its lock alone: when that has ended it goes. */
  readonly staysUntil?: string | undefined;
}

/** What becomes of the sets of a plan, or of all, by the rules of their plans. Sets of deleted and of paused plans stay. */
export async function decideSets(
  repository: Repository,
  plan: string | undefined,
  signal: AbortSignal,
): Promise<DecidedSet[]> {
  const plans = await plansOf(repository, plan);
  const sets = await repository.sets.list(plan, { signal });
  const pins = Map.groupBy(await repository.pins.list(plan, { signal }), idOf);
  const locked = await repository.locks.listed(plan, { signal });
  const committed = await commitTimes(repository, plan, signal);
  const now = await repository.store.clock(signal);
  const retained = (listed: ListedSet): RetainedSet => ({
    set: listed.set,
    snapshotAt: snapshotOf(listed) ?? new Date(timeOfId(listed.set) || 0).toISOString(),
    committedAt: committedAt(listed, committed) ?? now, // it has come since we listed
    pins: (pins.get(idOf(listed)) ?? []).flatMap(({ reason, hold }) => (hold ? [] : [reason])),
    holds: (pins.get(idOf(listed)) ?? []).flatMap(({ reason, hold }) => (hold ? [reason] : [])),
    lockedUntil: locked.get(idOf(listed)),
    isDamaged: listed.state === 'damaged',
  });
  const all = [...Map.groupBy(sets, (listed) => listed.plan)].flatMap(([id, some]) => {
    const of = plans.get(id);
    const why = of ? (of.paused ? 'its plan is paused' : undefined) : 'its plan was deleted';
    const verdicts = applyRetention(why ? undefined : of?.document.retention, some.map(retained), now);
    return some.map((listed, index) => decided(listed, verdicts[index]!, why));
  });
  const going = all.filter(({ stays }) => !stays);
  const kept = await keptByStore(repository, going, signal);
  return all.map((each) => keptAsLocked(each, each.stays ? undefined : kept.get(idOf(each))));
}

function keptAsLocked(each: DecidedSet, lock: StandingLock | undefined): DecidedSet {
  if (!lock) return each;
  const staysUntil = lock.held ? undefined : lock.until?.toISOString();
  return { ...each, stays: true, reasons: [describeLock(lock)], ...(staysUntil && { staysUntil }) };
}

/** Those that are not deleted, by id. */
async function plansOf({ plans }: Repository, plan: string | undefined): Promise<ReadonlyMap<string, Plan>> {
  const found = plan === undefined ? await plans.list() : [await plans.find(plan)];
  return new Map(found.flatMap((each) => (each && !each.deleted ? [[each.id, each]] : [])));
}

function decided(listed: ListedSet, { stays, reasons, staysUntil }: Verdict, why: string | undefined): DecidedSet {
  const { plan, set } = listed;
  const shown = why
    ? [...reasons.filter((reason) => !['no rule', 'newest', 'made last'].includes(reason)), why]
    : reasons;
  return { plan, set, snapshotAt: snapshotOf(listed), stays, reasons: shown, ...(staysUntil && { staysUntil }) };
}

function snapshotOf(listed: ListedSet): string | undefined {
  return listed.state === 'complete' ? listed.manifest.snapshotAt : undefined;
}

/**
 * Sets that somebody wants removed by their names: damaged ones too, and those whose manifest is gone. Rejects with `input`
 * when there is no such set, with `conflict` when it is pinned.
 */
export async function namedSets(
  repository: Repository,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<DecidedSet[]> {
  const listed = await repository.sets.list(undefined, { signal });
  const locked = await repository.locks.listed(undefined, { signal });
  const now = await repository.store.clock(signal);
  const lost = await lostSets(repository, await repository.sets.objects(undefined, { signal }), signal);
  const named = await Promise.all(
    [...new Set(ids)].map(async (asked): Promise<DecidedSet> => {
      const found =
        [...listed, ...lost].find(({ set }) => set === asked) ?? listed.find(({ set }) => originalOf(set) === asked); // of a copy it may be `<id>.1`
      if (!found) {
        await repository.sets.get(asked, { signal }); // rejects, saying which there are
        throw new PgstowError('input', `there is no set ${asked}`, { hint: 'pgstow sets shows those that there are' });
      }
      const { set } = found;
      const [pin] = await repository.pins.of(found, { signal });
      if (pin) {
        const what = pin.hold ? 'under legal hold' : 'pinned';
        const remedy = pin.hold ? 'end the hold first: pgstow release' : 'take the pin away first: pgstow unpin';
        throw new PgstowError('conflict', `set ${set} is ${what}: ${pin.reason} (${pin.by}, ${pin.at})`, {
          hint: `if it may go, ${remedy} ${set}`,
        });
      }
      const noted = locked.get(idOf(found));
      const isNoted = noted && noted > now;
      const lock = isNoted
        ? { until: noted, held: false }
        : (await keptByStore(repository, [found], signal)).get(idOf(found));
      if (lock) {
        throw new PgstowError('conflict', `set ${set} is ${describeLock(lock)}`, {
          hint: lock.held
            ? `if it may go, end the hold first: pgstow release ${set}`
            : 'nobody can delete it before: remove it then',
        });
      }
      const snapshotAt = 'state' in found ? snapshotOf(found) : undefined;
      return { plan: found.plan, set, snapshotAt, stays: false, reasons: ['removed by its name'] };
    }),
  );
  return [...new Map(named.map((each) => [idOf(each), each])).values()];
}
