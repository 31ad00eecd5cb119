import { creditOf } from '../accounts/creditRuns.ts';
import { inParallel } from '../repository/inParallel.ts';
import type { Plan } from '../repository/plans.ts';
import type { Repository } from '../repository/repository.ts';
import type { ListedRun, Run } from '../repository/runs.ts';

/** What is known of the drills of a plan, by the records of runs: without a key, and when the sets are gone that they were of. */
export interface LastDrill {
  /** The last one that has ended. */
  readonly run: string;
  readonly at: string;
  readonly outcome: 'passed' | 'failed' | 'interrupted';
  readonly set?: string | undefined;
  /** Why it has failed, and what to do. */
  readonly reason?: string | undefined;
  readonly remedy?: string | undefined;
  /** When the last one ended that has passed. */
  readonly passedAt?: string | undefined;
  /** How long that one took to fetch, restore and prove the set. */
  readonly recoverySeconds?: number | undefined;
}

/** Of a plan that is to be drilled so many drills are looked at; of others only what is at hand. */
const pages = [20, undefined];

/** The drills of a plan back to the last that has passed, among its newest `runs`, or further back where the plan asks for drills. */
export async function drillsOf(
  repository: Repository,
  { id, document }: Plan,
  runs: readonly ListedRun[],
  signal?: AbortSignal,
): Promise<readonly Run[]> {
  let drills = runs.filter(isDrill);
  for (const limit of document.drill ? pages : []) {
    if (drills.some(({ state }) => state === 'succeeded')) break;
    const listed = await repository.runs.list(id, { only: 'drills', limit, signal });
    drills = listed.filter(isDrill);
    if (limit === undefined || listed.length < limit) break;
  }
  return inParallel(drills, (run) => withReport(repository, run));
}

/** One that was cut off before it could record how it has ended has its report all the same. Nothing is recorded here. */
async function withReport(repository: Repository, run: Run): Promise<Run> {
  if (run.state !== 'lost' || repository.locked) return run;
  const credit = await creditOf(repository, run);
  if (!credit) return run;
  const { by: _, ...outcome } = credit;
  return { ...run, ...outcome };
}

/** The last of such drills, the newest first. */
export function lastDrill(drills: readonly Run[]): LastDrill | undefined {
  const ended = drills.filter(({ state }) => !notYet.includes(state));
  const [last] = ended;
  if (!last) return undefined;
  const passed = ended.find(({ state }) => state === 'succeeded');
  return {
    run: last.run,
    at: endOf(last),
    outcome: last.state === 'succeeded' ? 'passed' : last.state === 'failed' ? 'failed' : 'interrupted',
    set: last.set,
    ...(last.state === 'failed' && { reason: last.error?.message, remedy: last.error?.hint }),
    passedAt: passed && endOf(passed),
    recoverySeconds: passed?.recoverySeconds,
  };
}

/** Where there was no run, there is nothing to tell of it. */
const notYet: readonly Run['state'][] = ['running', 'skipped', 'missed'];

function isDrill(run: ListedRun): run is Run {
  return run.state !== 'damaged' && run.kind === 'drill';
}

function endOf({ finishedAt, updatedAt }: Run): string {
  return finishedAt ?? updatedAt;
}
