import type { Outcome } from './execution.ts';
import { define } from './phases/define.ts';
import { finish } from './phases/finish.ts';
import { load } from './phases/load.ts';
import type { Work } from './work.ts';

/** Does what was previewed, to its end; when that fails, and was not aborted, what it has created is removed again. */
export async function carryThrough(work: Work): Promise<Omit<Outcome, 'preview'>> {
  try {
    await define(work);
    await finish(work, await load(work));
  } catch (thrown) {
    if (!work.signal.aborted && !(await isRemoved(work, thrown))) {
      work.meter.warn(`what was restored so far is still in the target: ${howToGoOn(work)}`);
    }
    throw thrown;
  }
  const { proved, lost } = work.context;
  const provedRows = [...proved].reduce((sum, table) => sum + table.rows - lost.rowsOf(table), 0);
  return { proved: proved.size, provedRows, lost: lost.tables };
}

async function isRemoved({ crew, task }: Work, thrown: unknown): Promise<boolean> {
  try {
    return (await crew.mayRemove(thrown)) && (await task.giveUp());
  } catch {
    return false;
  }
}

function howToGoOn({ request: { goOn }, resumableAs }: Work): string {
  if (goOn) return 'the same restore, run again, goes on';
  if (resumableAs === undefined) return 'the same command removes it, and starts over';
  return `the same command with --resume ${resumableAs} goes on, without it starts over`;
}
