import { timeOfId } from '../repository/ids.ts';
import { inParallel } from '../repository/inParallel.ts';
import type { Plan } from '../repository/plans.ts';
import type { Repository } from '../repository/repository.ts';
import type { ListedRun, Run } from '../repository/runs.ts';
import { due, type PlanDue } from '../schedule/due.ts';
import { type Period, periodsOf } from '../schedule/periods.ts';

/** The plans that are asked for by their ids or names, or all; those that never had a schedule are left out. */
export interface Looking {
  readonly plans?: readonly string[] | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Default: this machine's clock. */
  readonly now?: (() => Date) | undefined;
}

/** Each reads some objects at once itself. */
const plansAtOnce = 4;

/** Reads what is due of plans; changes nothing, and needs no key. Rejects with `input` (unknown plan), `store` or `interrupted`. */
export async function dueNow(
  repository: Repository,
  { plans, signal, now = () => new Date() }: Looking = {},
): Promise<PlanDue[]> {
  const asked = plans && plans.length > 0 ? await resolveAll(repository, plans) : await repository.plans.list();
  const looked = await inParallel(asked, (plan) => lookAt(repository, plan, now(), signal), plansAtOnce);
  return looked.filter((each) => each !== undefined);
}

async function resolveAll(repository: Repository, plans: readonly string[]): Promise<Plan[]> {
  const resolved = await inParallel(plans, (plan) => repository.plans.resolve(plan), plansAtOnce);
  return [...new Map(resolved.map((plan) => [plan.id, plan])).values()];
}

async function lookAt(
  repository: Repository,
  plan: Plan,
  now: Date,
  signal?: AbortSignal,
): Promise<PlanDue | undefined> {
  const revisions = plan.revision === 1 ? [plan] : (await repository.plans.history(plan.id)).toReversed();
  const periods = periodsOf(revisions);
  const first = periods.find(({ schedule }) => schedule !== undefined);
  if (!first) return undefined;
  const runs = await runsThatCount(repository, plan.id, first, signal);
  return due([{ plan: plan.id, periods }], runs, now)[0];
}

/** As a rule the first page has the last start that had a run. */
const pages = [50, 500, undefined];

/** The runs back to that start; what is damaged says nothing. */
async function runsThatCount(
  repository: Repository,
  plan: string,
  first: Period,
  signal?: AbortSignal,
): Promise<Run[]> {
  for (const limit of pages) {
    const listed = await repository.runs.list(plan, { limit, signal });
    const runs = listed.filter((run) => run.state !== 'damaged');
    if (limit === undefined || listed.length < limit || reachBack(listed, runs, first)) return runs;
  }
  throw new Error('the last page has no limit');
}

/** Whether records go back beyond the last start that had a run, or to where there were no starts. Ids tell when something began. */
function reachBack(listed: readonly ListedRun[], runs: readonly Run[], first: Period): boolean {
  const started = runs.flatMap(({ state, start }) =>
    start === undefined || state === 'skipped' || state === 'missed' ? [] : Date.parse(start),
  );
  return timeOfId(listed.at(-1)!.run) < Math.max(first.from, ...started);
}
