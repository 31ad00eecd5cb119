import { PgstowError, throwIfAborted } from '../errors.ts';
import type { ProgressMeter } from '../events.ts';
import type { SetName } from '../repository/contents.ts';
import { newTimeId } from '../repository/ids.ts';
import { encodeRecord } from '../repository/jsonRecord.ts';
import { leaseKey } from '../repository/keys.ts';
import type { Repository } from '../repository/repository.ts';
import { beatEvery, judgeLease, type LeaseState } from './judgeLease.ts';
import { type Generation, generationsOf, type LeaseRecord, type LeaseShards, readGeneration } from './leaseRecord.ts';
import { holderOf, settleBefore } from './settle.ts';

/** What somebody wants a lease for. */
export interface LeaseClaim {
  readonly lease: string;
  readonly run: string;
  /** A plan of which the holder may commit one set; the set's id is chosen with the lease. */
  readonly makesSetOf?: string | undefined;
  /** A set on which the holder may store the report of a drill. */
  readonly reportsOn?: SetName | undefined;
  readonly reads?: readonly Partial<SetName>[] | undefined;
  /** Who else may read for the set. */
  readonly shards?: LeaseShards | undefined;
  /** A generation whose holder is known to be unable to go on, whatever it looks like: it is not waited for. */
  readonly knownDead?: number | undefined;
}

export interface LeaseContext {
  readonly meter: ProgressMeter;
  readonly signal: AbortSignal;
}

export interface Acquired {
  readonly record: LeaseRecord;
  /** True when it was taken from a holder that had not given it back. */
  readonly fromTheDead: boolean;
}

/**
 * Takes a lease by creating its next generation, as soon as the newest one has ended, or its holder is surely gone, or
 * expired. Rejects with `busy` when the holder is alive; one that has missed some heartbeats is waited for.
 */
export async function acquire(
  repository: Repository,
  claim: LeaseClaim,
  { meter, signal }: LeaseContext,
): Promise<Acquired> {
  let waited = false;
  for (;;) {
    throwIfAborted(signal);
    const newest = await newestOf(repository, claim.lease, claim.knownDead);
    if (newest?.state === 'alive') throw busy(newest.record);
    if (newest?.state === 'silent') {
      if (!waited) meter.warn(`waiting: ${describeHolder(newest.record)} has missed some heartbeats; it may be dead`);
      waited = true;
      await repository.surroundings.pause(beatEvery, signal);
      continue;
    }
    const record = recordOf(repository, claim, (newest?.record.generation ?? 0) + 1);
    const key = leaseKey(claim.lease, record.generation);
    if (!(await repository.store.create(key, encodeRecord(record)))) continue;
    // who slept since it looked may create a generation that was there and has been forgotten: a newer one tells
    if (await isOvertaken(repository, record)) await repository.store.delete(key);
    else return { record, fromTheDead: await settleBefore(repository, claim.lease, record.generation) };
  }
}

/** Whether somebody else has taken the lease since. */
export async function isOvertaken(
  repository: Repository,
  { lease, generation }: Pick<Generation, 'lease' | 'generation'>,
): Promise<boolean> {
  return (await generationsOf(repository, lease)).some((each) => each.generation > generation);
}

/** `backup 20261122T213000Z-k3v9qa (anna@runner, process 4711, since 2026-11-22T21:30:00.000Z)` */
export function describeHolder({ lease, run, holder: { user, host, pid }, since }: LeaseRecord): string {
  const [kind] = lease.split('.');
  return `${kind} ${run} (${user}@${host}, process ${pid}, since ${since})`;
}

/** The newest generation of a lease, and what to think of its holder. */
export async function newestOf(
  repository: Repository,
  lease: string,
  knownDead?: number,
): Promise<{ readonly record: LeaseRecord; readonly state: LeaseState } | undefined> {
  const newest = (await generationsOf(repository, lease)).at(-1);
  const record = newest && (await readGeneration(repository, newest));
  if (!record) return undefined;
  if (record.generation === knownDead) return { record, state: 'gone' };
  const silence = (await repository.store.clock()).getTime() - newest.modified.getTime();
  return { record, state: judgeLease(record, silence, repository.surroundings) };
}

function recordOf({ surroundings }: Repository, claim: LeaseClaim, generation: number): LeaseRecord {
  const { lease, run, makesSetOf, reportsOn, reads, shards } = claim;
  const set = makesSetOf === undefined ? undefined : { plan: makesSetOf, set: newTimeId(surroundings) };
  const since = surroundings.now().toISOString();
  return { lease, generation, run, set, reportsOn, reads, holder: holderOf(surroundings), shards, since, knows: [] };
}

function busy(record: LeaseRecord): PgstowError {
  return new PgstowError('busy', `another run is at it: ${describeHolder(record)}`, {
    hint: `look how it goes: pgstow run show ${record.run}; run this again when it is over`,
    retryable: true,
  });
}
