import { PgstowError } from '../errors.ts';
import type { SetManifest } from '../repository/manifest.ts';
import type { Repository } from '../repository/repository.ts';
import type { RestoreRequest } from './request.ts';

/** The set that is asked for: by its id, or the newest at or before an instant. Its plan may be deleted: its sets outlive it. */
export async function setToRestore(
  repository: Repository,
  request: Pick<RestoreRequest, 'plan' | 'set' | 'to'>,
): Promise<SetManifest> {
  const plan = await repository.plans.resolve(request.plan, { deleted: true });
  if (request.set === undefined) return repository.sets.newestAt(plan.id, request.to);
  const set = await repository.sets.get(request.set);
  if (set.plan === plan.id) return set;
  throw new PgstowError('input', `set ${set.set} is of plan ${set.plan}, not of ${plan.id}`, {
    hint: `pgstow sets ${plan.id} shows those of ${plan.id}`,
  });
}
