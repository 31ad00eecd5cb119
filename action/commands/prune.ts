import { pruneColumns, pruneSummary, unreadableWarnings } from '../../words/pruneText.ts';
import { table } from '../../words/table.ts';
import { type Job, openWithKey } from '../job.ts';
import type { Done } from '../report.ts';

interface PruneInputs {
  readonly plan: string | undefined;
  readonly dryRun: boolean;
}

/** Sets that are no longer kept are removed, and what no set needs; or it is said what would be. */
export async function prune({ plan, dryRun }: PruneInputs, job: Job): Promise<Done> {
  const { engine, log, signal } = job;
  const repository = await openWithKey(job);
  const result = await log.watch(`prune ${plan ?? ''}`.trim(), (onEvent) =>
    engine.prune(repository, { plan, dryRun }, { signal, onEvent }),
  );
  if (result.sets.length > 0) log.say(table(result.sets, pruneColumns(dryRun)));
  log.say(pruneSummary(result, dryRun));
  for (const warning of unreadableWarnings(result, dryRun)) log.warn(warning);
  return { command: 'prune', dryRun, result };
}
