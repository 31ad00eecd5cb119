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
  /** When the last one ended that has passed. */
  readonly passedAt?: string | undefined;
  /** How long that one took to fetch, restore and prove the set. */
  readonly recoverySeconds?: number | undefined;
}

/** Of a plan that is to be drilled it is looked so far back; of others only what is at hand. */
const pages = [500, undefined];

/** The last drill of a plan among its newest `runs`, or further back where the plan asks for drills and none there has passed. */
export async function lastDrill(
  repository: Repository,
  { id, document }: Plan,
  runs: readonly ListedRun[],
  signal?: AbortSignal,
): Promise<LastDrill | undefined> {
  let known = runs;
  for (const limit of document.drill ? pages : []) {
    if (known.some((run) => isDrill(run) && run.state === 'succeeded')) break;
    const more = await repository.runs.list(id, { limit, signal });
    if (more.length <= known.length) break;
    known = more;
  }
  return drillAmong(known);
}

/** The same of runs that are all at hand, the newest first. */
function drillAmong(runs: readonly ListedRun[]): LastDrill | undefined {
  const drills = runs.filter(isDrill).filter(({ state }) => state !== 'running');
  const [last] = drills;
  if (!last) return undefined;
  const passed = drills.find(({ state }) => state === 'succeeded');
  return {
    run: last.run,
    at: endOf(last),
    outcome: last.state === 'succeeded' ? 'passed' : last.state === 'failed' ? 'failed' : 'interrupted',
    set: last.set,
    passedAt: passed && endOf(passed),
    recoverySeconds: passed?.recoverySeconds,
  };
}

function isDrill(run: ListedRun): run is Run {
  return run.state !== 'damaged' && run.kind === 'drill';
}

function endOf({ finishedAt, updatedAt }: Run): string {
  return finishedAt ?? updatedAt;
}
