import { PgstowError } from '../errors.ts';
import type { LeaseContext } from '../lease/acquire.ts';
import { type SetInTheMaking, withSetInTheMaking } from '../prune/setInTheMaking.ts';
import type { Plan } from '../repository/plans.ts';
import { NoRun } from '../repository/recordRun.ts';
import type { Repository } from '../repository/repository.ts';
import { leaderOf, setMadeBy } from '../shard/groupSets.ts';
import { leaseShards } from '../shard/sameWork.ts';
import type { Shard } from '../shard/shard.ts';
import { version } from '../version.ts';
import { alone, asLeader, Leading, type Sharing } from './sharing.ts';

/** Runs `make` under the lease of a plan's backups, as one who makes the set alone or as one who leads others. */
export type MakeSet = <T>(
  repository: Repository,
  plan: Plan,
  context: LeaseContext & { readonly run: string },
  make: (making: SetInTheMaking, sharing: Sharing) => Promise<T>,
) => Promise<T>;

export const byOneMachine: MakeSet = (repository, plan, context, make) =>
  withSetInTheMaking(repository, plan.id, { ...context, lock: plan.document.lock }, (making) => make(making, alone));

/**
 * Leads the other shards of a group. Rejects with `NoRun` when one of them was quicker, or has made the set already: what is so under
 * the lease stays so.
 */
export function byLeading(shard: Shard, knownDead: number | undefined): MakeSet {
  return async (repository, plan, context, make) => {
    const shards = leaseShards(shard, version, plan.revision);
    const { run, meter, signal } = context;
    try {
      const how = { ...context, shards, knownDead, lock: plan.document.lock };
      return await withSetInTheMaking(repository, plan.id, how, async (making) => {
        if (await setMadeBy(repository, plan.id, shard.group, signal)) throw new NoRun();
        const set = repository.shards.of(shard.group, { plan: plan.id, set: making.set });
        await set.begin({ group: shard.group, run });
        const made = await asLeader(set, () => make(making, new Leading(repository, shard, set, meter)));
        await set.clear().catch(() => {}); // a later prune does it
        return made;
      });
    } catch (thrown) {
      const isBusy = thrown instanceof PgstowError && thrown.code === 'busy';
      if (isBusy && (await leaderOf(repository, plan.id, { group: shard.group, knownDead }))) throw new NoRun();
      throw thrown;
    }
  };
}
