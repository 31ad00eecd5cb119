import type { RepairResult } from '../../engine/index.ts';
import { copyUnlockingOf } from '../../values/unlocking.ts';
import { repairReasons, repairSummary } from '../../words/repairText.ts';
import { findingTexts } from '../../words/verifyText.ts';
import { type Job, maskSecretsOfPlans, openWithKey } from '../job.ts';
import type { Done } from '../report.ts';

export interface RepairInputs {
  readonly command: 'repair';
  readonly plan: string | undefined;
  readonly set: string | undefined;
  /** The address of the other repository. */
  readonly from: string;
}

/** What is damaged of a set, of a plan's sets or of all, put back out of another repository. */
export async function repair({ plan, set, from }: RepairInputs, job: Job): Promise<Done> {
  const { engine, env, log, signal } = job;
  const repository = await openWithKey(job);
  await maskSecretsOfPlans(job, repository, plan === undefined ? [] : [plan]);
  const request = { plan, set, from: { repository: from, ...copyUnlockingOf(env) } };
  const result = await log.watch(`repair ${set ?? plan ?? 'everything'}`, (onEvent) =>
    engine.repair(repository, request, { signal, onEvent, env }),
  );
  for (const text of textsOf(result)) log.say(text);
  return { command: 'repair', result };
}

function textsOf(result: RepairResult): readonly string[] {
  return result.intact ? [repairSummary(result)] : [...findingTexts(result), ...repairReasons(result)];
}
