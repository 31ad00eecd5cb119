import { PgstowError } from '../errors.ts';
import { inParallel } from '../repository/inParallel.ts';
import type { Repository } from '../repository/repository.ts';
import type { Credit, Run } from '../repository/runs.ts';

/**
 * Credits runs that were cut off before they could record what they have come to: that a set is there, or the report of a drill,
 * stays so, whoever asks. Runs that are under way are left alone. What is in sets cannot be told in a locked repository: there all is
 * taken as it is recorded.
 */
export async function creditRuns(repository: Repository, runs: readonly Run[]): Promise<readonly Run[]> {
  if (repository.locked) return runs;
  return inParallel(runs, async (run) => {
    const credit = mayHaveMore(run) ? await creditOf(repository, run) : undefined;
    return credit ? repository.runs.credit(run, credit) : run;
  });
}

/** What else a run has failed by is recorded beside its set; who can record how a drill has ended has its report as well. */
function mayHaveMore({ kind, state, copies = [] }: Run): boolean {
  if (copies.some((copy) => copy.state === 'failed')) return false; // its set is recorded, and so is what was not copied
  if (kind === 'drill') return state === 'lost';
  return kind === 'backup' && ['lost', 'failed', 'interrupted'].includes(state);
}

/** What a backup or a drill has stored without its record saying so. */
export async function creditOf(repository: Repository, run: Run): Promise<Credit | undefined> {
  if (run.kind === 'drill') return reportedBy(repository, run);
  const set = run.set ?? (await committedBy(repository, run));
  return set === undefined ? undefined : { by: 'set', state: 'succeeded', set };
}

async function committedBy({ sets }: Repository, { plan, set, making }: Run): Promise<string | undefined> {
  if (plan === undefined || set !== undefined || making === undefined) return undefined;
  return (await sets.wasCommitted({ plan, set: making })) ? making : undefined;
}

async function reportedBy({ drills }: Repository, { plan, set, run }: Run): Promise<Credit | undefined> {
  if (plan === undefined || set === undefined) return undefined;
  try {
    const report = await drills.find({ plan, set }, run);
    if (!report) return undefined;
    const { outcome, recoverySeconds, error } = report;
    return outcome === 'passed'
      ? { by: 'report', state: 'succeeded', set, recoverySeconds }
      : { by: 'report', state: 'failed', set, error };
  } catch (thrown) {
    if (thrown instanceof PgstowError && thrown.code === 'damaged') return undefined; // there is none, or it tells nothing
    throw thrown;
  }
}
