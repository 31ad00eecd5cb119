import { setTimeout } from 'node:timers/promises';
import type { BackupResult, DrillResult, RunDueOptions } from '../../engine/index.ts';
import { instant } from '../../words/human.ts';
import { lapseText } from '../../words/lapseText.ts';
import { type Job, maskSecretsOfPlans, openWithKey } from '../job.ts';
import type { RunDueInputs } from '../loadInputs.ts';
import type { Done, DueBackup, DueDrill, PlanLapse } from '../report.ts';
import { backUpOne, toReport } from './backup.ts';
import { drillServer, Practice } from './drill.ts';

interface Made {
  readonly backup: BackupResult;
  readonly drill: DrillResult;
}

/** The backups and drills that are due by the schedules of plans; with `retry` what fails is tried again, if that is soon enough. */
export async function runDue({ plans, kinds, retry, server }: RunDueInputs, job: Job): Promise<Done> {
  const to = await drillServer(server, job);
  const repository = await openWithKey(job);
  await maskSecretsOfPlans(job, repository, plans);
  const lapses: PlanLapse[] = [];
  const practice = new Practice(job, repository);
  const options: RunDueOptions<Made> = {
    plans,
    kinds,
    signal: job.signal,
    make: {
      backup: (plan, start) => backUpOne(job, repository, plan, { start }),
      drill: (plan, start) => practice.drill({ plan, server: to }, start),
    },
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
  const drills: DueDrill[] = [];
  for (const outcome of outcomes) {
    const { start, attempt } = outcome;
    if (outcome.kind === 'drill') drills.push({ ...(await practice.toReport(outcome)), start, attempt });
    else backups.push({ ...(await toReport(outcome)), start, attempt });
  }
  return { command: 'run-due', backups, drills, lapses };
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
