import type { SetManifest } from '../repository/manifest.ts';
import type { Repository } from '../repository/repository.ts';
import { beginWork } from './beginWork.ts';
import { none, settingsOfSource } from './build/expressionSettings.ts';
import { carryThrough } from './carryThrough.ts';
import { alone } from './crew.ts';
import type { Execution, Outcome } from './execution.ts';
import { openTarget } from './openTarget.ts';
import type { RestoreRequest } from './request.ts';
import { AnotherIsRunning } from './target/claim.ts';
import { dropUnused } from './target/dropUnused.ts';
import { readWanted, type Wanted } from './target/readTarget.ts';
import { withSessions } from './target/sessions.ts';
import { RestoreTask } from './task/task.ts';
import { taskIdentity } from './task/taskIdentity.ts';
import { thawFirst } from './thawFirst.ts';

/** Previews, and then does what was previewed. */
export async function carryOut(
  repository: Repository,
  set: SetManifest,
  request: RestoreRequest,
  execution: Execution,
): Promise<Outcome> {
  execution.meter.phase('preview');
  const identity = taskIdentity(execution.run, set.set, request);
  const wanted = await readWanted(repository, set, request, identity); // first: a damaged set leaves the target as it is
  const restored = thawFirst({ repository, set, thaw: request.thaw }, execution, () =>
    restoreInto(repository, set, wanted, execution),
  );
  if (!request.createDatabase) return restored;
  return restored.catch(async (thrown) => {
    if (!(thrown instanceof AnotherIsRunning)) await dropCreated(wanted, execution); // else it is that one's
    throw thrown;
  });
}

/** What is cut off goes on in the database; what fails leaves the name to whatever is restored next. */
async function dropCreated({ request, identity }: Wanted, { meter, signal }: Execution): Promise<void> {
  if (signal.aborted) return;
  const kept = await dropUnused(request.target, identity, signal);
  if (!kept) return;
  meter.warn(
    `database ${kept.database}, which was created for this restore, is still there: ${kept.why}; the same restore, run again, goes into it`,
  );
}

async function restoreInto(
  repository: Repository,
  set: SetManifest,
  wanted: Wanted,
  execution: Execution,
): Promise<Outcome> {
  const { request, identity } = wanted;
  const { signal } = execution;
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
