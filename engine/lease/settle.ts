import { PgstowError } from '../errors.ts';
import { encodeRecord } from '../repository/jsonRecord.ts';
import { leaseKey } from '../repository/keys.ts';
import type { Repository } from '../repository/repository.ts';
import type { Undertaker } from '../repository/sets.ts';
import type { Surroundings } from '../repository/surroundings.ts';
import { type Generation, generationsOf, type LeaseHolder, type LeaseRecord, readGeneration } from './leaseRecord.ts';

/**
 * Decides what becomes of the sets and reports of all generations before this one, and then forgets those: one that was not given back
 * has its set abandoned, unless that was committed, and its report, unless that was stored. Whoever takes over a lease does so before anything else. Says whether
 * there was one that had not ended.
 */
export async function settleBefore(repository: Repository, lease: string, generation: number): Promise<boolean> {
  let dead = false;
  for (const older of await generationsOf(repository, lease)) {
    if (older.generation >= generation) continue;
    const record = await readGeneration(repository, older);
    if (record && record.ended === undefined) {
      dead = true;
      if (record.set) await repository.sets.abandon(record.set, undertaker(repository.surroundings));
      if (record.reportsOn)
        await repository.drills.abandon({ ...record.reportsOn, run: record.run }, undertaker(repository.surroundings));
    }
    await repository.store.delete(older.key).catch(leaveIt);
  }
  return dead;
}

/**
 * Takes a lease away from a holder that is gone or expired, for nobody: the next generation has ended already. So the one
 * who was declared dead finds that it has lost the lease, at any time. False when somebody else was quicker.
 */
export async function declareDead(
  repository: Repository,
  newest: Pick<Generation, 'lease' | 'generation'>,
  run: string,
): Promise<boolean> {
  const { surroundings, store } = repository;
  const generation = newest.generation + 1;
  const at = surroundings.now().toISOString();
  const holder = holderOf(surroundings);
  const record: LeaseRecord = { lease: newest.lease, generation, run, holder, since: at, knows: [], ended: at };
  if (!(await store.create(leaseKey(newest.lease, generation), encodeRecord(record)))) return false;
  await settleBefore(repository, newest.lease, generation);
  return true;
}

/** It is in nobody's way: who may not delete can back up all the same. */
function leaveIt(thrown: unknown): void {
  if (!(thrown instanceof PgstowError) || thrown.code !== 'store') throw thrown;
}

export function holderOf({ user, host, pid, process }: Surroundings): LeaseHolder {
  return { user, host, pid, ...(process && { process }) };
}

export function undertaker({ now, user, host }: Surroundings): Undertaker {
  return { at: now().toISOString(), by: `${user}@${host}` };
}
