import type { ThawTerms } from '../../engine/index.ts';
import { thawSummary } from '../../words/archiveText.ts';
import { type Job, openWithKey } from '../job.ts';
import type { Done } from '../report.ts';

export interface ThawInputs {
  readonly command: 'thaw';
  readonly set: string;
  readonly thaw: ThawTerms;
}

/** What is archived of a set is asked to be made readable, or it is said how far that is. */
export async function thaw({ set, thaw: terms }: ThawInputs, job: Job): Promise<Done> {
  const { engine, log, signal } = job;
  const repository = await openWithKey(job);
  const result = await log.watch(`thaw ${set}`, (onEvent) =>
    engine.thaw(repository, { set, ...terms }, { signal, onEvent }),
  );
  log.say(thawSummary(result));
  return { command: 'thaw', result };
}
