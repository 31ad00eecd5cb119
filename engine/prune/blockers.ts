import { describeHolder } from '../lease/acquire.ts';
import { isHeld, judgeLease, type LeaseState } from '../lease/judgeLease.ts';
import {
  backupLeases,
  type Generation,
  type LeaseRecord,
  listGenerations,
  readGeneration,
} from '../lease/leaseRecord.ts';
import { declareDead, settleBefore } from '../lease/settle.ts';
import { inParallel } from '../repository/inParallel.ts';
import type { Repository } from '../repository/repository.ts';

/** A run that has to end first. */
export interface Blocker {
  readonly run: string;
  /** Of the set that it makes, or reads. */
  readonly plan: string;
  /** Who and since when, as a sentence. */
  readonly message: string;
}

/**
 * The backups under way that do not know of a prune, or of an archiving: they may need a blob that it wants to delete, or to move. Those that are dead are
 * declared so, which decides what becomes of their sets. To be asked after the prune has published its blobs: then every
 * backup that begins later knows of it, so that when there is none once, there is none ever after.
 */
export async function blockersOf(repository: Repository, prune: string, run: string): Promise<Blocker[]> {
  const held = await openBackups(repository, run);
  return held.filter(({ knows }) => !knows.includes(prune)).map(blockerOf);
}

/** The leases of all backups that may be under way. Those that are dead are declared so. */
export async function openBackups(repository: Repository, run: string): Promise<LeaseRecord[]> {
  const found = Map.groupBy(await listGenerations(repository, backupLeases), ({ lease }) => lease);
  const now = await repository.store.clock();
  const open = await inParallel([...found.values()], async (generations) => {
    const newest = generations.at(-1)!;
    if (generations.length > 1) await settleBefore(repository, newest.lease, newest.generation);
    const record = await readGeneration(repository, newest);
    const state = record && stateOf(repository, newest, record, now);
    if (!record || !state || state === 'ended') return [];
    return isHeld(state) || !(await declareDead(repository, newest, run)) ? [record] : [];
  });
  return open.flat();
}

/** The same without declaring anybody dead: who is expired is no blocker. */
export async function blockersNow(repository: Repository): Promise<Blocker[]> {
  return (await heldNow(repository, backupLeases)).map(blockerOf);
}

/** The records of the leases under a prefix whose holders may be at work. */
export async function heldNow(repository: Repository, prefix: string): Promise<LeaseRecord[]> {
  const generations = await listGenerations(repository, prefix);
  const newest = new Map(generations.map((each) => [each.lease, each])); // in order: the last one stays
  const now = await repository.store.clock();
  const held = await inParallel([...newest.values()], async (generation) => {
    const record = await readGeneration(repository, generation);
    return record && isHeld(stateOf(repository, generation, record, now)) ? [record] : [];
  });
  return held.flat();
}

function stateOf({ surroundings }: Repository, { modified }: Generation, record: LeaseRecord, now: Date): LeaseState {
  return judgeLease(record, now.getTime() - modified.getTime(), surroundings);
}

/** Who holds a lease, and since when. */
export function blockerOf(record: LeaseRecord): Blocker {
  return { run: record.run, plan: (record.set ?? record.reads?.[0])?.plan ?? '', message: describeHolder(record) };
}
