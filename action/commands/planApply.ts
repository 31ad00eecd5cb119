import { readPlanFiles } from '../../values/planFiles.ts';
import { describeFailure } from '../../words/failure.ts';
import { type Job, openWithoutKms, orAborted } from '../job.ts';
import { mask } from '../mask.ts';
import type { Done } from '../report.ts';
import { secretsOfPlans } from '../secrets.ts';

/** Plans are made what the files say. */
export async function planApply({ files }: { readonly files: readonly string[] }, job: Job): Promise<Done> {
  const { engine, log, env, signal } = job;
  const documents = await readPlanFiles(engine, files);
  mask(await secretsOfPlans(documents, env));
  const repository = await openWithoutKms(job);
  const { applied, error } = await orAborted(engine.applyPlans(repository.plans, documents), signal);
  for (const { outcome, plan } of applied) log.say(`${outcome}  ${plan.id}  revision ${plan.revision}`);
  const plans = applied.map(({ outcome, plan: { id, name, revision } }) => ({ id, name, revision, outcome }));
  return { command: 'plan-apply', plans, error: error === undefined ? undefined : await describeFailure(error) };
}
