import type { SetRecord } from '../repository/recordRun.ts';
import { type CopyOutcome, type CopyWork, copyPlan, destinationsOf } from './copyPlan.ts';

/**
 * Copies what is missing of a plan's sets to the repositories that the plan names, and notes what has become of it. Never rejects: what
 * has failed is in the outcomes.
 */
export async function copyAfterBackup(
  work: CopyWork & { readonly record: SetRecord },
): Promise<readonly CopyOutcome[] | undefined> {
  const { plan, meter, record } = work;
  if (!plan.document.copies?.length) return undefined;
  const before = meter.progress;
  const outcomes = await copyPlan(work, destinationsOf(plan, work));
  record.copied(outcomes.map(({ pruned: _, ...outcome }) => outcome));
  meter.restore(before); // what the record tells of a backup is how much was read and stored
  return outcomes;
}
