import type { SetManifest } from '../repository/manifest.ts';
import type { Repository } from '../repository/repository.ts';
import { beginWork } from './beginWork.ts';
import { none, settingsOfSource } from './build/expressionSettings.ts';
import { carryThrough } from './carryThrough.ts';
import { alone } from './crew.ts';
import type { Execution, Outcome } from './execution.ts';
import { openTarget } from './openTarget.ts';
import type { RestoreRequest } from './request.ts';
import { readWanted } from './target/readTarget.ts';
import { withSessions } from './target/sessions.ts';
import { RestoreTask } from './task/task.ts';
import { taskIdentity } from './task/taskIdentity.ts';

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
      const at = { ...execution, task, clients, version, tooLate, crew: alone };
      const { work, preview } = await beginWork(repository, set, wanted, at);
      const outcome = { preview, ...(await carryThrough(work)) };
      if (outcome.lost.length === 0) return outcome;
      execution.onLoss?.(outcome);
      throw work.context.lost.error(); // all else is done, and stays
    },
  );
}
