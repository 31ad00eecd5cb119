import { archiveSummary, unreadableWarnings } from '../../words/archiveText.ts';
import { type Job, openWithKey } from '../job.ts';
import type { Done } from '../report.ts';

/** What old sets alone need is moved to a colder storage class; or it is said what would be. */
export async function archive({ dryRun }: { readonly dryRun: boolean }, job: Job): Promise<Done> {
  const { engine, log, signal } = job;
  const repository = await openWithKey(job);
  const result = await log.watch('archive', (onEvent) => engine.archive(repository, { dryRun }, { signal, onEvent }));
  log.say(archiveSummary(result, dryRun));
  for (const warning of unreadableWarnings(result)) log.warn(warning);
  return { command: 'archive', dryRun, result };
}
