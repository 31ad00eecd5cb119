import { readTextFile } from '../../values/textFile.ts';
import { costRemarks, planColumns, pricesText, storedColumns, storedRows } from '../../words/costText.ts';
import { table } from '../../words/table.ts';
import { type Job, openWithKey } from '../job.ts';
import type { Done } from '../report.ts';

interface CostInputs {
  readonly plan: string | undefined;
  /** A file. */
  readonly prices: string | undefined;
}

/** What is stored, what it costs now and in the long run, and what a restore costs. */
export async function cost({ plan, prices: file }: CostInputs, job: Job): Promise<Done> {
  const { engine, log, signal } = job;
  const prices = file === undefined ? undefined : { text: await readTextFile(file), name: file };
  const repository = await openWithKey(job);
  const report = await engine.cost(repository, { plan, prices }, { signal });
  log.say(table(storedRows(report), storedColumns(report)));
  if (report.plans.length > 0) log.say(table(report.plans, planColumns(report)));
  const about = pricesText(report);
  if (about !== undefined) log.say(about);
  for (const remark of costRemarks(report)) log.say(remark);
  for (const warning of report.warnings) log.warn(warning);
  return { command: 'cost', report };
}
