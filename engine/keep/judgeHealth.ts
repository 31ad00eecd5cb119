import type { Plan } from '../repository/plans.ts';
import { millisecondsOf } from '../spec/duration.ts';
import type { Seen } from './newestSet.ts';

/** `no set`: there is none, and it is not too late for one yet. A plan without `maxAge` is never late. */
export type Freshness = 'fine' | 'late' | 'no set' | 'paused';

export interface Judgement {
  readonly health: Freshness;
  /** Why it is late, and what to do. */
  readonly reason?: string;
  readonly remedy?: string;
}

/** Whether a plan's newest set is as young as the plan wants it to be. */
export function judgeHealth(
  { id, paused, document: { maxAge } }: Pick<Plan, 'id' | 'paused' | 'document'>,
  { newest, since, damaged }: Seen,
  now: Date,
): Judgement {
  if (paused) return { health: 'paused' };
  const from = newest?.snapshotAt ?? since;
  const age = ageOf(from, now);
  const isLate = maxAge !== undefined && from !== undefined && age > millisecondsOf(maxAge);
  if (!isLate) return { health: newest ? 'fine' : 'no set' };
  const what = newest
    ? `the newest set ${damaged.length > 0 ? 'that is whole ' : ''}is ${inWords(age)} old`
    : `it has no set ${damaged.length > 0 ? 'that is whole ' : ''}since it was made ${inWords(age)} ago`;
  return {
    health: 'late',
    reason: `${what}, and maxAge is ${maxAge}`,
    remedy: `look at pgstow runs ${id} for what keeps it, or at the scheduler that should start pgstow backup ${id}`,
  };
}

/** In milliseconds; what is dated in the future is new. */
export function ageOf(instant: string | undefined, now: Date): number {
  return Math.max(0, now.getTime() - Date.parse(instant ?? ''));
}

/** `45 min`, `30 h 5 min`, `12 d 4 h`. */
function inWords(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / 60_000);
  const hours = Math.floor(minutes / 60);
  if (minutes < 60) return `${minutes} min`;
  return hours < 48 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} d ${hours % 24} h`;
}
