import { PgstowError, throwIfAborted } from '../errors.ts';
import type { Repository } from '../repository/repository.ts';
import type { PlanDue } from '../schedule/due.ts';
import type { Lapse } from '../schedule/lapses.ts';
import { dueNow, type Looking } from './lookAt.ts';

export interface RunDueOptions<Result> extends Looking {
  /** Backs up a plan and records the start as that which it is for; it is called for one plan after the other. */
  readonly backUp: (plan: string, start: string) => Promise<Result>;
  /** Told of starts that had no run, when they are recorded. */
  readonly onLapse?: (plan: string, lapse: Lapse) => void;
}

/** What has become of a start that was due. */
export type StartOutcome<Result> = { readonly plan: string; readonly start: string; readonly attempt: number } & (
  | { readonly outcome: 'succeeded'; readonly result: Result }
  | { readonly outcome: 'failed' | 'interrupted'; readonly error: unknown }
  /** Something that went before was interrupted. */
  | { readonly outcome: 'notStarted' }
);

/**
 * Runs the backups that are due, one after the other, those first that have waited longest; and records the starts that were
 * skipped or missed. A backup that fails keeps no other from being run. Rejects as {@link dueNow} does, before any is run,
 * and with `store` when nothing can be recorded.
 */
export async function runDue<Result>(
  repository: Repository,
  { backUp, onLapse = () => {}, ...looking }: RunDueOptions<Result>,
): Promise<StartOutcome<Result>[]> {
  const outcomes: StartOutcome<Result>[] = [];
  for (const first of inOrder(await dueNow(repository, looking))) {
    const stopped = looking.signal?.aborted || outcomes.some(({ outcome }) => outcome === 'interrupted');
    if (stopped) {
      if (first.now.state === 'due') outcomes.push({ plan: first.plan, ...startOf(first.now), outcome: 'notStarted' });
      continue;
    }
    // time has gone by since, and others may have been at it
    const [again] = outcomes.length === 0 ? [first] : await dueNow(repository, { ...looking, plans: [first.plan] });
    await noteAll(repository, again!, onLapse);
    if (again!.now.state !== 'due') continue;
    const start = startOf(again!.now);
    outcomes.push({ plan: first.plan, ...start, ...(await outcomeOf(() => backUp(first.plan, start.start), looking)) });
  }
  return outcomes;
}

/** Those that are due first, by their start; what the others have to record follows. */
function inOrder(plans: readonly PlanDue[]): PlanDue[] {
  const rank = ({ now }: PlanDue) => (now.state === 'due' ? now.start : '9');
  return plans.toSorted((a, b) => (rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : 0));
}

function startOf({ start, attempt }: { readonly start: string; readonly attempt: number }) {
  return { start, attempt };
}

/** Before a later start is run: whoever is killed in between leaves the accounts in order. */
async function noteAll(
  repository: Repository,
  { plan, lapses }: PlanDue,
  onLapse: (plan: string, lapse: Lapse) => void,
): Promise<void> {
  for (const lapse of lapses) {
    await repository.runs.note({ plan, ...lapse });
    onLapse(plan, lapse);
  }
}

async function outcomeOf<Result>(
  backUp: () => Promise<Result>,
  { signal }: Looking,
): Promise<{ outcome: 'succeeded'; result: Result } | { outcome: 'failed' | 'interrupted'; error: unknown }> {
  try {
    throwIfAborted(signal);
    return { outcome: 'succeeded', result: await backUp() };
  } catch (error) {
    const interrupted = error instanceof PgstowError && error.code === 'interrupted';
    return { outcome: interrupted ? 'interrupted' : 'failed', error };
  }
}
