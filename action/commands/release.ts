import { releaseSummary } from '../../words/holdText.ts';
import { type Job, openWithKey } from '../job.ts';
import type { Done } from '../report.ts';

/** All legal holds of a set end. */
export async function release({ set }: { readonly set: string }, job: Job): Promise<Done> {
  const { engine, log, signal } = job;
  const repository = await openWithKey(job);
  const released = await log.watch(`release ${set}`, (onEvent) => engine.release(repository, set, { signal, onEvent }));
  log.say(releaseSummary(set, released));
  return { command: 'release', set, released };
}
