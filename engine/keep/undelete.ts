import { PgstowError, throwIfAborted } from '../errors.ts';
import { type HiddenObject, hiddenObjects, lockLike } from '../lock/hiddenObjects.ts';
import { oddVersions } from '../lock/oddVersions.ts';
import type { ObjectLocks } from '../store/objectLocks.ts';
import { type AccessKey, openStore } from '../store/openStore.ts';
import type { Store } from '../store/store.ts';

export interface UndeleteOptions {
  /** Only say what would be brought back. */
  readonly dryRun?: boolean | undefined;
  /** An access key for the bucket. Default: the SDK's usual chain of credentials. */
  readonly credentials?: AccessKey | undefined;
  readonly signal?: AbortSignal;
}

/** An object that is what it was when it was locked. */
export interface UndeletedObject {
  readonly key: string;
  /** What had become of it. */
  readonly how: 'deleted' | 'overwritten';
  /** ISO 8601: until when it is locked; absent under a legal hold without a lock. */
  readonly lockedUntil?: string | undefined;
  /** Absent where it was brought back, or would be. */
  readonly error?: string | undefined;
}

export interface Undeleted {
  readonly repository: string;
  readonly objects: readonly UndeletedObject[];
}

/**
 * Brings back what somebody has deleted or overwritten while it was locked: of what is written once the oldest version that is locked
 * counts, whatever stands above it. Needs no key, and no repository that can be opened; so it is what to begin with when all seems gone.
 * Delete markers and newer versions are removed; where a newer one is locked too, the right content is put on top of it.
 *
 * Rejects with `unsupported` where nothing can be locked, `store` or `interrupted`. What could not be brought back is in the result.
 */
export async function undelete(url: string, { credentials, ...options }: UndeleteOptions = {}): Promise<Undeleted> {
  return undeleteIn(await openStore(url, { credentials }), options);
}

/** The same in a store that is open. */
export async function undeleteIn(
  store: Store,
  { dryRun = false, signal = new AbortController().signal }: Omit<UndeleteOptions, 'credentials'> = {},
): Promise<Undeleted> {
  const locks = store.locks;
  if (!locks || !(await locks.bucket({ signal })).lockable) throw nothingLocked(store.url);
  const odd = await oddVersions(locks, signal);
  const hidden = await hiddenObjects(locks, odd.values(), await store.clock(signal), signal);
  const objects: UndeletedObject[] = [];
  for (const each of hidden) {
    throwIfAborted(signal);
    const error = dryRun ? undefined : await failureOf(() => bringBack(locks, each, signal));
    const { key, how, lock } = each;
    const lockedUntil = lock.until?.toISOString();
    objects.push({ key, how, ...(lockedUntil && { lockedUntil }), ...(error && { error }) });
  }
  return { repository: store.url, objects };
}

async function bringBack(
  locks: ObjectLocks,
  { key, version, lock, kept }: HiddenObject,
  signal: AbortSignal,
): Promise<void> {
  const newer = kept.versions.slice(
    0,
    kept.versions.findIndex((each) => each.version === version),
  );
  let covered = false;
  for (const each of newer) covered = !(await locks.removeVersion(key, each.version, { signal })) || covered;
  for (const marker of kept.markers) await locks.removeVersion(key, marker, { signal });
  if (covered) await locks.copyOnTop(key, version, lockLike(lock), { signal });
}

/** One that fails keeps no other from being brought back. */
async function failureOf(work: () => Promise<void>): Promise<string | undefined> {
  try {
    await work();
    return undefined;
  } catch (thrown) {
    if (!(thrown instanceof PgstowError) || thrown.code === 'interrupted') throw thrown;
    return thrown.message;
  }
}

function nothingLocked(url: string): PgstowError {
  return new PgstowError('unsupported', `nothing in ${url} is locked: it is no bucket with object lock`, {
    hint: 'where the bucket keeps versions, remove delete markers by the tools of its service; else bring objects back from a copy of the repository',
  });
}
