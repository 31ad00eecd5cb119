import type { Store, StoreOptions } from '../store/store.ts';

/** What `parse` makes of the keys under a prefix; keys that it does not know are left out. Ascending by key. */
export async function listParsed<T>(
  store: Store,
  prefix: string,
  parse: (key: string) => T | undefined,
  options?: StoreOptions,
): Promise<T[]> {
  const found: T[] = [];
  for await (const { key } of store.list(prefix, options)) {
    const parsed = parse(key);
    if (parsed !== undefined) found.push(parsed);
  }
  return found;
}
