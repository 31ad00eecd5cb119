import { setTimeout } from 'node:timers/promises';
import type { BackupResult, RunDueOptions } from '../../engine/index.ts';
import { instant } from '../../words/human.ts';
import { lapseText } from '../../words/lapseText.ts';
import { type Job, maskSecretsOfPlans, openWithKey } from '../job.ts';
import type { Done, DueBackup, PlanLapse } from '../report.ts';
import { backUpOne, toReport } from './backup.ts';

/** The backups that are due by the schedules of plans; with `retry` what fails is tried again, if that is soon enough. */
export async function runDue(
  { plans, retry }: { readonly plans: readonly string[]; readonly retry: boolean },
  job: Job,
): Promise<Done> {
  const repository = await openWithKey(job);
  await maskSecretsOfPlans(job, repository, plans);
  const lapses: PlanLapse[] = [];
  const options: RunDueOptions<BackupResult> = {
    plans,
    signal: job.signal,
    backUp: (plan, start) => backUpOne(job, repository, plan, start),
    onWarning: (plan, message) => job.log.warn(`${plan}: ${message}`),
    onLapse: (plan, lapse) => {
      lapses.push({ plan, ...lapse });
      job.log.warn(`${plan}: ${lapseText(lapse)}`);
    },
  };
  const outcomes = retry
    ? await job.engine.runDueWithRetries(repository, { ...options, waitUntil: (time) => waitUntil(job, time) })
    : await job.engine.runDue(repository, options);
  if (outcomes.length === 0) job.log.say('nothing is due');
  const backups: DueBackup[] = [];
  for (const outcome of outcomes) {
    backups.push({ ...(await toReport(outcome)), start: outcome.start, attempt: outcome.attempt });
  }
  return { command: 'run-due', backups, lapses };
}

/** False when the job is to end before: then what has failed stays so. */
async function waitUntil({ log, signal, endsAt }: Job, time: Date): Promise<boolean> {
  if (time >= endsAt) {
    log.warn(
      `the next attempt, at ${instant(time)}, is left to a later step: this one ends before, as input max-duration says`,
    );
    return false;
  }
  log.say(`the next attempt is made at ${instant(time)}`);
  return setTimeout(Math.max(0, time.getTime() - Date.now()), true, { signal }).catch(() => false);
}
