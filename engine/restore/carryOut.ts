import type { SetManifest } from '../repository/manifest.ts';
import type { Repository } from '../repository/repository.ts';
import { none, settingsOfSource } from './build/expressionSettings.ts';
import type { Execution, Outcome } from './execution.ts';
import { inTask } from './inTask.ts';
import { openTarget } from './openTarget.ts';
import { define } from './phases/define.ts';
import { finish } from './phases/finish.ts';
import { load } from './phases/load.ts';
import { foresee } from './preview/foresee.ts';
import { refuseProblems } from './preview/preview.ts';
import { refuseChanged } from './preview/refuseChanged.ts';
import { refuseDamaged } from './preview/refuseDamaged.ts';
import type { RestoreRequest } from './request.ts';
import { preview, previewItems, readWanted } from './target/readTarget.ts';
import { withSessions } from './target/sessions.ts';
import { RestoreTask } from './task/task.ts';
import { taskIdentity } from './task/taskIdentity.ts';
import { prepare } from './work.ts';

/** Previews, and then does what was previewed. */
export async function carryOut(
  repository: Repository,
  set: SetManifest,
  request: RestoreRequest,
  execution: Execution,
): Promise<Outcome> {
  const { meter, signal } = execution;
  meter.phase('preview');
  const identity = taskIdentity(execution.run, set.set, request);
  const wanted = await readWanted(repository, set, request, identity); // first: a damaged set leaves the target as it is
  const version = await openTarget(repository, set, wanted, execution);
  const settings = request.createDatabase ? settingsOfSource(wanted.graph.entries) : none;
  return withSessions(
    request.target,
    { count: Math.max(1, request.jobs), version, settings, signal },
    async (clients, tooLate) => {
      const task = await RestoreTask.open(clients[0]!, identity);
      const previewed = await preview(clients[0]!, wanted, task.left);
      const { preview: foreseen, stored } = await foresee(repository, set, previewed, signal);
      execution.onPreview(foreseen, set);
      refuseProblems(foreseen);
      refuseDamaged(stored, request);
      refuseChanged(previewed.plan.preview.items, await previewItems(clients[0]!, wanted, task.left));
      if (previewed.resumption?.kind === 'goOn') task.goOn();
      const work = prepare(repository, set, previewed, { ...execution, task, clients, version, tooLate });
      const outcome = await inTask(work, async () => {
        await define(work);
        await finish(work, await load(work));
        const { proved, lost } = work.context;
        const provedRows = [...proved].reduce((sum, table) => sum + table.rows - lost.rowsOf(table), 0);
        return { preview: foreseen, proved: proved.size, provedRows, lost: lost.tables };
      });
      if (outcome.lost.length === 0) return outcome;
      execution.onLoss?.(outcome);
      throw work.context.lost.error(); // all else is done, and stays
    },
  );
}
