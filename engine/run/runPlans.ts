import { PgstowError, throwIfAborted } from '../errors.ts';

/** What has become of the backup of a plan that was asked for, or of a drill. */
export type PlanOutcome<Result> = { readonly plan: string } & (
  | { readonly outcome: 'succeeded'; readonly result: Result }
  /** `skipped`: another one is at work for it. */
  | { readonly outcome: 'failed' | 'interrupted' | 'skipped'; readonly error: unknown }
  /** Something that went before was interrupted. */
  | { readonly outcome: 'notStarted' }
);

export interface RunPlansOptions<Result> {
  /** Backs up a plan; it is called for one plan after the other. */
  readonly backUp: (plan: string) => Promise<Result>;
  readonly signal?: AbortSignal | undefined;
}

/** Backs up plans one after the other, as they are named. One that fails keeps no other from being backed up. */
export async function runPlans<Result>(
  plans: readonly string[],
  { backUp, signal }: RunPlansOptions<Result>,
): Promise<PlanOutcome<Result>[]> {
  const outcomes: PlanOutcome<Result>[] = [];
  for (const plan of plans) {
    const stopped = outcomes.some(({ outcome }) => outcome === 'interrupted' || outcome === 'notStarted');
    outcomes.push(stopped ? { plan, outcome: 'notStarted' } : await outcomeOf(plan, () => backUp(plan), signal));
  }
  return outcomes;
}

/** What work for a plan comes to; never rejects. */
export async function outcomeOf<Result>(
  plan: string,
  work: () => Promise<Result>,
  signal: AbortSignal | undefined,
): Promise<PlanOutcome<Result>> {
  try {
    throwIfAborted(signal);
    return { plan, outcome: 'succeeded', result: await work() };
  } catch (error) {
    return { plan, outcome: outcomeOfError(error), error };
  }
}

/** What work came to that has rejected. */
export function outcomeOfError(error: unknown): 'failed' | 'interrupted' | 'skipped' {
  const code = error instanceof PgstowError ? error.code : undefined;
  return code === 'interrupted' ? 'interrupted' : code === 'busy' ? 'skipped' : 'failed';
}
