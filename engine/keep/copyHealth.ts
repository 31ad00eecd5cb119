import type { Plan } from '../repository/plans.ts';
import type { ArchivedSets, CopyRecord, RunError, RunRecord } from '../repository/runRecord.ts';
import type { ListedRun } from '../repository/runs.ts';
import { allowedAge } from '../spec/allowedAge.ts';
import { ageOf, inWords } from './judgeHealth.ts';

/** How old what can be restored from a copy of a plan is, by the records of runs at its source: nobody asks the copy. */
export interface CopyFreshness {
  /** As the plan has it. */
  readonly repository: string;
  /** `late`: its newest set is older than the plan's may be. `no set`: none is known to be there. */
  readonly health: 'fine' | 'late' | 'no set';
  /** The newest set that is there, by its id at the source. `age` is in seconds. */
  readonly newest?: { readonly set: string; readonly snapshotAt: string; readonly age: number } | undefined;
  /** Why the last run could not copy all that is missing; absent where it could. */
  readonly failure?: RunError | undefined;
  /** Sets that are not there, for something of them has to be thawed first; absent where the last run has met none. */
  readonly waiting?: ArchivedSets | undefined;
  /** Why it is late. */
  readonly reason?: string | undefined;
}

/** How the copies of a plan are, by its runs, the newest first. */
export function copyHealth(plan: Plan, runs: readonly ListedRun[], now: Date): readonly CopyFreshness[] {
  return (plan.document.copies ?? []).map(({ repository }) => {
    const told = runs.flatMap((run) => (run.state === 'damaged' ? [] : toldBy(run, repository)));
    const newest = told.find((copy) => copy.newest)?.newest;
    const age = newest && Math.floor(ageOf(newest.snapshotAt, now) / 1000);
    const reason = lateness(plan, repository, newest?.snapshotAt, now);
    const last = told.find(({ ofAll }) => ofAll);
    return {
      repository,
      health: reason ? 'late' : newest ? 'fine' : 'no set',
      newest: newest && { ...newest, age: age! },
      failure: last?.error,
      waiting: last?.archived,
      reason,
    };
  });
}

/** What a run tells of a copy; `ofAll` unless it was to copy one set, which says nothing of what else is missing. */
function toldBy(
  run: Pick<RunRecord, 'kind' | 'set' | 'copies'>,
  repository: string,
): readonly (CopyRecord & { readonly ofAll: boolean })[] {
  const ofAll = run.kind !== 'copy' || run.set === undefined;
  return (run.copies ?? []).filter((copy) => copy.repository === repository).map((copy) => ({ ...copy, ofAll }));
}

/** Undefined where it is not late. Where nothing is known to be there, the time counts since the plan is as it is. */
function lateness(plan: Plan, repository: string, snapshotAt: string | undefined, now: Date): string | undefined {
  const allowed = allowedAge(plan.document, now);
  if (plan.paused || plan.deleted || !allowed || allowed.kind === 'single') return undefined;
  const age = ageOf(snapshotAt ?? plan.at, now);
  if (age <= allowed.milliseconds) return undefined;
  const what = snapshotAt
    ? `the newest set in its copy ${repository} is ${inWords(age)} old`
    : `no set is known to be in its copy ${repository} since the plan was changed ${inWords(age)} ago`;
  return `${what}, and ${allowed.kind === 'given' ? 'maxAge is' : 'its schedule allows'} ${allowed.text}`;
}

/** Why a plan is late by its copies, and what to do; undefined where it is not. */
export function lateCopy(
  plan: Pick<Plan, 'id'>,
  copies: readonly CopyFreshness[],
): { readonly reason: string; readonly remedy: string } | undefined {
  const late = copies.find(({ health }) => health === 'late');
  if (!late) return undefined;
  const why = late.failure ? `; the last run could not copy there: ${late.failure.message}` : '';
  return {
    reason: `${late.reason}${why}`,
    remedy: late.failure?.hint ?? `copy what is missing: pgstow copy ${plan.id}`,
  };
}
