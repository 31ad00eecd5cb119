import { healthColumns, healthWarnings } from '../../words/healthText.ts';
import { table } from '../../words/table.ts';
import { type Job, openWithoutKms } from '../job.ts';
import type { Done } from '../report.ts';

/** How old the newest sets are, and whether that is too old. */
export async function health({ plan }: { readonly plan: string | undefined }, job: Job): Promise<Done> {
  const { engine, log, signal } = job;
  const repository = await openWithoutKms(job);
  const report = await engine.health(repository, { plan }, { signal });
  log.say(
    report.plans.length > 0 ? table(report.plans, healthColumns(report.plans)) : 'no plan yet; apply one by plan-apply',
  );
  for (const warning of healthWarnings(report)) log.warn(warning);
  return { command: 'health', report };
}
