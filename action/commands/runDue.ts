import { counted, instant } from '../../words/human.ts';
import { type Job, maskSecretsOfPlans, openWithKey } from '../job.ts';
import type { Done, DueBackup, PlanLapse } from '../report.ts';
import { backUpOne, toReport } from './backup.ts';

/** The backups that are due by the schedules of plans. */
export async function runDue({ plans }: { readonly plans: readonly string[] }, job: Job): Promise<Done> {
  const repository = await openWithKey(job);
  await maskSecretsOfPlans(job, repository, plans);
  const lapses: PlanLapse[] = [];
  const outcomes = await job.engine.runDue(repository, {
    plans,
    signal: job.signal,
    backUp: (plan, start) => backUpOne(job, repository, plan, start),
    onLapse: (plan, lapse) => {
      lapses.push({ plan, ...lapse });
      job.log.warn(lapseText({ plan, ...lapse }));
    },
  });
  if (outcomes.length === 0) job.log.say('nothing is due');
  const backups: DueBackup[] = [];
  for (const outcome of outcomes) {
    backups.push({ ...(await toReport(outcome)), start: outcome.start, attempt: outcome.attempt });
  }
  return { command: 'run-due', backups, lapses };
}

function lapseText({ plan, outcome, start, until, count, reason }: PlanLapse): string {
  const when = count === 1 ? instant(start) : `${instant(start)} to ${instant(until)}`;
  return `${plan}: ${counted(count, 'start')} ${outcome}, ${when}: ${reason}`;
}
