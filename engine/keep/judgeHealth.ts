import type { Plan } from '../repository/plans.ts';
import { allowedAge } from '../spec/allowedAge.ts';
import type { Seen } from './newestSet.ts';

/** `no set`: there is none, and it is not too late for one yet. A plan without `maxAge` and schedule is never late. */
export type Freshness = 'fine' | 'late' | 'no set' | 'paused';

export interface Judgement {
  readonly health: Freshness;
  /** Why it is late, and what to do. */
  readonly reason?: string;
  readonly remedy?: string;
}

/** Whether a plan's newest set is as young as the plan wants it to be. */
export function judgeHealth(plan: JudgedPlan, seen: Seen, now: Date): Judgement {
  if (plan.paused) return { health: 'paused' };
  const reason = lateness(plan.document, seen, now);
  if (reason === undefined) return { health: seen.newest ? 'fine' : 'no set' };
  const { id } = plan;
  const starter = plan.document.schedule ? 'pgstow run-due' : `pgstow backup ${id}`;
  return {
    health: 'late',
    reason,
    remedy: `look at pgstow runs ${id} for what keeps it, or at the scheduler that should start ${starter}`,
  };
}

type JudgedPlan = Pick<Plan, 'id' | 'paused' | 'document'>;

/** Why a plan is late, if it is. */
function lateness(document: JudgedPlan['document'], { newest, since, damaged }: Seen, now: Date): string | undefined {
  const allowed = allowedAge(document, now);
  if (!allowed) return undefined;
  if (allowed.kind === 'single') {
    const made = newest !== undefined && Date.parse(newest.snapshotAt) >= allowed.start.getTime();
    const late = now.getTime() > allowed.start.getTime() + allowed.milliseconds;
    return made || !late ? undefined : `no set was made since its single start at ${allowed.start.toISOString()}`;
  }
  const from = newest?.snapshotAt ?? since;
  const age = ageOf(from, now);
  if (from === undefined || age <= allowed.milliseconds) return undefined;
  const what = newest
    ? `the newest set ${damaged.length > 0 ? 'that is whole ' : ''}is ${inWords(age)} old`
    : `it has no set ${damaged.length > 0 ? 'that is whole ' : ''}since it was made ${inWords(age)} ago`;
  return `${what}, and ${allowed.kind === 'given' ? 'maxAge is' : 'its schedule allows'} ${allowed.text}`;
}

/** In milliseconds; what is dated in the future is new. */
export function ageOf(instant: string | undefined, now: Date): number {
  return Math.max(0, now.getTime() - Date.parse(instant ?? ''));
}

/** `45 min`, `30 h 5 min`, `12 d 4 h`. */
export function inWords(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / 60_000);
  const hours = Math.floor(minutes / 60);
  if (minutes < 60) return `${minutes} min`;
  return hours < 48 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} d ${hours % 24} h`;
}
