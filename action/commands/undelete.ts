import { table } from '../../words/table.ts';
import { undeleteColumns, undeleteSummary } from '../../words/undeleteText.ts';
import type { Job } from '../job.ts';
import type { Done } from '../report.ts';

/** What was deleted or overwritten while it was locked is brought back; or it is said what would be. Needs no key. */
export async function undelete({ dryRun }: { readonly dryRun: boolean }, job: Job): Promise<Done> {
  const { engine, address, log, signal } = job;
  const result = await log.watch('undelete', () => engine.undelete(address, { dryRun, signal }));
  const { objects } = result;
  if (objects.length > 0) log.say(table(objects, undeleteColumns(dryRun)));
  log.say(undeleteSummary(objects, dryRun));
  return { command: 'undelete', dryRun, result };
}
