import { randomInt } from 'node:crypto';
import type { SetName } from '../repository/contents.ts';
import { inParallel } from '../repository/inParallel.ts';
import { blobKey } from '../repository/keys.ts';
import type { Repository } from '../repository/repository.ts';
import type { LockSpec } from '../spec/lockSchema.ts';
import type { KeptVersions, LockMode, ObjectLock, ObjectLocks } from '../store/objectLocks.ts';
import { lockEnd } from './lockDates.ts';
import { firstVersion, oddVersions } from './oddVersions.ts';
import { requireLocks } from './requireLocks.ts';
import { rootObjects } from './rootObjects.ts';

/** So many older sets are looked into for what they have locked already. */
const mostNeighbours = 3;

/** Of so many blobs of a noted set, chosen at random, the store is asked. */
const mostAsked = 8;

/**
 * What a run locks, and until when: by the store's clock, so that a machine whose clock is wrong neither shortens a lock nor locks for
 * years. What is to be locked is extended before anybody relies on it.
 */
export class Locking {
  readonly lock: ObjectLock;
  readonly odd: ReadonlyMap<string, KeptVersions>;
  readonly #repository: Repository;
  readonly #locks: ObjectLocks;
  readonly #signal: AbortSignal;
  /** Blobs that are known to be locked as long. */
  readonly #covered = new Set<string>();
  #neighboursAsked = false;
  #trusts = true;

  private constructor(
    repository: Repository,
    locks: ObjectLocks,
    lock: ObjectLock,
    odd: ReadonlyMap<string, KeptVersions>,
    signal: AbortSignal,
  ) {
    this.#repository = repository;
    this.#locks = locks;
    this.lock = lock;
    this.odd = odd;
    this.#signal = signal;
  }

  /** Rejects with `unsupported` where nothing can be locked. */
  static async begin(repository: Repository, { mode, days }: LockSpec, signal: AbortSignal): Promise<Locking> {
    const locks = await requireLocks(repository, signal);
    const lock = await lockOf(repository, { mode, days }, signal);
    return new Locking(repository, locks, lock, await oddVersions(locks, signal), signal);
  }

  /** Has all blobs of a set stay locked, but for those that were stored locked; then notes it. To be called before the set is committed. */
  async coverNew(name: SetName, blobs: Iterable<string>, storedLocked: ReadonlySet<string>): Promise<void> {
    for (const blob of storedLocked) this.#covered.add(blob);
    await this.#askNeighbours(name);
    const modes = [
      await this.#extendMissing(await rootObjects(this.#repository, name.plan, this.#signal)),
      await this.#extendBlobs(blobs),
    ];
    await this.#note(name, modes);
  }

  /** The same of a set that is there, with its own objects. */
  async coverStanding(name: SetName, blobs: Iterable<string>, objects: readonly string[]): Promise<void> {
    await this.#askNeighbours(name);
    await this.#note(name, [await this.#extendBlobs(blobs), await this.#extend(objects)]);
    await this.#repository.locks.forgetBefore(
      { ...name, mode: this.lock.mode, until: this.lock.until.toISOString() },
      { signal: this.#signal },
    );
  }

  /** Whether it is noted, by who has the key, that a set is locked as long. */
  async isCovered(name: SetName): Promise<boolean> {
    if (!this.#trusts) return false;
    const noted = await this.#repository.locks.of(name, { signal: this.#signal });
    return noted !== undefined && new Date(noted.until) >= this.lock.until;
  }

  /** Whether the store itself says so of some of the blobs of a set that is noted to be locked as long: a note can be written by whoever has the key. */
  async isSo(blobs: ReadonlySet<string>): Promise<boolean> {
    const left = [...blobs];
    const some = Array.from({ length: Math.min(left.length, mostAsked) }, () => {
      return left.splice(randomInt(left.length), 1)[0]!;
    });
    const locks = await inParallel(some.map(blobKey), (key) =>
      this.#locks.lockOf(key, { version: this.#version(key), signal: this.#signal }),
    );
    return locks.every((lock) => lock?.until !== undefined && lock.until >= this.lock.until);
  }

  /** No note is believed from here on. */
  distrust(): void {
    this.#trusts = false;
  }

  /** What neighbouring sets have had locked as long need not be extended again. */
  async #askNeighbours({ plan }: SetName): Promise<void> {
    if (this.#neighboursAsked) return;
    this.#neighboursAsked = true;
    const { locks, sets } = this.#repository;
    const listed = await locks.listed(plan, { signal: this.#signal });
    const long = [...listed].filter(([, until]) => until >= this.lock.until).map(([id]) => id);
    for (const id of long.sort().reverse().slice(0, mostNeighbours)) {
      const set = id.slice(plan.length + 1);
      const found = (await this.isCovered({ plan, set })) && (await sets.find({ plan, set }, { signal: this.#signal }));
      if (!found || found.state === 'damaged') continue;
      const blobs = await blobsOf(this.#repository, found.manifest, this.#signal);
      if (await this.isSo(blobs)) for (const blob of blobs) this.#covered.add(blob);
    }
  }

  async #extendBlobs(blobs: Iterable<string>): Promise<LockMode> {
    const missing = [...new Set(blobs)].filter((blob) => !this.#covered.has(blob));
    const mode = await this.#extend(missing.map(blobKey));
    for (const blob of missing) this.#covered.add(blob);
    return mode;
  }

  /** Few objects: it is asked of each how long it is locked. */
  async #extendMissing(keys: readonly string[]): Promise<LockMode> {
    const found = await inParallel(keys, async (key) => {
      const there = await this.#locks.lockOf(key, { version: this.#version(key), signal: this.#signal });
      return there?.until && there.until >= this.lock.until ? [] : [key];
    });
    return this.#extend(found.flat());
  }

  /** Gives the weaker mode, where some of them were locked in another one before. */
  async #extend(keys: readonly string[]): Promise<LockMode> {
    const modes = await inParallel(keys, async (key) => {
      const mode = await this.#locks.extend(key, this.lock, { version: this.#version(key), signal: this.#signal });
      await this.#extendRepaired(key);
      return mode;
    });
    return weakest([this.lock.mode, ...modes]);
  }

  /** What stands above what was there first may be what has repaired it: where it is locked it stays so. */
  async #extendRepaired(key: string): Promise<void> {
    const kept = this.odd.get(key);
    if (!kept || kept.hidden) return;
    const seen = await this.#locks.lockOf(key, { signal: this.#signal });
    if (!seen?.until || seen.version === this.#version(key)) return;
    await this.#locks.extend(key, this.lock, { version: seen.version, signal: this.#signal });
  }

  /** Of what was written over it is what was there first that a set needs. */
  #version(key: string): string | undefined {
    return firstVersion(this.odd, key);
  }

  async #note(name: SetName, modes: readonly LockMode[]): Promise<void> {
    await this.#repository.locks.note(name, { mode: weakest(modes), until: this.lock.until });
  }
}

/** How what is stored from now on is to be locked. */
export async function lockOf(
  { store }: Pick<Repository, 'store'>,
  { mode, days }: LockSpec,
  signal?: AbortSignal,
): Promise<ObjectLock> {
  return { mode, until: lockEnd(await store.clock(signal), days) };
}

/** The blobs that a set needs. */
export async function blobsOf(
  { sets }: Pick<Repository, 'sets'>,
  manifest: Parameters<Repository['sets']['readContents']>[0],
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  const items = await sets.readContents(manifest, { signal });
  return new Set(items.flatMap((item) => ('pieces' in item ? item.pieces.map(({ blob }) => blob) : [])));
}

function weakest(modes: readonly LockMode[]): LockMode {
  return modes.every((mode) => mode === 'COMPLIANCE') ? 'COMPLIANCE' : 'GOVERNANCE';
}
