import { PgstowError } from '../errors.ts';
import type { Repository } from '../repository/repository.ts';
import type { ObjectLocks } from '../store/objectLocks.ts';

const makeOne =
  "make a bucket with object lock (aws s3api create-bucket --object-lock-enabled-for-bucket), which versions it too, and have the plan's sets kept there, or take lock out of the plan";

/** The locks of a repository's store. Rejects with `unsupported` where nothing can be locked. */
export async function requireLocks({ store }: Pick<Repository, 'store'>, signal?: AbortSignal): Promise<ObjectLocks> {
  if (!store.locks) {
    throw new PgstowError('unsupported', `nothing can be locked in ${store.url}: it is a folder`, {
      hint: 'keep the repository in a bucket with object lock, or take lock out of the plan',
    });
  }
  const { versioned, lockable } = await store.locks.bucket({ signal });
  if (lockable) return store.locks;
  const what = versioned ? 'has no object lock' : 'has neither object lock nor versioning';
  throw new PgstowError('unsupported', `nothing can be locked in ${store.url}: its bucket ${what}`, { hint: makeOne });
}
