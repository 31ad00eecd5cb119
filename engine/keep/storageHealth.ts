import type { Plan } from '../repository/plans.ts';
import type { Repository } from '../repository/repository.ts';
import type { ListedRun } from '../repository/runs.ts';
import { ageOf } from './judgeHealth.ts';
import { type Looked, newestOf, type Seen } from './newestSet.ts';
import { type LockHealth, notedHealth } from './notedHealth.ts';

/** A set, and how old what it goes back to is, in seconds. */
export interface AgedSet {
  readonly set: string;
  readonly snapshotAt: string;
  readonly age: number;
}

/** What archives and locks mean for a plan's sets, by what archivings and runs have noted. */
export interface StorageHealth {
  /** Archive classes that the newest set has to be thawed from before it can be restored; absent where it can be read at once. */
  readonly archivedIn?: readonly string[] | undefined;
  /** Where it has to be thawed: the newest set that can be read at once. */
  readonly readable?: AgedSet | undefined;
  /** How many sets have to be thawed before they can be restored; absent where none has. */
  readonly archivedSets?: number | undefined;
  /** Of a plan that locks its sets: how the newest one is locked. */
  readonly lock?: LockHealth | undefined;
}

interface Noted {
  readonly seen: Looked;
  readonly runs: readonly ListedRun[];
  readonly at: Date;
  readonly signal: AbortSignal | undefined;
}

/** Of the listing of the sets. Only where the newest is archived something is read: the newest that can be read at once. */
export async function storageHealth(
  repository: Repository,
  plan: Plan,
  { seen, runs, at, signal }: Noted,
): Promise<StorageHealth> {
  const { archived, lock } = notedHealth(repository, plan, seen, at);
  const archivedIn = seen.newest && archived.get(seen.newest.set);
  const objects = archivedIn ? seen.objects.filter(({ set }) => !archived.has(set)) : [];
  const { newest: readable } = await newestOf(repository, plan.id, { objects, runs }, signal);
  return {
    ...(archivedIn && { archivedIn }),
    ...(readable && { readable: aged(readable, at) }),
    ...(archived.size > 0 && { archivedSets: archived.size }),
    ...(lock && { lock }),
  };
}

/** On the worst day the newest set should be read at once; and what is to be locked should be. */
export function storageWarnings(
  { id }: Pick<Plan, 'id'>,
  { newest }: Seen,
  { archivedIn, readable, lock }: StorageHealth,
): string[] {
  const other = readable
    ? `the newest that can be read at once is ${readable.set}, of ${readable.snapshotAt}`
    : 'no set of the plan can be read at once';
  return [
    ...(archivedIn
      ? [
          `the newest set ${newest!.set} of ${id} is archived (${archivedIn.join(', ')}), and has to be thawed before it can be restored: ${other}`,
        ]
      : []),
    ...(lock?.reason ? [`${id}: ${lock.reason}`] : []),
  ];
}

export function aged({ set, snapshotAt }: NonNullable<Seen['newest']>, now: Date): AgedSet {
  return { set, snapshotAt, age: Math.floor(ageOf(snapshotAt, now) / 1000) };
}
