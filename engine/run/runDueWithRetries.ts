import type { Repository } from '../repository/repository.ts';
import { dueNow } from './lookAt.ts';
import { type RunDueOptions, runDue, type StartOutcome } from './runDue.ts';

export interface RetryOptions<Result> extends RunDueOptions<Result> {
  /** Told of an attempt that has failed, when another one will be made; false where nobody is to wait for it. */
  readonly waitUntil: (instant: Date) => Promise<boolean>;
}

/**
 * As {@link runDue}; and what has failed is tried again here, when its time has come, instead of by a later call. It is for who
 * is called at the starts alone. What has become of a start is what its last attempt came to.
 */
export async function runDueWithRetries<Result>(
  repository: Repository,
  { waitUntil, ...options }: RetryOptions<Result>,
): Promise<StartOutcome<Result>[]> {
  const first = await runDue(repository, options);
  let outcomes = first;
  for (let failed = failedAmong(first); failed.length > 0; failed = failedAmong(outcomes).filter(isAmong(first))) {
    const attempts = await attemptsToCome(repository, failed, options);
    if (attempts.length === 0 || !(await waitUntil(earliestOf(attempts)))) break;
    const again = await runDue(repository, { ...options, plans: attempts.map(({ plan }) => plan) });
    outcomes = [...outcomes.filter((outcome) => !isAmong(again)(outcome)), ...again];
  }
  return outcomes;
}

interface Start {
  readonly plan: string;
  readonly start: string;
}

function failedAmong<Result>(outcomes: readonly StartOutcome<Result>[]): StartOutcome<Result>[] {
  return outcomes.filter(({ outcome }) => outcome === 'failed');
}

function isAmong(starts: readonly Start[]): (start: Start) => boolean {
  return ({ plan, start }) => starts.some((each) => each.plan === plan && each.start === start);
}

/** Of starts that have failed: those that are not given up, nor followed by another one, nor taken up by somebody else. */
async function attemptsToCome(
  repository: Repository,
  failed: readonly Start[],
  { now, signal }: Pick<RunDueOptions<unknown>, 'now' | 'signal'>,
): Promise<{ readonly plan: string; readonly at: number }[]> {
  const looked = await dueNow(repository, { now, signal, plans: failed.map(({ plan }) => plan) });
  return looked.flatMap(({ plan, now: standing }) => {
    if (standing.state !== 'waiting' && standing.state !== 'due') return [];
    if (!isAmong(failed)({ plan, start: standing.start })) return [];
    return { plan, at: Date.parse(standing.state === 'waiting' ? standing.until : standing.start) };
  });
}

function earliestOf(attempts: readonly { readonly at: number }[]): Date {
  return new Date(Math.min(...attempts.map(({ at }) => at)));
}
