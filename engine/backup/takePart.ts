import { PgstowError, throwIfAborted } from '../errors.ts';
import { type OnEvent, ProgressMeter } from '../events.ts';
import type { LeaseRecord } from '../lease/leaseRecord.ts';
import { databaseError } from '../postgres/databaseError.ts';
import { blobsToRelyOn } from '../prune/setInTheMaking.ts';
import type { SetName } from '../repository/contents.ts';
import { newTimeId } from '../repository/ids.ts';
import type { SetManifest } from '../repository/manifest.ts';
import type { Plan } from '../repository/plans.ts';
import { NoRun } from '../repository/recordRun.ts';
import type { Repository } from '../repository/repository.ts';
import { Following, type Verdict } from '../shard/following.ts';
import { lastLeader, leaderOf, setMadeBy } from '../shard/groupSets.ts';
import { asMember } from '../shard/member.ts';
import { leaseShards, requireSameWork } from '../shard/sameWork.ts';
import { nameOfShard, type Shard } from '../shard/shard.ts';
import type { Environment } from '../spec/secret.ts';
import { version } from '../version.ts';
import { byLeading, type MakeSet } from './makers.ts';
import type { ShareContext } from './takeShare.ts';

interface Part<Result> {
  readonly repository: Repository;
  readonly plan: Plan;
  readonly shard: Shard;
  /** Makes the set, unless another one does; `goesOnWith` is the run of a leader that has come to nothing. */
  readonly lead: (by: MakeSet, goesOnWith: string | undefined) => Promise<Result>;
  /** Reads a share of a round of another one that leads. */
  readonly share: (context: ShareContext, round: number) => Promise<Verdict>;
  readonly onEvent?: OnEvent | undefined;
  readonly signal: AbortSignal;
  readonly env: Environment;
}

interface Made {
  readonly set: SetManifest;
  readonly run: string;
}

/**
 * Takes part in making a set with the other shards of a group: leads them where nobody does, else follows, and when the leader is
 * gone looks again. Resolves when the set is there, whoever has committed it.
 */
export async function takePart<Result extends Made>(part: Part<Result>): Promise<Result | Made> {
  const { repository, plan, shard, signal } = part;
  const meter = new ProgressMeter(part.onEvent);
  for (let knownDead: number | undefined; ; ) {
    throwIfAborted(signal);
    const made = await setMadeBy(repository, plan.id, shard.group, signal);
    if (made) return madeByOthers(repository, shard, made);
    const leader = await leaderOf(repository, plan.id, { group: shard.group, knownDead });
    if (!leader) {
      const led = await leadUnlessOthersDo(part, knownDead);
      if (led) return led;
      continue;
    }
    const verdict = await follow(part, leader, meter).catch((thrown) => {
      throw databaseError(thrown, `backup of plan ${plan.id}`, signal, `pgstow grants ${plan.id} --for backup`);
    });
    if (verdict.kind === 'failed') throw verdict.error;
    if (verdict.kind === 'dead') {
      knownDead = leader.generation;
      meter.warn(
        'the shard that leads is gone, and its snapshot with it: another one leads, and what is stored already is not stored again',
      );
    }
  }
}

async function leadUnlessOthersDo<Result>(
  { repository, plan, shard, lead, signal }: Part<Result>,
  knownDead: number | undefined,
): Promise<Result | undefined> {
  const before = await lastLeader(repository, plan.id, shard.group, signal);
  try {
    return await lead(byLeading(shard, knownDead), before);
  } catch (thrown) {
    if (thrown instanceof NoRun) return undefined;
    throw thrown;
  }
}

/** Reads round after round of what a leader publishes. */
async function follow(
  { repository, plan, shard, share, signal, env }: Part<unknown>,
  leader: LeaseRecord,
  meter: ProgressMeter,
): Promise<Verdict> {
  requireSameWork(leader.shards!, leaseShards(shard, version, plan.revision));
  const set = repository.shards.of(shard.group, leader.set!);
  const { blobs } = await blobsToRelyOn(repository, meter, plan.document.lock);
  const following = new Following(repository, leader, set);
  const member = newTimeId(repository.surroundings);
  return asMember(repository, set, { member, shard: nameOfShard(shard) }, async () => {
    for (let last = 0; ; ) {
      const next = await following.nextRound(last, signal);
      if (typeof next !== 'number') return next;
      const context = { repository, plan, shard, set, following, member, blobs, meter, signal, env };
      const verdict = await share(context, next);
      if (verdict.kind !== 'roundOver') return verdict;
      last = next;
    }
  });
}

async function madeByOthers({ sets, shards }: Repository, { group }: Shard, name: SetName): Promise<Made> {
  const { run } = await shards.of(group, name).readBegun();
  const found = await sets.find(name);
  if (found?.state === 'complete') return { set: found.manifest, run };
  if (found) throw found.error;
  throw new PgstowError('conflict', `set ${name.set}, which the other shards had made, was removed meanwhile`, {
    hint: 'this shard came so late that newer sets have taken its place: pgstow sets shows them',
  });
}
