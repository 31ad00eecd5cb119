import { createHash, randomBytes } from 'node:crypto';
import { lstat, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { StoredObject } from '../store.ts';

export interface ObjectCacheOptions {
  /** Called once, before the folder is first looked into: may bring back into it what was kept elsewhere. */
  readonly prepare?: (() => Promise<void>) | undefined;
  /** Bytes of all entries together; what would be more is not kept. */
  readonly limit?: number;
}

const usualLimit = 256 * 1024 * 1024;

/**
 * Copies of objects in a folder of this machine, a file each, by key and by what a listing told of the object: size, time and
 * ETag. Nothing here ever rejects: a folder that cannot be read has nothing, one that cannot be written keeps nothing. And
 * nothing here is to be believed: anybody may have written into the folder.
 */
export class ObjectCache {
  readonly #folder: string;
  readonly #prepare: () => Promise<void>;
  readonly #limit: number;
  #entries: Promise<Map<string, number>> | undefined;
  #isWritable = true;

  /** Only the last part of the folder's path is made, should it not be there. */
  constructor(folder: string, { prepare = async () => {}, limit = usualLimit }: ObjectCacheOptions = {}) {
    this.#folder = folder;
    this.#prepare = prepare;
    this.#limit = limit;
  }

  /** What is kept of an object as it was listed, of the right size. */
  async find(object: StoredObject): Promise<Buffer | undefined> {
    const name = entryOf(object);
    if (name === undefined || !(await this.#open()).has(name)) return undefined;
    try {
      const path = join(this.#folder, name);
      const found = await lstat(path);
      if (found.isFile() && found.size === object.size) return await readFile(path); // no link, no pipe that never ends
    } catch {
      // gone, or not to be read
    }
    await this.forget([name]);
    return undefined;
  }

  async keep(object: StoredObject, bytes: Buffer): Promise<void> {
    const name = entryOf(object);
    const entries = await this.#open();
    if (name === undefined || !this.#isWritable || totalOf(entries) + bytes.length > this.#limit) return;
    const temporary = join(this.#folder, `${name}.${randomBytes(6).toString('hex')}`);
    try {
      await writeFile(temporary, bytes, { mode: 0o600, flag: 'wx' });
      await rename(temporary, join(this.#folder, name));
      entries.set(name, bytes.length);
    } catch {
      this.#isWritable = false; // full, or not ours to write: once is enough
      await rm(temporary, { force: true }).catch(() => {});
    }
  }

  /** The names of the entries of the keys that begin so. */
  async entriesUnder(prefix: string): Promise<string[]> {
    const beginning = nameOf(prefix);
    return [...(await this.#open()).keys()].filter((name) => name.startsWith(beginning));
  }

  async forget(names: Iterable<string>): Promise<void> {
    const entries = await this.#open();
    for (const name of names) {
      entries.delete(name);
      await rm(join(this.#folder, name), { force: true, recursive: true }).catch(() => {});
    }
  }

  #open(): Promise<Map<string, number>> {
    this.#entries ??= this.#prepare()
      .catch(() => {})
      .then(() => sizesIn(this.#folder));
    return this.#entries;
  }
}

/** The name of an object's entry; undefined where the store does not tell one content from another. */
export function entryOf({ key, size, modified, etag }: StoredObject): string | undefined {
  if (etag === undefined) return undefined;
  const entity = createHash('sha256').update(JSON.stringify([etag, size, modified.getTime()]));
  return `${nameOf(key)}~${entity.digest('hex').slice(0, 32)}`;
}

/** No key has a `~`. */
function nameOf(key: string): string {
  return key.replaceAll('/', '~');
}

function totalOf(entries: ReadonlyMap<string, number>): number {
  return [...entries.values()].reduce((sum, size) => sum + size, 0);
}

async function sizesIn(folder: string): Promise<Map<string, number>> {
  const sizes = new Map<string, number>();
  try {
    await mkdir(folder, { mode: 0o700 }).catch(() => {});
    for (const name of await readdir(folder)) sizes.set(name, (await lstat(join(folder, name))).size);
  } catch {
    // what can be seen of it is enough
  }
  return sizes;
}
