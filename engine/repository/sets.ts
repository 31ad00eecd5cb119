import { PgstowError } from '../errors.ts';
import { readStamp, stampSize } from '../seal/stamp.ts';
import { didYouMean } from '../spec/nearMatches.ts';
import type { ObjectLock } from '../store/objectLocks.ts';
import { replaceLocked } from '../store/replaceLocked.ts';
import type { ReadOptions, Store, StoredObject, StoreOptions } from '../store/store.ts';
import { type BlobNames, decodeBlobNames } from './blobNames.ts';
import type { ContentItem, SetName } from './contents.ts';
import { blobsInUnproved, checkStored, decodeContents, type EncodedContents } from './contentsFile.ts';
import { originalOf, timeOfId } from './ids.ts';
import { inParallel } from './inParallel.ts';
import {
  allSetsPrefix,
  blobNamesKey,
  contentsKey,
  definitionsKey,
  manifestKey,
  parseManifestKey,
  parseSetKey,
  planSetsPrefix,
} from './keys.ts';
import { listParsed } from './listing.ts';
import type { SetManifest } from './manifest.ts';
import { decodeManifest, encodeManifest } from './manifestFile.ts';
import { type AvailableRange, newestOf, noneAt, passedOver, rangeOf } from './rangeOfSets.ts';
import { decodeTombstone, encodeTombstone, type Tombstone } from './tombstone.ts';
import { openVault, type Vault } from './vault.ts';

/** A set in a list: one whose manifest is damaged is there too, and says what is wrong. */
export type ListedSet =
  | { readonly state: 'complete'; readonly plan: string; readonly set: string; readonly manifest: SetManifest }
  | { readonly state: 'damaged'; readonly plan: string; readonly set: string; readonly error: PgstowError };

/** All that is stored of a set, whether it exists or not. */
export interface SetObjects extends SetName {
  /** By what their keys have after the set's folder, such as `manifest.json`. */
  readonly parts: ReadonlyMap<string, StoredObject>;
}

export interface ListOptions extends StoreOptions {
  /** At most so many, the newest. */
  readonly limit?: number | undefined;
  /** Every manifest is read from the store itself, whatever a cache has: for who wants to know what is stored. */
  readonly fromStore?: boolean | undefined;
  /** What is stored of them, where that has just been listed: then it is not listed again. */
  readonly objects?: readonly SetObjects[] | undefined;
}

/** What of a set is put in the place of what is damaged. */
export interface Mended {
  readonly definitions?: Buffer | undefined;
  readonly contents?: EncodedContents | undefined;
  /** What has become of its manifest, where it is to be written. */
  readonly manifest?: 'damaged' | 'lost' | undefined;
  /** Locks what is written. */
  readonly lock?: ObjectLock | undefined;
}

export interface CommitOptions {
  /** What the contents of a copied set are called at its source. */
  readonly blobNames?: Buffer | undefined;
  /** Locks what is written. */
  readonly lock?: ObjectLock | undefined;
}

/** Who writes a tombstone, and when. */
export type Undertaker = Pick<Tombstone, 'at' | 'by'>;

/**
 * The sets of a repository. A set exists when its manifest does: what an interrupted run left is nowhere to be seen. What
 * becomes of a set is decided once, by who first writes under its manifest's key: its maker the manifest, or somebody else a
 * tombstone.
 */
export class Sets {
  readonly #store: Store;
  readonly #vault: Vault;

  constructor(store: Store, vault: Vault = openVault) {
    this.#store = store;
    this.#vault = vault;
  }

  /** The sets of a plan, or all; the newest first, and at most `limit`. */
  async list(
    plan?: string,
    { limit = Number.POSITIVE_INFINITY, fromStore, objects, signal }: ListOptions = {},
  ): Promise<ListedSet[]> {
    const parse = (key: string, listed: StoredObject) => {
      const name = parseManifestKey(key);
      return name && { ...name, ...(!fromStore && { listed }) };
    };
    const manifests = objects?.flatMap(({ parts }) => parts.get('manifest.json') ?? []);
    const found =
      manifests?.flatMap((object) => parse(object.key, object) ?? []) ??
      (await listParsed(this.#store, prefixOf(plan), parse, { signal }));
    const names = found.sort((a, b) => (a.set < b.set ? 1 : -1));
    const sets: ListedSet[] = [];
    while (names.length > 0 && sets.length < limit) {
      const next = names.splice(0, limit - sets.length); // some have tombstones in their places
      const some = await inParallel(next, ({ plan, set, listed }) => this.#listed(plan, set, { signal, listed }));
      sets.push(...some.filter((listed) => listed !== undefined));
    }
    return sets;
  }

  /** One set's manifest, whatever plan it is of. */
  async get(set: string, options?: StoreOptions): Promise<SetManifest> {
    const found = await listParsed(this.#store, allSetsPrefix, parseManifestKey, options);
    const known = await this.#called(
      set,
      found.filter((each) => originalOf(each.set) === set || each.set === set),
      options,
    );
    if (known) return this.#standing(known.plan, known.set, options);
    throw new PgstowError('input', `there is no set ${JSON.stringify(set)} in this repository`, {
      hint: didYouMean(
        set,
        found.map((each) => each.set),
        'pgstow sets shows those that there are',
      ),
    });
  }

  /**
   * The newest set of a plan, or the newest whose snapshot was taken at `instant` or before. A damaged one that might be
   * newer is never passed over in silence: the error names it, and the set to ask for instead. Every manifest is read: the ids
   * are dated by the clocks of the machines that made the sets, and one of those may have been wrong.
   */
  async newestAt(plan: string, instant?: Date, options?: StoreOptions): Promise<SetManifest> {
    const until = instant?.getTime() ?? Number.POSITIVE_INFINITY;
    const sets = await this.list(plan, options);
    const newest = newestOf(manifestsOf(sets), until);
    for (const listed of sets) {
      if (listed.state !== 'damaged' || timeOfId(listed.set) > until || (newest && listed.set < newest.set)) continue;
      throw passedOver(listed.error, newest);
    }
    if (newest) return newest;
    throw noneAt(plan, instant, rangeOf(manifestsOf(sets)));
  }

  /** From when to when a plan's sets reach; undefined when it has none. */
  async range(plan: string, options?: StoreOptions): Promise<AvailableRange | undefined> {
    const sets = await this.list(plan, options);
    return rangeOf(manifestsOf(sets));
  }

  /** What is stored of each set, of a plan or of all, tombstones and what interrupted runs left included. */
  async objects(plan?: string, options?: StoreOptions): Promise<SetObjects[]> {
    const found = new Map<string, SetName & { parts: Map<string, StoredObject> }>();
    for await (const object of this.#store.list(prefixOf(plan), options)) {
      const name = parseSetKey(object.key);
      if (!name) continue;
      const id = `${name.plan}/${name.set}`;
      const known = found.get(id) ?? { plan: name.plan, set: name.set, parts: new Map() };
      found.set(id, known);
      known.parts.set(name.part, object);
    }
    return [...found.values()];
  }

  /** A set as a list shows it; undefined when there is none. */
  async find({ plan, set }: SetName, options?: ReadOptions): Promise<ListedSet | undefined> {
    return this.#listed(plan, set, options);
  }

  /** The tombstone in a set's place; undefined when there is anything else, or nothing. */
  async tombstone({ plan, set }: SetName, options?: StoreOptions): Promise<Tombstone | undefined> {
    try {
      return decodeTombstone(await this.#open(manifestKey(plan, set), options), plan, set);
    } catch (thrown) {
      if (thrown instanceof PgstowError && thrown.code === 'damaged') return undefined;
      throw thrown;
    }
  }

  /** Whether a set exists, or did until it was removed. Of a set that may still be being made this says nothing. */
  async wasCommitted(name: SetName, options?: StoreOptions): Promise<boolean> {
    const tombstone = await this.tombstone(name, options);
    return tombstone ? tombstone.why === 'removed' : (await this.find(name, options)) !== undefined;
  }

  /** Keeps a set from ever being committed, unless it is already. Says what has become of it, now and for ever. */
  async abandon(name: SetName, by: Undertaker): Promise<'abandoned' | 'committed'> {
    if (
      await this.#store.create(manifestKey(name.plan, name.set), this.#sealed({ ...name, why: 'abandoned', ...by }))
    ) {
      return 'abandoned';
    }
    return (await this.tombstone(name)) ? 'abandoned' : 'committed';
  }

  /** Makes a set not exist any more. The tombstone keeps a repetition of its commit from bringing it back. */
  async remove(name: SetName, by: Undertaker): Promise<void> {
    await this.#store.replace(manifestKey(name.plan, name.set), this.#sealed({ ...name, why: 'removed', ...by }));
  }

  /** The blobs that the contents of a set that exists no more speak of; none where they cannot be read. */
  async formerBlobs({ plan, set }: SetName, options?: StoreOptions): Promise<Set<string>> {
    const key = contentsKey(plan, set);
    try {
      return await blobsInUnproved(await this.#open(key, options));
    } catch (thrown) {
      if (thrown instanceof PgstowError && thrown.code === 'damaged') return new Set();
      throw thrown;
    }
  }

  /**
   * Makes a set exist. All its blobs must be stored. The manifest is written last, for it is what makes the set visible;
   * once begun this is not to be aborted, and repeating it after a lost answer is harmless. Rejects with `lost` when somebody
   * has declared the run dead.
   */
  async commit(
    manifest: SetManifest,
    definitions: Buffer,
    contents: EncodedContents,
    { blobNames, lock }: CommitOptions = {},
  ): Promise<void> {
    const { plan, set } = manifest;
    checkStored(definitions, manifest.definitions, definitionsKey(plan, set));
    checkStored(Buffer.concat(contents.body), manifest.contents, contentsKey(plan, set));
    await this.#createSame(definitionsKey(plan, set), [definitions], lock);
    await this.#createSame(contentsKey(plan, set), contents.body, lock);
    if (blobNames) await this.#createSame(blobNamesKey(plan, set), [blobNames], lock);
    await this.#createSame(manifestKey(plan, set), [encodeManifest(manifest)], lock);
  }

  /**
   * Puts what is given of a set in the place of what is damaged of it: the manifest last, for it is what leads to the rest. Each is written
   * whole, locked as what was there, and may be written again. Under a lease of a reader: a set that is removed meanwhile is not to come back, so its manifest is written
   * only where no tombstone stands, and where nothing stands only if nothing has come. Rejects with `lost`, `conflict` or `input` then.
   */
  async mend(manifest: SetManifest, { definitions, contents, manifest: state, lock }: Mended): Promise<void> {
    const { plan, set } = manifest;
    const put = (key: string, body: readonly Buffer[]) =>
      replaceLocked(this.#store, key, this.#vault.sealRecord(key, body), { lock });
    if (definitions) {
      checkStored(definitions, manifest.definitions, definitionsKey(plan, set));
      await put(definitionsKey(plan, set), [definitions]);
    }
    if (contents) await put(contentsKey(plan, set), contents.body);
    if (state === undefined) return;
    const key = manifestKey(plan, set);
    if (state === 'lost') return this.#createSame(key, [encodeManifest(manifest)], lock);
    const tombstone = await this.tombstone(manifest);
    if (tombstone) throw gone(tombstone);
    await put(key, [encodeManifest(manifest)]);
  }

  /** A set's pg_dump archive, proved to be what the manifest says. */
  async readDefinitions({ plan, set, definitions }: SetManifest, options?: StoreOptions): Promise<Buffer> {
    const key = definitionsKey(plan, set);
    const archive = await this.#open(key, options);
    checkStored(archive, definitions, key);
    return archive;
  }

  /** What a set holds, proved to be what the manifest says. */
  async readContents({ plan, set, contents }: SetManifest, options?: ReadOptions): Promise<ContentItem[]> {
    const key = contentsKey(plan, set);
    return decodeContents(await this.#open(key, options), contents, key);
  }

  /** What the blobs of a copied set are called in the repository that it was copied from; undefined where that is not kept. */
  async readBlobNames({ plan, set }: SetName, options?: StoreOptions): Promise<BlobNames | undefined> {
    const key = blobNamesKey(plan, set);
    if ((await this.#store.size(key, options)) === undefined) return undefined;
    return decodeBlobNames(await this.#open(key, options), key);
  }

  /** The id of the keys that have sealed a manifest: undefined of the first ones, and where nothing is there any more. */
  async sealedWith({ plan, set }: SetName, options?: StoreOptions): Promise<string | undefined> {
    try {
      return readStamp(await this.#store.get(manifestKey(plan, set), { offset: 0, length: stampSize }, options));
    } catch (thrown) {
      if (thrown instanceof PgstowError && thrown.code === 'damaged') return undefined;
      throw thrown;
    }
  }

  async #listed(plan: string, set: string, options?: ReadOptions): Promise<ListedSet | undefined> {
    try {
      const manifest = await this.#read(plan, set, options);
      return 'why' in manifest ? undefined : { state: 'complete', plan, set, manifest };
    } catch (thrown) {
      if (!(thrown instanceof PgstowError) || !['damaged', 'unsupported'].includes(thrown.code)) throw thrown;
      const gone = (await this.#store.size(manifestKey(plan, set), options)) === undefined; // deleted while we listed
      return gone ? undefined : { state: 'damaged', plan, set, error: thrown };
    }
  }

  /** The set of this id; where that was never finished, the copy of it that was, such as `<id>.1`. */
  async #called(set: string, found: readonly SetName[], options?: StoreOptions): Promise<SetName | undefined> {
    const exact = found.find((each) => each.set === set);
    const others = found.filter((each) => each !== exact);
    if (others.length === 0 || (exact && !(await this.tombstone(exact, options)))) return exact ?? others[0];
    for (const each of others) if (!(await this.tombstone(each, options))) return each;
    return exact ?? others[0];
  }

  async #standing(plan: string, set: string, options?: StoreOptions): Promise<SetManifest> {
    const manifest = await this.#read(plan, set, options);
    if ('why' in manifest) throw gone(manifest);
    return manifest;
  }

  async #read(plan: string, set: string, options?: ReadOptions): Promise<SetManifest | Tombstone> {
    const stored = await this.#open(manifestKey(plan, set), options);
    return decodeTombstone(stored, plan, set) ?? decodeManifest(stored, plan, set);
  }

  #sealed(tombstone: Tombstone): readonly Buffer[] {
    return this.#vault.sealRecord(manifestKey(tombstone.plan, tombstone.set), [encodeTombstone(tombstone)]);
  }

  async #open(key: string, options?: ReadOptions): Promise<Buffer> {
    return this.#vault.openRecord(key, await this.#store.get(key, undefined, options));
  }

  /** Creates an object; that it is there already is fine when it is the same, and then it is locked as long as it is to be. */
  async #createSame(key: string, body: readonly Buffer[], lock: ObjectLock | undefined): Promise<void> {
    if (await this.#store.create(key, this.#vault.sealRecord(key, body), { lock })) return;
    const there = await this.#open(key);
    if (there.equals(Buffer.concat(body))) {
      if (lock) await this.#store.locks?.extend(key, lock);
      return;
    }
    const { plan, set } = parseSetKey(key)!;
    const tombstone = decodeTombstone(there, plan, set);
    if (tombstone) throw takenOver(tombstone);
    throw new PgstowError('conflict', `${key} is there already, with another content`, {
      hint: 'another run has taken the same id of a set: run the backup again',
      retryable: true,
    });
  }
}

function manifestsOf(sets: readonly ListedSet[]): SetManifest[] {
  return sets.flatMap((listed) => (listed.state === 'complete' ? listed.manifest : []));
}

function gone({ plan, set, why, at, by }: Tombstone): PgstowError {
  const what = why === 'removed' ? 'was removed' : 'was never finished: its run was declared dead';
  return new PgstowError('input', `set ${set} of plan ${plan} ${what}, ${at} by ${by}`, {
    hint: `pgstow sets ${plan} shows those that there are`,
  });
}

function takenOver({ plan, set, at, by }: Tombstone): PgstowError {
  return new PgstowError(
    'lost',
    `the backup of plan ${plan} was declared dead ${at} by ${by}, and its set ${set} is not committed`,
    {
      hint: 'it had not been heard of for a minute: its machine slept, or did not reach the repository; run it again',
      retryable: true,
    },
  );
}

function prefixOf(plan: string | undefined): string {
  return plan === undefined ? allSetsPrefix : planSetsPrefix(plan);
}
