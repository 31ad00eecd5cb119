import type { RestoreRequest } from './request.ts';
import { digestOf } from './task/resumption.ts';
import type { Work } from './work.ts';

/** Lays out the notes, unless it goes on with those that are there, and does `work`; when that fails, and was not aborted, what it has created is removed again. */
export async function inTask<T>(
  { request, resumableAs, task, plan, resumption, meter, signal }: Work,
  work: () => Promise<T>,
): Promise<T> {
  if (resumption?.kind !== 'goOn') await task.begin(digestOf(plan.preview));
  for (const warning of plan.preview.warnings) meter.warn(warning);
  try {
    return await work();
  } catch (thrown) {
    if (!signal.aborted && !(await task.giveUp().catch(() => false))) {
      meter.warn(`what was restored so far is still in the target: ${howToGoOn(request, resumableAs)}`);
    }
    throw thrown;
  }
}

function howToGoOn({ goOn }: Pick<RestoreRequest, 'goOn'>, resumableAs: string | undefined): string {
  if (goOn) return 'the same restore, run again, goes on';
  if (resumableAs === undefined) return 'the same command removes it, and starts over';
  return `the same command with --resume ${resumableAs} goes on, without it starts over`;
}
