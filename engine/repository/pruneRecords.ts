import { z } from 'zod';
import type { Store, StoredObject, StoreOptions } from '../store/store.ts';
import type { SetName } from './contents.ts';
import { decodeRecord, encodeRecord } from './jsonRecord.ts';
import { allPrunesPrefix, parsePruneKey, pruneKey } from './keys.ts';
import { publishLines, readLines } from './sealedLines.ts';
import { openVault, type Vault } from './vault.ts';

/** The objects of a prune's record, in the order in which they come to be. None is ever rewritten. */
const pruneParts = ['sets.json', 'sets-spared.json', 'blobs.ndjson.zst', 'blobs-spared.ndjson.zst', 'done.json'];

/** How far a prune has come. */
export interface PruneState {
  readonly prune: string;
  readonly parts: ReadonlyMap<string, StoredObject>;
}

/** Sets that shall go, with who says so. */
export interface SetsProposal {
  readonly sets: readonly SetName[];
  /** ISO 8601. */
  readonly at: string;
  /** `user@host`. */
  readonly by: string;
}

/** A set that stays although it was to go. */
export interface SparedSet extends SetName {
  readonly why: string;
}

/** A blob, by its name, with the bytes that are stored of it. */
export interface DoomedBlob {
  readonly blob: string;
  readonly bytes: number;
}

/**
 * The records of prunes. What is to go is published before anybody looks who objects, and what stays after all is decided by
 * who first publishes that: so all who carry a prune out, at whatever time, do the same.
 */
export class PruneRecords {
  readonly #store: Store;
  readonly #shelf: { readonly store: Store; readonly vault: Vault };

  constructor(store: Store, vault: Vault = openVault) {
    this.#store = store;
    this.#shelf = { store, vault };
  }

  /** All prunes that there are records of, the oldest first. */
  async list(options?: StoreOptions): Promise<PruneState[]> {
    const found = new Map<string, Map<string, StoredObject>>();
    for await (const object of this.#store.list(allPrunesPrefix, options)) {
      const name = parsePruneKey(object.key);
      if (!name) continue;
      const parts = found.get(name.prune) ?? new Map();
      found.set(name.prune, parts.set(name.part, object));
    }
    return [...found].map(([prune, parts]) => ({ prune, parts }));
  }

  /** Those that have something left to do. */
  async unfinished(options?: StoreOptions): Promise<PruneState[]> {
    return (await this.list(options)).filter(({ parts }) => parts.has('sets.json') && !parts.has('done.json'));
  }

  /**
   * Whether a prune may still delete. Asked before each batch: its record is kept for a week after it is done, and so long
   * what was asked holds.
   */
  async isOpen(prune: string, options?: StoreOptions): Promise<boolean> {
    if ((await this.#store.size(pruneKey(prune, 'done.json'), options)) !== undefined) return false;
    return (await this.#store.size(pruneKey(prune, 'sets.json'), options)) !== undefined;
  }

  async proposeSets(prune: string, proposal: SetsProposal): Promise<void> {
    await this.#store.create(pruneKey(prune, 'sets.json'), encodeRecord(proposal));
  }

  async proposedSets(prune: string, options?: StoreOptions): Promise<readonly SetName[]> {
    const key = pruneKey(prune, 'sets.json');
    return decodeRecord(await this.#store.get(key, undefined, options), proposalSchema, key).sets;
  }

  /** Decides which sets stay, unless that is decided; gives what was decided. */
  async spareSets(prune: string, spared: readonly SparedSet[]): Promise<readonly SparedSet[]> {
    const made = await this.#store.create(pruneKey(prune, 'sets-spared.json'), encodeRecord({ spared }));
    return made ? spared : this.sparedSets(prune);
  }

  async sparedSets(prune: string, options?: StoreOptions): Promise<readonly SparedSet[]> {
    const key = pruneKey(prune, 'sets-spared.json');
    return decodeRecord(await this.#store.get(key, undefined, options), sparedSchema, key).spared;
  }

  /** Publishes which blobs shall go, unless that is published; gives what was published. */
  async doomBlobs(prune: string, blobs: readonly DoomedBlob[]): Promise<readonly DoomedBlob[]> {
    return publishLines(this.#shelf, pruneKey(prune, 'blobs.ndjson.zst'), blobs, blobSchema);
  }

  async doomedBlobs(prune: string, options?: StoreOptions): Promise<readonly DoomedBlob[]> {
    return readLines(this.#shelf, pruneKey(prune, 'blobs.ndjson.zst'), blobSchema, options);
  }

  /** Decides which of them stay, unless that is decided; gives what was decided. */
  async spareBlobs(prune: string, blobs: readonly DoomedBlob[]): Promise<readonly DoomedBlob[]> {
    return publishLines(this.#shelf, pruneKey(prune, 'blobs-spared.ndjson.zst'), blobs, blobSchema);
  }

  async sparedBlobs(prune: string, options?: StoreOptions): Promise<readonly DoomedBlob[]> {
    return readLines(this.#shelf, pruneKey(prune, 'blobs-spared.ndjson.zst'), blobSchema, options);
  }

  async finish(prune: string, outcome: object): Promise<void> {
    await this.#store.create(pruneKey(prune, 'done.json'), encodeRecord(outcome));
  }

  /**
   * Forgets a prune. First goes what {@link isOpen} asks for, lest who wakes late believe it open, and last what says that it
   * is done, lest who comes now believe it unfinished.
   */
  async forget({ prune, parts }: PruneState, options?: StoreOptions): Promise<void> {
    const known = pruneParts.filter((part) => parts.has(part));
    const others = [...parts.keys()].filter((part) => !pruneParts.includes(part));
    for (const part of [...known.slice(0, -1), ...others, ...known.slice(-1)]) {
      await this.#store.delete(pruneKey(prune, part), options);
    }
  }
}

const setName = { plan: z.string(), set: z.string() };
const proposalSchema: z.ZodType<SetsProposal> = z.object({
  sets: z.array(z.object(setName)),
  at: z.string(),
  by: z.string(),
});
const sparedSchema = z.object({ spared: z.array(z.object({ ...setName, why: z.string() })) });
const blobSchema: z.ZodType<DoomedBlob> = z.object({ blob: z.string(), bytes: z.number() });
