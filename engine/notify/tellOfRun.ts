import { PgstowError } from '../errors.ts';
import type { Plan } from '../repository/plans.ts';
import type { Repository } from '../repository/repository.ts';
import { announce, type Telling, warningsOf } from './announce.ts';
import { announcementOfRun, type Ending } from './runAnnouncement.ts';

/** Tells to whom it may concern how a run of a plan has ended. What does not arrive is a warning of the run. */
export async function tellOfRun(
  repository: Pick<Repository, 'store' | 'surroundings'>,
  plan: Plan,
  ending: Ending,
  telling: Telling,
): Promise<void> {
  const { end } = ending;
  // of a start that another run is at, that one tells: of machines that look at the same moment all but one give up
  if (end.start !== undefined && 'error' in end.ended && isBusy(end.ended.error)) return;
  const announcement = announcementOfRun(repository, plan, ending);
  for (const warning of warningsOf(await announce(plan.document, announcement, telling))) end.warn(warning);
}

function isBusy(error: unknown): boolean {
  return error instanceof PgstowError && error.code === 'busy';
}
