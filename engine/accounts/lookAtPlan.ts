import { timeOfId } from '../repository/ids.ts';
import type { Plan } from '../repository/plans.ts';
import type { Repository } from '../repository/repository.ts';
import type { ListedRun, Run } from '../repository/runs.ts';
import { due, type PlanDue } from '../schedule/due.ts';
import { type Period, periodsOf } from '../schedule/periods.ts';
import { type StartKind, startKinds } from '../schedule/startKind.ts';

export interface PlanLook {
  readonly now: Date;
  readonly signal?: AbortSignal | undefined;
  /** What is looked at. Default: backups and drills. */
  readonly kinds?: readonly StartKind[] | undefined;
  /** What to make of the runs that were found before they are judged. Default: they are taken as their records have them. */
  readonly settle?: ((runs: readonly Run[]) => Promise<readonly Run[]>) | undefined;
}

/** Reads what is due of a plan: backups, then drills; nothing of what it never had a schedule for. */
export async function lookAtPlan(
  repository: Repository,
  plan: Plan,
  { now, signal, kinds = startKinds, settle = async (runs) => runs }: PlanLook,
): Promise<PlanDue[]> {
  const revisions = plan.revision === 1 ? [plan] : (await repository.plans.history(plan.id)).toReversed();
  const looked: PlanDue[] = [];
  for (const kind of kinds) {
    const periods = periodsOf(revisions, kind);
    const first = periods.find(({ schedule }) => schedule !== undefined);
    if (!first) continue;
    const runs = await runsThatCount(repository, { plan: plan.id, kind }, { first, now: now.getTime(), signal });
    looked.push(...due([{ plan: plan.id, kind, periods }], await settle(runs), now));
  }
  return looked;
}

/** As a rule the first page has the last start that had a run. */
const pages = [20, 200, undefined];

/** The runs back to that start; what is damaged says nothing. */
async function runsThatCount(
  repository: Repository,
  { plan, kind }: { readonly plan: string; readonly kind: StartKind },
  { first, now, signal }: { readonly first: Period; readonly now: number; readonly signal: AbortSignal | undefined },
): Promise<Run[]> {
  for (const limit of pages) {
    const listed = await repository.runs.list(plan, { only: kind === 'drill' ? 'drills' : 'others', limit, signal });
    const runs = listed.filter((run) => run.state !== 'damaged');
    if (limit === undefined || listed.length < limit) return runs;
    if (reachBack(listed, runs, first.from, now)) return withoutTorn(runs);
  }
  throw new Error('the last page has no limit');
}

/** Of a start before all that the page names, others may have been on the page before: what was refused it says nothing then. */
function withoutTorn(runs: readonly Run[]): Run[] {
  const named = runs.map(({ start }) => start ?? '9');
  return runs.filter(({ refusedStart }) => refusedStart === undefined || named.some((start) => start < refusedStart));
}

/** Whether records go back beyond the last start that had a run, or to where there were no starts. Ids tell when something began. */
function reachBack(listed: readonly ListedRun[], runs: readonly Run[], first: number, now: number): boolean {
  const started = runs
    .filter(({ state }) => state !== 'skipped' && state !== 'missed')
    .flatMap(({ start }) => (start === undefined ? [] : Date.parse(start)))
    .filter((start) => start <= now); // what is still to come was named by a clock that was ahead
  return timeOfId(listed.at(-1)!.run) < Math.max(first, ...started);
}
