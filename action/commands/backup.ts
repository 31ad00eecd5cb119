import type { BackupResult, PlanOutcome, Repository } from '../../engine/index.ts';
import { backupSummary } from '../../words/backupText.ts';
import { describeFailure } from '../../words/failure.ts';
import { type Job, maskSecretsOfPlans, openWithKey } from '../job.ts';
import type { BackupOutcome, Done } from '../report.ts';

/** A set of each plan, one plan after the other. */
export async function backup(
  { plans, full }: { readonly plans: readonly string[]; readonly full: boolean },
  job: Job,
): Promise<Done> {
  const repository = await openWithKey(job);
  await maskSecretsOfPlans(job, repository, plans);
  const backUp = (plan: string) => backUpOne(job, repository, plan, { full });
  const outcomes = await job.engine.runPlans(plans, { backUp, signal: job.signal });
  return { command: 'backup', backups: await Promise.all(outcomes.map(toReport)) };
}

/** Backs up a plan, for a start of its schedule where one is given. What goes wrong is told at once: other backups follow. */
export async function backUpOne(
  job: Job,
  repository: Repository,
  plan: string,
  { start, full = false }: { readonly start?: string; readonly full?: boolean },
): Promise<BackupResult> {
  const { engine, log, signal } = job;
  try {
    const made = await log.watch(`backup ${plan}`, (onEvent) =>
      engine.backup(repository, plan, { signal, onEvent, start, full }),
    );
    log.say(backupSummary(made));
    await job.sizes.note(repository, made.set, signal);
    return made;
  } catch (thrown) {
    const { code, message } = await describeFailure(thrown);
    if (start !== undefined && code === 'busy') log.warn(`${plan}: ${message}`);
    else log.say(`${plan}: ${message}`);
    throw thrown;
  }
}

/** A plan that was asked for by its name is called by its id. */
export async function toReport(outcome: PlanOutcome<BackupResult>): Promise<BackupOutcome> {
  switch (outcome.outcome) {
    case 'succeeded':
      return { plan: outcome.result.set.plan, outcome: 'succeeded', result: outcome.result };
    case 'notStarted':
      return { plan: outcome.plan, outcome: 'notStarted' };
    default:
      return { plan: outcome.plan, outcome: outcome.outcome, error: await describeFailure(outcome.error) };
  }
}
