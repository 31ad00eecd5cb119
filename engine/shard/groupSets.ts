import { newestOf } from '../lease/acquire.ts';
import { isHeld } from '../lease/judgeLease.ts';
import { backupLease, type LeaseRecord } from '../lease/leaseRecord.ts';
import type { SetName } from '../repository/contents.ts';
import type { Repository } from '../repository/repository.ts';

/** The set of a plan that a group has made already. Final where it is asked under the lease of the plan's backups. */
export async function setMadeBy(
  repository: Repository,
  plan: string,
  group: string,
  signal: AbortSignal,
): Promise<SetName | undefined> {
  for (const name of await repository.shards.begunBy(plan, group, { signal })) {
    if (await repository.sets.wasCommitted(name, { signal })) return name;
  }
  return undefined;
}

/** The run of the one of a group that has begun to make a set last; undefined where none has. It is for a person to read. */
export async function lastLeader(
  { shards }: Repository,
  plan: string,
  group: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const last = (await shards.begunBy(plan, group, { signal })).sort((a, b) => (a.set < b.set ? 1 : -1))[0];
  const begun =
    last &&
    (await shards
      .of(group, last)
      .readBegun({ signal })
      .catch(() => undefined));
  return begun?.run;
}

/** The lease by which one of a group makes a set of a plan right now; undefined when none of it does. */
export async function leaderOf(
  repository: Repository,
  plan: string,
  { group, knownDead }: { readonly group: string; readonly knownDead: number | undefined },
): Promise<LeaseRecord | undefined> {
  const newest = await newestOf(repository, backupLease(plan), knownDead);
  return newest && isHeld(newest.state) && newest.record.shards?.group === group ? newest.record : undefined;
}
