import type { PlanDocument, PrecheckReport, Repository } from '../../engine/index.ts';
import { readPlanFiles } from '../../values/planFiles.ts';
import { unlockingOf } from '../../values/unlocking.ts';
import { calledPlan } from '../../words/precheckText.ts';
import { type Job, maskSecretsOfPlans, orAborted } from '../job.ts';
import type { PrecheckInputs } from '../loadInputs.ts';
import { mask } from '../mask.ts';
import type { Done } from '../report.ts';
import { sayChecks } from '../sayChecks.ts';
import { secretsOfPlans } from '../secrets.ts';

/** Everything that backups of plans need, of plans that are applied or of files as they would be. */
export async function precheck(inputs: PrecheckInputs, job: Job): Promise<Done> {
  const { engine, address, env, signal } = job;
  const { repository, keyFailure } = await orAborted(engine.openToCheck(address, unlockingOf(env)), signal);
  const reports: PrecheckReport[] = [];
  for (const plan of await plansOf(inputs, job, repository)) {
    reports.push(await precheckOne(plan, job, repository, keyFailure));
  }
  return { command: 'precheck', reports };
}

/** All are known to be fit before the first is checked. */
async function plansOf(
  { plans, files }: PrecheckInputs,
  job: Job,
  repository: Repository,
): Promise<readonly (string | PlanDocument)[]> {
  if (files.length === 0) {
    await maskSecretsOfPlans(job, repository, plans);
    return Promise.all(plans.map(async (plan) => (await repository.plans.resolve(plan)).id));
  }
  const documents = await readPlanFiles(job.engine, files);
  mask(await secretsOfPlans(documents, job.env));
  for (const document of documents) repository.plans.check(document);
  return documents;
}

function precheckOne(
  plan: string | PlanDocument,
  { engine, log, signal }: Job,
  repository: Repository,
  keyFailure: unknown,
): Promise<PrecheckReport> {
  return log.watch(`precheck ${calledPlan(plan)}`, () =>
    engine.precheck(repository, plan, {
      signal,
      keyFailure,
      onChecks: (checks) => sayChecks(log, checks),
    }),
  );
}
