import type { Plan } from '../repository/plans.ts';
import type { Repository } from '../repository/repository.ts';
import { isThere, notesIn } from '../repository/setNotes.ts';
import type { Looked } from './newestSet.ts';

/** What the listing of a plan's sets tells of archives and locks: it costs no request more, and nothing of it is proved. */
export interface NotedHealth {
  /** Sets that have to be thawed before they can be restored, with the archive classes that what they need lies in. */
  readonly archived: ReadonlyMap<string, readonly string[]>;
  /** Of a plan that locks its sets, and has one. */
  readonly lock?: LockHealth | undefined;
}

/** How the newest set of a plan that locks its sets is locked, by what its runs have noted. The store itself is asked by `verify`. */
export interface LockHealth {
  /** `short`: not for as long as the plan says. `none`: not at all, or not any more. */
  readonly health: 'fine' | 'short' | 'none';
  /** Until when, ISO 8601; told of a lock that has ended, too. */
  readonly until?: string | undefined;
  /** Why it is not fine, and what to do. */
  readonly reason?: string | undefined;
}

/** Of a repository that was copied out of its bucket the notes say nothing, though they are there. */
export function notedHealth({ store }: Pick<Repository, 'store'>, plan: Plan, looked: Looked, now: Date): NotedHealth {
  const lock = store.locks && lockHealth(plan, looked, now);
  return { archived: store.classes ? archivedSets(looked) : new Map(), ...(lock && { lock }) };
}

function archivedSets({ objects }: Looked): ReadonlyMap<string, readonly string[]> {
  const notes = objects.filter(isThere).map((each) => [each.set, notesIn(each).archivedIn] as const);
  return new Map(notes.filter(([, classes]) => classes.length > 0));
}

const day = 24 * 60 * 60 * 1000;

function lockHealth({ document: { lock } }: Plan, { newest, objects }: Looked, now: Date): LockHealth | undefined {
  const found = objects.find(({ set }) => set === newest?.set);
  if (!lock || !newest || !found) return undefined;
  const { lockedUntil: until } = notesIn(found);
  const wanted = `and the plan locks sets for ${lock.days} d; its next backup locks it`;
  if (!until) return { health: 'none', reason: `the newest set ${newest.set} is not noted to be locked, ${wanted}` };
  const told = until.toISOString();
  if (until <= now) {
    return { health: 'none', until: told, reason: `the lock of the newest set ${newest.set} ended ${told}, ${wanted}` };
  }
  // the run had begun before the snapshot, which another clock has dated
  const isShort = until.getTime() < Date.parse(newest.snapshotAt) + (lock.days - 1) * day;
  const reason = `the newest set ${newest.set} is locked until ${told}, ${wanted} for longer`;
  return { health: isShort ? 'short' : 'fine', until: told, ...(isShort && { reason }) };
}
