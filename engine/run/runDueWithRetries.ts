import { messageOf } from '../errors.ts';
import type { Repository } from '../repository/repository.ts';
import { retryAfter } from '../schedule/due.ts';
import type { StartKind } from '../schedule/startKind.ts';
import { dueNow, type Looking } from './lookAt.ts';
import type { MadeByKind, StartOutcome } from './making.ts';
import { type RunDueOptions, runDue } from './runDue.ts';

export interface RetryOptions<Made extends MadeByKind> extends RunDueOptions<Made> {
  /** Told of an attempt that has failed, when another one will be made; false where nobody is to wait for it. */
  readonly waitUntil: (instant: Date) => Promise<boolean>;
}

/**
 * As {@link runDue}; and what has failed is tried again here, when its time has come, instead of by a later call. It is for who
 * is called at the starts alone. What has become of a start is what its last attempt came to.
 */
export async function runDueWithRetries<Made extends MadeByKind>(
  repository: Repository,
  { waitUntil, ...options }: RetryOptions<Made>,
): Promise<StartOutcome<Made>[]> {
  const { now = () => new Date(), onWarning = () => {} } = options;
  const first = await runDue(repository, options);
  let outcomes = first;
  let failures = failuresAmong(first, now());
  while (failures.length > 0) {
    try {
      const attempts = await attemptsToCome(repository, failures, options);
      if (attempts.length === 0 || !(await waitUntil(earliestOf(attempts)))) break;
      const again = await runDue(repository, { ...options, plans: attempts.map(({ plan }) => plan) });
      outcomes = [...outcomes.filter((outcome) => !isAmong(again)(outcome)), ...again];
      failures = [
        ...failures.filter((failure) => !isAmong(again)(failure)),
        ...failuresAmong(again.filter(isAmong(first)), now(), failures),
      ];
    } catch (thrown) {
      // what was done is told all the same
      for (const { plan } of failures) onWarning(plan, `it is not tried again here: ${messageOf(thrown)}`);
      break;
    }
  }
  return outcomes;
}

interface Start {
  readonly plan: string;
  readonly kind: StartKind;
  readonly start: string;
}

/** What the last attempt for a start has come to. */
interface Failure extends Start {
  /** As it was counted by the records. */
  readonly attempt: number;
  /** So often it was tried here. */
  readonly tries: number;
  /** Milliseconds since 1970. */
  readonly at: number;
}

function failuresAmong(
  outcomes: readonly (Start & { readonly outcome: string; readonly attempt: number })[],
  now: Date,
  before: readonly Failure[] = [],
): Failure[] {
  return outcomes
    .filter(({ outcome }) => outcome === 'failed')
    .map((failed) => {
      const { tries = 0 } = before.find((each) => isAmong([each])(failed)) ?? {};
      const { plan, kind, start, attempt } = failed;
      return { plan, kind, start, attempt, tries: tries + 1, at: now.getTime() };
    });
}

function isAmong(starts: readonly Start[]): (start: Start) => boolean {
  return ({ plan, kind, start }) =>
    starts.some((each) => each.plan === plan && each.kind === kind && each.start === start);
}

/** Of starts that have failed: those that are not given up, nor followed by another one, nor taken up by somebody else. */
async function attemptsToCome(
  repository: Repository,
  failures: readonly Failure[],
  { now, signal }: Pick<Looking, 'now' | 'signal'>,
): Promise<{ readonly plan: string; readonly at: number }[]> {
  const looked = await dueNow(repository, { now, signal, plans: failures.map(({ plan }) => plan) });
  return looked.flatMap(({ plan, kind, now: standing }) => {
    if (standing.state !== 'waiting' && standing.state !== 'due') return [];
    const failure = failures.find(isAmong([{ plan, kind, start: standing.start }]));
    if (!failure) return [];
    const isRecorded = standing.attempt > failure.attempt;
    const at = isRecorded ? dueAt(standing) : afterUnrecorded(failure);
    return at === undefined ? [] : [{ plan, at }];
  });
}

function dueAt(standing: { readonly start: string; readonly until?: string }): number {
  return Date.parse(standing.until ?? standing.start);
}

/** Who could not even be recorded is due as if nothing had been, and would be so again at once, for ever. */
function afterUnrecorded({ tries, at }: Failure): number | undefined {
  const wait = retryAfter[tries - 1];
  return wait === undefined ? undefined : at + wait;
}

function earliestOf(attempts: readonly { readonly at: number }[]): Date {
  return new Date(Math.min(...attempts.map(({ at }) => at)));
}
