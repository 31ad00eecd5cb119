import { PgstowError } from '../errors.ts';
import type { ObjectLock } from './objectLocks.ts';
import type { Body, Store, StoreOptions, WriteOptions } from './store.ts';

/** A lock needs an end that is still to come when the request arrives: milliseconds. */
const leastLock = 60_000;

/** Writes an object over whatever stands there, locked as long as anything that is kept under its key, and as long as is asked for. */
export async function replaceLocked(
  store: Store,
  key: string,
  body: Body,
  { lock, ...options }: WriteOptions = {},
): Promise<void> {
  const there = await longestLock(store, key, options);
  const longer = there && (!lock || there.until > lock.until) ? there : lock;
  await store.replace(key, body, { ...options, lock: longer });
}

/** The longest lock of all versions of an object; undefined where nothing is locked. */
async function longestLock(store: Store, key: string, options: StoreOptions = {}): Promise<ObjectLock | undefined> {
  const { locks } = store;
  const bucket = await locks?.bucket(options).catch(unlessPassing);
  if (!locks || !bucket?.lockable) return undefined;
  const least = new Date((await store.clock(options.signal)).getTime() + leastLock);
  let longest: ObjectLock | undefined;
  for await (const kept of locks.versions(key, options)) {
    for (const { version } of kept.key === key ? kept.versions : []) {
      const { mode, until } = (await locks.lockOf(key, { ...options, version })) ?? {};
      if (mode && until && until > (longest?.until ?? least)) longest = { mode, until };
    }
  }
  return longest;
}

/** Who may not ask does without; what cannot be asked just now is not taken to be unlocked. */
function unlessPassing(thrown: unknown): undefined {
  if (!(thrown instanceof PgstowError) || thrown.code === 'interrupted' || thrown.retryable) throw thrown;
}
