import { inParallel } from '../repository/inParallel.ts';
import type { Repository } from '../repository/repository.ts';
import type { Run } from '../repository/runs.ts';

/**
 * Credits runs that were cut off before they could record that their set was made: that a set is there stays so, whoever asks. Runs
 * that are under way are left alone. What is in sets cannot be told in a locked repository: there all is taken as it is recorded.
 */
export async function creditRuns(repository: Repository, runs: readonly Run[]): Promise<readonly Run[]> {
  if (repository.locked) return runs;
  return inParallel(runs, async (run) => {
    if (!cutOff.includes(run.state)) return run;
    const set = run.set ?? (await committedBy(repository, run));
    return set === undefined ? run : repository.runs.credit(run, set);
  });
}

const cutOff: readonly Run['state'][] = ['lost', 'failed', 'interrupted'];

/** The set that a run has committed without its record saying so. */
export async function committedBy({ sets }: Repository, { plan, set, making }: Run): Promise<string | undefined> {
  if (plan === undefined || set !== undefined || making === undefined) return undefined;
  return (await sets.wasCommitted({ plan, set: making })) ? making : undefined;
}
