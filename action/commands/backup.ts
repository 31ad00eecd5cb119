import type { BackupOptions, BackupResult, PlanOutcome, Repository } from '../../engine/index.ts';
import { backupSummary } from '../../words/backupText.ts';
import { describeFailure } from '../../words/failure.ts';
import { type Job, maskSecretsOfPlans, openWithKey } from '../job.ts';
import type { BackupInputs } from '../loadInputs.ts';
import type { BackupOutcome, Done } from '../report.ts';

/** A set of each plan, one plan after the other. */
export async function backup(
  inputs: Pick<BackupInputs, 'plans' | 'full' | 'shard' | 'shardGroup'>,
  job: Job,
): Promise<Done> {
  const { plans, full, shardGroup: group } = inputs;
  const request = inputs.shard === undefined ? undefined : { shard: inputs.shard, group };
  const shard = request && job.engine.resolveShard(request, job.env);
  const repository = await openWithKey(job);
  await maskSecretsOfPlans(job, repository, plans);
  const backUp = (plan: string) => backUpOne(job, repository, plan, { full, shard });
  const outcomes = await job.engine.runPlans(plans, { backUp, signal: job.signal });
  return { command: 'backup', backups: await Promise.all(outcomes.map(toReport)) };
}

/** Backs up a plan, for a start of its schedule or as one of several jobs. What goes wrong is told at once: other backups follow. */
export async function backUpOne(
  job: Job,
  repository: Repository,
  plan: string,
  how: Pick<BackupOptions, 'start' | 'full' | 'shard'>,
): Promise<BackupResult> {
  const { engine, log, signal } = job;
  try {
    const made = await log.watch(`backup ${plan}`, (onEvent) =>
      engine.backup(repository, plan, { signal, onEvent, ...how }),
    );
    log.say(backupSummary(made));
    await job.sizes.note(repository, made.set, signal);
    return made;
  } catch (thrown) {
    const { code, message } = await describeFailure(thrown);
    if (how.start !== undefined && code === 'busy') log.warn(`${plan}: ${message}`);
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
