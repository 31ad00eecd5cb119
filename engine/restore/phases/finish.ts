import type pg from 'pg';
import type { ArchiveGraph } from '../../archive/archiveGraph.ts';
import { throwIfAborted } from '../../errors.ts';
import type { MaterializedViewItem } from '../../repository/contents.ts';
import { finishDatabase } from '../build/databaseEntries.ts';
import { inTransaction } from '../build/definitions.ts';
import { analyzeJobs, closeEntries, finishEntries, refreshViews, setSequences } from '../build/finish.ts';
import { swap } from '../build/swap.ts';
import type { Job } from '../jobs.ts';
import type { RestorePlan } from '../preview/preview.ts';
import type { SequenceValue } from '../rows/setContents.ts';
import { unmarkDatabase } from '../target/createDatabase.ts';
import { done, type RestoreTask } from '../task/task.ts';
import type { Work } from '../work.ts';

/** Puts what replaces something into its place, and does what comes after the rows; then nothing is left to go on with. */
export async function finish(work: Work, replaceLargeObjects: (() => Promise<void>) | undefined): Promise<void> {
  const { leader, clients, graph, contents, plan, steps, rules, task, request, crew, meter, signal } = work;
  const { lost } = work.context;
  meter.phase('finish');
  const populated = contents.populatedViews(graph);
  const sequences = contents.sequencesOf(plan, graph, steps.tablesAside);
  await setNewSequences(
    task,
    leader,
    sequences.filter(({ afterSwap }) => !afterSwap),
  );
  if (!task.isDone(done.swap)) await swap(leader, steps, rules, { populated, replaceLargeObjects, task, signal });
  await setSequences(
    leader,
    sequences.filter(({ afterSwap }) => afterSwap),
  );
  const possible = steps.finish.filter((entry) => !lost.isOfLeftOut(entry));
  await finishEntries(leader, possible, rules, { task, graph });
  await refreshViews(
    leader,
    populated.filter((view) => isCreated(plan, graph, view)),
    lost.some && !signal.aborted
      ? ({ message }) => meter.warn(`${message}: it stays empty, for rows are lost`)
      : undefined,
  );
  await finishEntries(leader, steps.last, rules, { task, graph });
  if (task.isShared) await task.noteDone(leader, done.placed);
  await crew.run(tableAnalyses(work), clients, signal);
  await crew.ending(lost.some ? lost.error() : undefined);
  await task.finish(async () => {
    await unmarkDatabase(leader, request.target.database, work.identity);
    await finishDatabase(leader, steps.database, rules, work.catalog);
    await closeEntries(leader, steps.closing, rules);
    throwIfAborted(signal);
    work.tooLate();
  });
}

/** What tells the planner of the tables, when they are in their places. */
export function tableAnalyses({ loads, task, meter }: Work<unknown>): Job[] {
  return analyzeJobs(
    loads.map(({ table }) => table),
    { task, meter },
  );
}

/** Once: who goes on with a restore must not take back values that were given out meanwhile. */
async function setNewSequences(task: RestoreTask, leader: pg.Client, values: readonly SequenceValue[]): Promise<void> {
  if (task.isDone(done.sequences)) return;
  await inTransaction(leader, async () => {
    await setSequences(leader, values);
    await task.noteDone(leader, done.sequences);
  });
}

function isCreated(plan: RestorePlan, graph: ArchiveGraph, view: MaterializedViewItem): boolean {
  const entry = graph.find('MATERIALIZED VIEW', view);
  return entry !== undefined && plan.actions.get(entry.dumpId) === 'create';
}
