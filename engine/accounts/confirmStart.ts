import { PgstowError } from '../errors.ts';
import { inParallel } from '../repository/inParallel.ts';
import type { Repository } from '../repository/repository.ts';
import type { Run } from '../repository/runs.ts';
import type { PlanDue } from '../schedule/due.ts';
import type { StartKind } from '../schedule/startKind.ts';
import { creditOf, creditRuns } from './creditRuns.ts';
import { lookAtPlan } from './lookAtPlan.ts';

/** A run that wants to make a start of a plan, and holds the lease of the plan's backups, or of its drills. */
export interface StartedFor {
  readonly plan: string;
  readonly kind: StartKind;
  /** ISO 8601. */
  readonly start: string;
  readonly run: string;
  readonly signal: AbortSignal;
}

/**
 * Rejects with `busy` unless a start still waits for its run. Time has gone by since it was found due, and others may have made
 * it, or tried as often as is allowed, or recorded that it was missed. Who holds the lease knows of every other such run of the
 * plan how it has ended: its set is committed, or its report stored, or never will be, whatever its record could still be made to say.
 */
export async function confirmStart(
  repository: Repository,
  { plan: id, kind, start, run, signal }: StartedFor,
): Promise<void> {
  const plan = await repository.plans.resolve(id);
  let settled: readonly Run[] = [];
  const [looked] = await lookAtPlan(repository, plan, {
    now: repository.surroundings.now(),
    signal,
    kinds: [kind],
    settle: async (runs) => {
      const others = await creditRuns(
        repository,
        runs.filter((each) => each.kind === kind && each.run !== run),
      );
      settled = (await inParallel(others, (each) => settledRun(repository, each))).filter((each) => each !== undefined);
      return settled;
    },
  });
  if (looked?.now.state === 'due' && looked.now.start === start) return;
  throw new PgstowError(
    'busy',
    `the start ${start} of ${kind === 'drill' ? 'the drills of ' : ''}plan ${id} is not due any more: ${reasonOf(start, settled, looked)}`,
    {
      hint: `nothing is left to be done for it: pgstow runs ${id} shows what has become of it`,
    },
  );
}

/** Undefined for a run that is at work without the lease: it will be refused, and leave no trace. */
async function settledRun(repository: Repository, run: Run): Promise<Run | undefined> {
  if (run.state !== 'running') return run;
  const credit = repository.locked ? undefined : await creditOf(repository, run);
  return credit && { ...run, ...credit };
}

function reasonOf(start: string, runs: readonly Run[], looked: PlanDue | undefined): string {
  const made = runs.find((run) => run.start === start && run.state === 'succeeded');
  if (made)
    return `run ${made.run} on ${made.host} has ${made.kind === 'drill' ? 'drilled' : 'made'} set ${made.set} for it`;
  const standing = looked?.now;
  if (standing?.state === 'waiting' && standing.start === start)
    return `another run has failed, and it is tried again at ${standing.until}`;
  return 'its time is over';
}
