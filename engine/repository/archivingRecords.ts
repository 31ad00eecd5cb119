import { z } from 'zod';
import type { Store, StoredObject, StoreOptions } from '../store/store.ts';
import type { SetName } from './contents.ts';
import { encodeRecord } from './jsonRecord.ts';
import { allArchivingsPrefix, archivingKey, parseArchivingKey, setArchivedKey } from './keys.ts';
import { publishLines, readLines } from './sealedLines.ts';
import { openVault, type Vault } from './vault.ts';

/** The objects of a record, in the order in which they come to be. None is ever rewritten. */
const archivingParts = ['blobs.ndjson.zst', 'blobs-spared.ndjson.zst', 'tagged.json', 'done.json'];

/** How far the archiving of some blobs has come. */
export interface ArchivingState {
  /** The run that has begun it. */
  readonly archiving: string;
  readonly parts: ReadonlyMap<string, StoredObject>;
}

/** A blob, by its name, the bytes that are stored of it, and the storage class that it shall be moved to. */
export interface BlobToArchive {
  readonly blob: string;
  readonly bytes: number;
  readonly storageClass: string;
}

/**
 * The records of what is archived. As with prunes, what is to move is published before anybody looks who objects, and what stays after
 * all is decided by who first publishes that: so all who carry it out, at whatever time, do the same.
 */
export class ArchivingRecords {
  readonly #shelf: { readonly store: Store; readonly vault: Vault };

  constructor(store: Store, vault: Vault = openVault) {
    this.#shelf = { store, vault };
  }

  /** All that there are records of, the oldest first. */
  async list(options?: StoreOptions): Promise<ArchivingState[]> {
    const found = new Map<string, Map<string, StoredObject>>();
    for await (const object of this.#shelf.store.list(allArchivingsPrefix, options)) {
      const name = parseArchivingKey(object.key);
      if (!name) continue;
      const parts = found.get(name.archiving) ?? new Map();
      found.set(name.archiving, parts.set(name.part, object));
    }
    return [...found].map(([archiving, parts]) => ({ archiving, parts }));
  }

  /** Those that have something left to do. */
  async unfinished(options?: StoreOptions): Promise<ArchivingState[]> {
    return (await this.list(options)).filter(({ parts }) => parts.has('blobs.ndjson.zst') && !parts.has('done.json'));
  }

  /** Publishes which blobs shall move, unless that is published; gives what was published. */
  async propose(archiving: string, blobs: readonly BlobToArchive[]): Promise<readonly BlobToArchive[]> {
    return publishLines(this.#shelf, archivingKey(archiving, 'blobs.ndjson.zst'), blobs, blobSchema);
  }

  async proposed(archiving: string, options?: StoreOptions): Promise<readonly BlobToArchive[]> {
    return readLines(this.#shelf, archivingKey(archiving, 'blobs.ndjson.zst'), blobSchema, options);
  }

  /** Decides which of them stay where they are, unless that is decided; gives what was decided. */
  async spare(archiving: string, blobs: readonly BlobToArchive[]): Promise<readonly BlobToArchive[]> {
    return publishLines(this.#shelf, archivingKey(archiving, 'blobs-spared.ndjson.zst'), blobs, blobSchema);
  }

  async spared(archiving: string, options?: StoreOptions): Promise<readonly BlobToArchive[]> {
    return readLines(this.#shelf, archivingKey(archiving, 'blobs-spared.ndjson.zst'), blobSchema, options);
  }

  /** Says that all of them that move are tagged: the rest is the bucket's rule's. */
  async tagged(archiving: string, at: Date): Promise<void> {
    await this.#say(archiving, 'tagged.json', at);
  }

  async finish(archiving: string, at: Date): Promise<void> {
    await this.#say(archiving, 'done.json', at);
  }

  /** Forgets one that is done; last what says so, lest who comes now believe it unfinished. */
  async forget({ archiving, parts }: ArchivingState, options?: StoreOptions): Promise<void> {
    for (const part of archivingParts.filter((each) => parts.has(each))) {
      await this.#shelf.store.delete(archivingKey(archiving, part), options);
    }
  }

  /** Notes of a set that something it needs lies in an archive class: for whoever lists sets. */
  async noteSet({ plan, set }: SetName, storageClass: string, at: Date): Promise<void> {
    await this.#shelf.store.create(setArchivedKey(plan, set, storageClass), encodeRecord({ at: at.toISOString() }));
  }

  async #say(archiving: string, part: string, at: Date): Promise<void> {
    await this.#shelf.store.create(archivingKey(archiving, part), encodeRecord({ at: at.toISOString() }));
  }
}

const blobSchema: z.ZodType<BlobToArchive> = z.object({
  blob: z.string(),
  bytes: z.number(),
  storageClass: z.string(),
});
