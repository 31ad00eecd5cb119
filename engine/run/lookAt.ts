import { creditRuns } from '../accounts/creditRuns.ts';
import { lookAtPlan, type PlanLook } from '../accounts/lookAtPlan.ts';
import { inParallel } from '../repository/inParallel.ts';
import { type OnDamaged, type Plan, unlessDamaged } from '../repository/plans.ts';
import type { Repository } from '../repository/repository.ts';
import type { PlanDue } from '../schedule/due.ts';
import type { StartKind } from '../schedule/startKind.ts';

/** The plans that are asked for by their ids or names, or all; what they never had a schedule for is left out. */
export interface Looking {
  readonly plans?: readonly string[] | undefined;
  /** What is looked at. Default: backups and drills. */
  readonly kinds?: readonly StartKind[] | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Default: this machine's clock. */
  readonly now?: (() => Date) | undefined;
  /** Told of plans whose record is damaged, which are left out then. Default: the look rejects with `damaged`. */
  readonly onDamaged?: OnDamaged | undefined;
}

/** Each reads some objects at once itself. */
const plansAtOnce = 4;

/** Reads what is due of plans, backups and drills each by themselves; changes nothing, and needs no key. Rejects with `input` (unknown plan), `store` or `interrupted`. */
export async function dueNow(repository: Repository, looking: Looking = {}): Promise<PlanDue[]> {
  return lookAt(repository, looking);
}

/** The same for who may write: runs that were cut off are credited with what they have made. */
export async function dueAndCredited(repository: Repository, looking: Looking = {}): Promise<PlanDue[]> {
  return lookAt(repository, looking, (runs) => creditRuns(repository, runs));
}

async function lookAt(
  repository: Repository,
  { plans, kinds, signal, now = () => new Date(), onDamaged }: Looking,
  settle?: PlanLook['settle'],
): Promise<PlanDue[]> {
  const asked =
    plans && plans.length > 0
      ? await resolveAll(repository, plans, onDamaged)
      : await repository.plans.list({ onDamaged });
  const looked = await inParallel(
    asked,
    (plan) => unlessDamaged(plan.id, lookAtPlan(repository, plan, { now: now(), signal, kinds, settle }), onDamaged),
    plansAtOnce,
  );
  return looked.flatMap((each) => each ?? []);
}

async function resolveAll(
  repository: Repository,
  plans: readonly string[],
  onDamaged: OnDamaged | undefined,
): Promise<Plan[]> {
  const resolve = (plan: string) => unlessDamaged(plan, repository.plans.resolve(plan), onDamaged);
  const resolved = await inParallel(plans, resolve, plansAtOnce);
  return [...new Map(resolved.flatMap((plan) => (plan ? [[plan.id, plan]] : []))).values()];
}
