import type { CopyOutcome, Repository } from '../../engine/index.ts';
import { copySummary } from '../../words/copyText.ts';
import { describeFailure, type Failure } from '../../words/failure.ts';
import { type Job, maskSecretsOfPlans, openWithKey } from '../job.ts';
import type { CopiedPlan, Done } from '../report.ts';

/** What is missing of plans in the repositories that they name, one plan after the other. One that fails keeps no other from being copied. */
export async function copy({ plans }: { readonly plans: readonly string[] }, job: Job): Promise<Done> {
  const repository = await openWithKey(job);
  await maskSecretsOfPlans(job, repository, plans);
  const copied: CopiedPlan[] = [];
  for (const plan of plans) copied.push(await copyOne(job, repository, plan));
  return { command: 'copy', plans: copied };
}

async function copyOne({ engine, log, signal }: Job, repository: Repository, plan: string): Promise<CopiedPlan> {
  let copies: readonly CopyOutcome[] = [];
  const onCopies = (outcomes: readonly CopyOutcome[]) => {
    copies = outcomes;
  };
  let error: Failure | undefined;
  try {
    await log.watch(`copy ${plan}`, (onEvent) => engine.copy(repository, { plan }, { signal, onEvent, onCopies }));
  } catch (thrown) {
    error = await describeFailure(thrown);
  }
  if (copies.length > 0) log.say(copySummary(plan, copies));
  return { plan, copies, ...(error && { error }) };
}
