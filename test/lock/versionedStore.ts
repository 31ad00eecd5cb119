import {
  isLocked,
  type KeptVersion,
  type KeptVersions,
  type ObjectLock,
  type ObjectLocks,
  type StandingLock,
  type VersionOptions,
} from '../../engine/store/objectLocks.ts';
import type { Body, WriteOptions } from '../../engine/store/store.ts';
import { MemoryStore } from '../store/memory.ts';

interface Version extends KeptVersion {
  readonly bytes: Buffer;
  /** Undefined where it is a delete marker. */
  lock: StandingLock | undefined;
}

/** A bucket with object lock, kept in this process: it keeps all versions, and lets nobody remove what is locked. */
export class VersionedStore extends MemoryStore {
  override readonly checksummed = true;
  readonly locks: ObjectLocks;
  /** The newest first. */
  readonly #kept = new Map<string, Version[]>();
  readonly #clock: () => Date;
  #written = 0;

  constructor(now: () => Date = () => new Date()) {
    super(now);
    this.#clock = now;
    this.locks = this.#locks();
  }

  /** Another one that keeps the same. */
  async fork(): Promise<VersionedStore> {
    const fork = new VersionedStore(this.#clock);
    for await (const { key } of this.list('')) await fork.replace(key, await this.get(key));
    for (const [key, versions] of this.#kept)
      fork.#kept.set(
        key,
        versions.map((each) => ({ ...each })),
      );
    fork.#written = this.#written;
    return fork;
  }

  override async create(key: string, body: Body, options: WriteOptions = {}): Promise<boolean> {
    const isNew = await super.create(key, body);
    if (isNew) this.#keep(key, body, options.lock);
    return isNew;
  }

  override async replace(key: string, body: Body, options: WriteOptions = {}): Promise<void> {
    this.#keep(key, body, options.lock);
    await super.replace(key, body);
  }

  override async delete(key: string): Promise<void> {
    if ((await this.size(key)) !== undefined) this.#keep(key, Buffer.alloc(0), 'marker');
    await super.delete(key);
  }

  #locks(): ObjectLocks {
    return {
      bucket: async () => ({ versioned: true, lockable: true }),
      lockOf: async (key, options) => {
        const found = this.#find(key, options);
        return found?.lock && { ...found.lock, version: found.version };
      },
      extend: async (key, lock, options) => {
        const found = this.#find(key, options)!;
        const until = new Date(Math.max(lock.until.getTime(), found.lock!.until?.getTime() ?? 0));
        found.lock = { ...found.lock!, mode: found.lock!.mode ?? lock.mode, until };
        return found.lock.mode!;
      },
      hold: async (key, held, options) => {
        const found = this.#find(key, options)!;
        found.lock = { ...found.lock!, held };
      },
      versions: (prefix) => this.#versions(prefix),
      removeVersion: async (key, version) => {
        const found = this.#find(key, { version });
        if (found && this.#isLocked(found)) return false;
        await this.#remove(key, version);
        return true;
      },
      free: async (key) => {
        const locked = this.#kept.get(key)?.find((each) => this.#isLocked(each));
        if (!locked) for (const { version } of this.#kept.get(key) ?? []) await this.#remove(key, version);
        return locked?.lock;
      },
      isSame: async (key, one, other) => this.#find(key, one)!.bytes.equals(this.#find(key, other)!.bytes),
      copyOnTop: async (key, version, lock) => this.replace(key, this.#find(key, { version })!.bytes, { lock }),
    };
  }

  async *#versions(prefix: string): AsyncGenerator<KeptVersions> {
    for (const [key, all] of [...this.#kept].sort(([a], [b]) => (a < b ? -1 : 1))) {
      if (!key.startsWith(prefix) || all.length === 0) continue;
      const markers = all.filter(({ lock }) => !lock).map(({ version }) => version);
      yield { key, versions: all.filter(({ lock }) => lock), markers, hidden: all[0]!.lock === undefined };
    }
  }

  #find(key: string, { version }: VersionOptions = {}): Version | undefined {
    const all = this.#kept.get(key) ?? [];
    return version === undefined ? all[0] : all.find((each) => each.version === version);
  }

  #keep(key: string, body: Body, lock: ObjectLock | 'marker' | undefined): void {
    const bytes = Buffer.concat(body instanceof Uint8Array ? [body] : body);
    const about = { version: `v${++this.#written}`, size: bytes.length, modified: this.#clock(), etag: undefined };
    const standing = lock === 'marker' ? undefined : { ...lock, held: false };
    this.#kept.set(key, [{ ...about, bytes, lock: standing }, ...(this.#kept.get(key) ?? [])]);
  }

  async #remove(key: string, version: string): Promise<void> {
    const left = (this.#kept.get(key) ?? []).filter((each) => each.version !== version);
    this.#kept.set(key, left);
    if (left[0]?.lock) await super.replace(key, left[0].bytes);
    else await super.delete(key);
  }

  #isLocked({ lock }: Version): boolean {
    return lock !== undefined && isLocked(lock, this.#clock());
  }
}
