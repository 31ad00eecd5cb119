import { PgstowError } from '../errors.ts';
import type { LeaseShards } from '../lease/leaseRecord.ts';
import { nameOfShard, type Shard } from './shard.ts';

/** Rejects with `input` a machine that would do other work than the leader. */
export function requireSameWork(leading: LeaseShards, ours: LeaseShards): void {
  const leader = `shard ${nameOfShard({ index: leading.shard, total: leading.total })}`;
  if (leading.total !== ours.total)
    throw other(
      `${leader} leads, so there are ${leading.total} shards, not ${ours.total}`,
      'give all of them the same number of shards',
    );
  if (leading.tool !== ours.tool)
    throw other(
      `${leader}, which leads, is pgstow ${leading.tool}, this is ${ours.tool}`,
      'run the same version on all machines',
    );
  if (leading.planRevision !== ours.planRevision)
    throw other(
      `${leader} leads by revision ${leading.planRevision} of the plan, and its newest one is ${ours.planRevision} now`,
      'the plan was changed while its shards began: run them again when the set is made',
    );
}

/** What a machine has in common with others of its group, as its lease says it. */
export function leaseShards({ group, total, index }: Shard, tool: string, planRevision: number): LeaseShards {
  return { group, total, shard: index, tool, planRevision };
}

function other(message: string, hint: string): PgstowError {
  return new PgstowError('input', message, { hint });
}
