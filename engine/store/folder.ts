import { type FileHandle, open, readdir, rename, rm, stat, unlink } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { PgstowError, throwIfAborted } from '../errors.ts';
import { linkOnce, makeFolder, removeStale, syncFolder, writeTemporary } from './durable.ts';
import { errno, folderError } from './folderError.ts';
import { checkKey, checkPrefix, isKeyPart } from './key.ts';
import { missingObject, shortObject } from './missing.ts';
import { isShared, seeAnew } from './networkFolder.ts';
import type { Body, ByteRange, ObjectState, Store, StoredObject, StoreOptions } from './store.ts';

/**
 * A folder of a local or mounted file system. An object is a file of the key's name; every write goes to a temporary file
 * beside it, is synced, and then gets its name in one step. Only its owner can read it: these are backups.
 *
 * The folder itself must exist. It is never made on the way, lest a disk that is not mounted be written to beneath its
 * mount point.
 */
export class FolderStore implements Store {
  readonly url: string;
  readonly checksummed = false;
  readonly #root: string;
  readonly #prepared = new Map<string, Promise<void>>();
  #shared: Promise<boolean> | undefined;

  /** `shared`: whether other machines may write to it as well. Default: told by its file system. */
  constructor(folder: string, { shared }: { readonly shared?: boolean } = {}) {
    this.#root = resolve(folder);
    this.url = this.#root;
    if (shared !== undefined) this.#shared = Promise.resolve(shared);
  }

  async create(key: string, body: Body, options: StoreOptions = {}): Promise<boolean> {
    return this.#publish(key, body, options, linkOnce);
  }

  async replace(key: string, body: Body, options: StoreOptions = {}): Promise<void> {
    await this.#publish(key, body, options, async (temporary, path) => {
      await rename(temporary, path);
      return true;
    });
  }

  async get(key: string, range?: ByteRange, options: StoreOptions = {}): Promise<Buffer> {
    const path = this.#path(key, options);
    try {
      await using handle = await open(path, 'r');
      return range ? await readRange(handle, range, key) : await handle.readFile();
    } catch (thrown) {
      if (isAbsent(thrown) && (await this.#isThere())) throw missingObject(key, this.url, thrown);
      throw folderError('read', path, thrown, options.signal);
    }
  }

  async size(key: string, options: StoreOptions = {}): Promise<number | undefined> {
    return (await this.#stored(key, options))?.size;
  }

  async look(key: string, options: StoreOptions = {}): Promise<ObjectState | undefined> {
    const size = await this.size(key, options);
    return size === undefined ? undefined : { size };
  }

  async *list(prefix: string, options: StoreOptions = {}): AsyncGenerator<StoredObject> {
    checkPrefix(prefix);
    yield* this.#walk(prefix.slice(0, prefix.lastIndexOf('/') + 1), prefix, options);
  }

  async delete(key: string, options: StoreOptions = {}): Promise<void> {
    const path = this.#path(key, options);
    try {
      await unlink(path);
      await syncFolder(dirname(path));
    } catch (thrown) {
      if (isAbsent(thrown) && (await this.#isThere())) return;
      throw folderError('delete', path, thrown, options.signal);
    }
  }

  /** The file system's, by a file that it has just dated: behind a network mount it is another machine's. */
  async clock(signal?: AbortSignal): Promise<Date> {
    throwIfAborted(signal);
    try {
      const temporary = await writeTemporary(this.#root, Buffer.from('\n'), signal);
      try {
        return (await stat(temporary)).mtime;
      } finally {
        await rm(temporary, { force: true });
      }
    } catch (thrown) {
      throw folderError('write', this.#root, thrown, signal);
    }
  }

  #path(key: string, options: StoreOptions): string {
    checkKey(key);
    throwIfAborted(options.signal);
    return join(this.#root, key);
  }

  /** `name` gives the finished temporary file its name; false when it must not. */
  async #publish(
    key: string,
    body: Body,
    options: StoreOptions,
    name: (temporary: string, path: string) => Promise<boolean>,
  ): Promise<boolean> {
    const path = this.#path(key, options);
    const folder = dirname(path);
    try {
      await this.#prepare(folder);
      const temporary = await writeTemporary(folder, body, options.signal);
      try {
        return await name(temporary, path);
      } finally {
        await rm(temporary, { force: true });
        await syncFolder(folder); // also for the loser of a race: it relies on the winner's object from now on
      }
    } catch (thrown) {
      throw folderError('write', path, thrown, options.signal);
    }
  }

  /** Once for each folder: makes it, with those above it up to the root, and clears it of what dead writers left. */
  #prepare(folder: string): Promise<void> {
    let prepared = this.#prepared.get(folder);
    if (!prepared) {
      prepared = this.#make(folder).then(() => removeStale(folder));
      prepared.catch(() => this.#prepared.delete(folder));
      this.#prepared.set(folder, prepared);
    }
    return prepared;
  }

  async #make(folder: string): Promise<void> {
    if (folder === this.#root) return;
    const above = dirname(folder);
    if (above !== this.#root) await this.#prepare(above);
    await makeFolder(folder);
  }

  /** `folder` is the beginning of a key: empty, or ending in `/`. */
  async *#walk(folder: string, prefix: string, options: StoreOptions): AsyncGenerator<StoredObject> {
    throwIfAborted(options.signal);
    for (const entry of await this.#entries(folder, prefix, options)) {
      if (typeof entry === 'string') yield* this.#walk(entry, prefix, options);
      else yield entry;
    }
  }

  /** What is in a folder, in order of key: objects, and folders as their name with a `/`. */
  async #entries(folder: string, prefix: string, { signal }: StoreOptions): Promise<(StoredObject | string)[]> {
    const path = join(this.#root, folder);
    try {
      this.#shared ??= isShared(this.#root);
      if (await this.#shared) await seeAnew(path);
      // left out: files that are still being written, and what others have put there
      const found = (await readdir(path, { withFileTypes: true })).filter((entry) => isKeyPart(entry.name));
      // with the slash, as keys are compared: the file "a.b" comes before "a/c", the folder "a" alone would not
      const keys = found.map((entry) => `${folder}${entry.name}${entry.isDirectory() ? '/' : ''}`);
      const wanted = keys.filter((key) => key.startsWith(prefix) || (key.endsWith('/') && prefix.startsWith(key)));
      const entries = await Promise.all(wanted.sort().map((key) => (key.endsWith('/') ? key : this.#stored(key))));
      return entries.filter((entry) => entry !== undefined);
    } catch (thrown) {
      if (isAbsent(thrown) && folder !== '' && (await this.#isThere())) return [];
      throw folderError('list', path, thrown, signal);
    }
  }

  async #stored(key: string, options: StoreOptions = {}): Promise<StoredObject | undefined> {
    const path = this.#path(key, options);
    try {
      const found = await stat(path);
      return found.isFile() ? { key, size: found.size, modified: found.mtime } : undefined;
    } catch (thrown) {
      if (isAbsent(thrown) && (await this.#isThere())) return undefined;
      throw folderError('read', path, thrown, options.signal);
    }
  }

  /** Whether the root can be seen: else what is missing is the disk, not one object. */
  async #isThere(): Promise<boolean> {
    try {
      return (await stat(this.#root)).isDirectory();
    } catch (thrown) {
      throw folderError('read', this.#root, thrown);
    }
  }
}

function isAbsent(thrown: unknown): boolean {
  return ['ENOENT', 'ENOTDIR', 'EISDIR'].includes(errno(thrown) ?? '');
}

async function readRange(handle: FileHandle, { offset, length }: ByteRange, key: string): Promise<Buffer> {
  const { size } = await handle.stat();
  if (offset + length > size) throw shortObject(key, offset + length, size);
  const bytes = Buffer.allocUnsafe(length);
  for (let filled = 0; filled < length; ) {
    const { bytesRead } = await handle.read(bytes, filled, length - filled, offset + filled);
    if (bytesRead === 0) throw new PgstowError('damaged', `${key} became shorter while it was read`);
    filled += bytesRead;
  }
  return bytes;
}
