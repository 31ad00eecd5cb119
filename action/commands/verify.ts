import type { VerifyRequest } from '../../engine/index.ts';
import { findingTexts, verifySummary } from '../../words/verifyText.ts';
import { type Job, openWithKey } from '../job.ts';
import type { Done } from '../report.ts';

/** What is stored of a set, of a plan's sets or of all, read back and proved. */
export async function verify({ plan, set, sample }: VerifyRequest, job: Job): Promise<Done> {
  const { engine, log, signal } = job;
  const repository = await openWithKey(job);
  const result = await log.watch(`verify ${set ?? plan ?? 'everything'}`, (onEvent) =>
    engine.verify(repository, { plan, set, sample }, { signal, onEvent }),
  );
  if (result.intact) log.say(verifySummary(result));
  for (const finding of findingTexts(result)) log.say(finding);
  return { command: 'verify', result };
}
