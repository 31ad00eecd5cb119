import type { PlanDocument } from '../spec/plan.ts';
import type { AppliedPlan, Plans } from './plans.ts';

/** What came of several plans that were to be applied. */
export interface AppliedPlans {
  readonly applied: readonly AppliedPlan[];
  /** Why the plan after those was not; nothing was tried after it. */
  readonly error?: unknown;
}

/** Applies plans one after the other, up to the first that fails: those before it are applied. All are checked first. */
export async function applyPlans(plans: Plans, documents: readonly PlanDocument[]): Promise<AppliedPlans> {
  for (const document of documents) plans.check(document);
  const applied: AppliedPlan[] = [];
  try {
    for (const document of documents) applied.push(await plans.apply(document));
    return { applied };
  } catch (error) {
    return { applied, error };
  }
}
