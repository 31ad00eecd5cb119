import { PgstowError } from '../errors.ts';
import type { Store, StoreOptions } from '../store/store.ts';

/**
 * Removes an object with its versions; that it is not there is no error. One that is locked stays as it is, to be seen again: behind a
 * delete marker nobody could tell it from what somebody has deleted who should not. Who may not ask about versions, or delete them,
 * leaves them to a lifecycle rule of the bucket.
 */
export async function freeObject(store: Store, key: string, options: StoreOptions = {}): Promise<void> {
  const bucket = await store.locks?.bucket(options).catch(() => undefined);
  if (!store.locks || !bucket?.versioned) return store.delete(key, options);
  try {
    await store.locks.free(key, options);
  } catch (thrown) {
    if (!(thrown instanceof PgstowError) || thrown.code !== 'store' || thrown.retryable) throw thrown;
    if ((await store.size(key, options)) !== undefined) await store.delete(key, options);
  }
}
