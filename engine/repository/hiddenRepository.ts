import { PgstowError } from '../errors.ts';
import { isLocked } from '../store/objectLocks.ts';
import type { Store } from '../store/store.ts';
import { allGenerationsPrefix, allKeySlotsPrefix, generationKey, repositoryKey } from './keys.ts';
import { KeysRotated } from './whyNotOpen.ts';

/** Rejects with `damaged` when a repository is there whose first object somebody has deleted although it is locked. */
export async function refuseHidden(store: Store): Promise<void> {
  if (!(await hidesLocked(store, repositoryKey))) return;
  throw new PgstowError('damaged', `${store.url} is a repository whose ${repositoryKey} somebody has deleted`, {
    hint: `it is locked, and so still there: bring it back with pgstow undelete --repository '${store.url}'`,
  });
}

/** An error of who could not open a repository, with how its key slots come back where somebody has deleted them. */
export async function explainHidden(store: Store, thrown: unknown): Promise<unknown> {
  if (!(thrown instanceof PgstowError) || thrown.code !== 'input') return thrown;
  if (!(await hidesLocked(store, allKeySlotsPrefix))) return thrown;
  if (thrown instanceof KeysRotated) return explainRotation(store, thrown);
  return new PgstowError(thrown.code, thrown.message, {
    hint: `${thrown.hint}; key slots were deleted that are locked, and so still there: bring them back with pgstow undelete --repository '${store.url}'`,
    cause: thrown,
  });
}

/** Whoever has the credentials of the runs and a key can rotate the keys as well. */
function explainRotation(store: Store, thrown: KeysRotated): KeysRotated {
  const { code, message, hint, since = 2 } = thrown;
  const from = generationKey(since).slice(allGenerationsPrefix.length, -'.json'.length);
  const explained = new KeysRotated(code, message, {
    hint: `${hint}; if none of you has rotated them, bring the key slots of before back with pgstow undelete --repository '${store.url}', and then delete what is in ${allGenerationsPrefix} from ${from} on by the tools of the bucket`,
    cause: thrown,
  });
  explained.since = since;
  return explained;
}

/** False where nothing can be locked, and for who may not ask. */
async function hidesLocked(store: Store, prefix: string): Promise<boolean> {
  const { locks } = store;
  try {
    if (!locks || !(await locks.bucket()).lockable) return false;
    const now = await store.clock();
    for await (const { key, hidden, versions } of locks.versions(prefix)) {
      if (!hidden) continue;
      for (const { version } of versions) {
        const lock = await locks.lockOf(key, { version });
        if (lock && isLocked(lock, now)) return true;
      }
    }
    return false;
  } catch {
    return false; // the error that there was is the one to tell
  }
}
