import { PgstowError } from '../errors.ts';
import type { SetName } from '../repository/contents.ts';
import type { Repository } from '../repository/repository.ts';

/**
 * To be called before something is put in the place of what sets need: what was locked is to be locked again, so it must be known whether
 * anything can be. Who has not the right to ask may go on where neither plans nor notes say that something is locked. Rejects with `store`.
 */
export async function requireLockState(
  repository: Repository,
  sets: readonly SetName[],
  signal: AbortSignal,
): Promise<void> {
  const { locks } = repository.store;
  if (!locks || sets.length === 0) return;
  try {
    await locks.bucket({ signal });
  } catch (thrown) {
    if (!(thrown instanceof PgstowError) || thrown.code === 'interrupted') throw thrown;
    if (thrown.retryable || (await isSaidToBeLocked(repository, sets, signal))) throw isUnknown(thrown);
  }
}

async function isSaidToBeLocked(
  { plans, locks, store }: Repository,
  sets: readonly SetName[],
  signal: AbortSignal,
): Promise<boolean> {
  const now = await store.clock(signal);
  for (const plan of new Set(sets.map((each) => each.plan))) {
    const isLocked = [...(await locks.listed(plan, { signal })).values()].some((until) => until > now);
    if (isLocked || (await plans.find(plan))?.document.lock) return true;
  }
  return false;
}

function isUnknown(cause: PgstowError): PgstowError {
  const { message, hint, retryable } = cause;
  return new PgstowError('store', `nothing was put back, for it would not be locked: ${message}`, {
    hint: `${hint === undefined ? '' : `${hint}; `}what was locked is to be locked again, and nobody can tell whether it can be: repair again then`,
    retryable,
    cause,
  });
}
