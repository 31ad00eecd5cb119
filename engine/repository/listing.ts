import type { Store, StoredObject, StoreOptions } from '../store/store.ts';

/** What `parse` makes of the keys under a prefix; keys that it does not know are left out. Ascending by key. */
export async function listParsed<T>(
  store: Store,
  prefix: string,
  parse: (key: string, object: StoredObject) => T | undefined,
  options?: StoreOptions,
): Promise<T[]> {
  const found: T[] = [];
  for await (const object of store.list(prefix, options)) {
    const parsed = parse(object.key, object);
    if (parsed !== undefined) found.push(parsed);
  }
  return found;
}
