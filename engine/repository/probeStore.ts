import { randomUUID } from 'node:crypto';
import { PgstowError } from '../errors.ts';
import { createOnlyHint } from '../store/createOnly.ts';
import type { Store, StoreOptions } from '../store/store.ts';
import { probeKey } from './keys.ts';

/** What a store does wrong, and what to do about it. */
export interface StoreFault {
  readonly what: string;
  readonly remedy: string;
  /** True when backups and restores work nevertheless. */
  readonly harmless?: boolean;
}

const content = Buffer.from('written by pgstow precheck; may be deleted\n');
const useAnother = 'this storage does not keep what pgstow rests on: use another one';

/**
 * Asks of a store all that a backup, a restore and a clean-up ask of it, with one small object that is removed again. What it
 * refuses rejects; what it pretends to do and does not is returned.
 */
export async function probeStore(store: Store, options: StoreOptions): Promise<StoreFault | undefined> {
  const key = probeKey(randomUUID());
  let fault: StoreFault | undefined;
  try {
    fault = await faultOf(store, key, options);
  } catch (thrown) {
    await store.delete(key).catch(() => {}); // the first error is the one to tell
    throw thrown;
  }
  const undeleted = await deleteFault(store, key);
  if (fault || undeleted) return fault ?? undeleted;
  if ((await store.size(key, options)) === undefined) return undefined;
  return { what: 'still has an object that was deleted', remedy: useAnother };
}

/** Some let nobody delete, so that nobody who breaks in can. */
async function deleteFault(store: Store, key: string): Promise<StoreFault | undefined> {
  try {
    await store.delete(key);
    return undefined;
  } catch (thrown) {
    if (!(thrown instanceof PgstowError) || thrown.code !== 'store' || thrown.retryable) throw thrown;
    const what = `can be written and read, but nothing can be deleted there: ${thrown.message}`;
    return { what, remedy: `${thrown.hint}, unless nothing is ever to be deleted there`, harmless: true };
  }
}

async function faultOf(store: Store, key: string, options: StoreOptions): Promise<StoreFault | undefined> {
  const wrong = (what: string, remedy = useAnother) => ({ what, remedy });
  if (!(await store.create(key, content, options))) return wrong('says that a new object was there already');
  if (await store.create(key, Buffer.from('other'), options))
    return wrong('writes over an object that must be created only', createOnlyHint);
  if (!(await store.get(key, undefined, options)).equals(content))
    return wrong('gives back other bytes than were written');
  if ((await listedSize(store, key, options)) !== content.length)
    return wrong('does not list an object that was written');
  return undefined;
}

async function listedSize(store: Store, key: string, options: StoreOptions): Promise<number | undefined> {
  for await (const object of store.list(key, options)) if (object.key === key) return object.size;
  return undefined;
}
