import { holdSummary } from '../../words/holdText.ts';
import { type Job, openWithKey } from '../job.ts';
import type { Done } from '../report.ts';

interface HoldInputs {
  readonly set: string;
  readonly reason: string;
}

/** A set is placed under legal hold, until it is released. */
export async function hold({ set, reason }: HoldInputs, job: Job): Promise<Done> {
  const { engine, log, signal } = job;
  const repository = await openWithKey(job);
  const held = await log.watch(`hold ${set}`, (onEvent) => engine.hold(repository, set, reason, { signal, onEvent }));
  log.say(holdSummary(held));
  return { command: 'hold', held };
}
