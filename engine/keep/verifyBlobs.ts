import { PgstowError, throwIfAborted } from '../errors.ts';
import type { ProgressMeter } from '../events.ts';
import { provenParts } from '../pipe/blobReader.ts';
import type { BlobStore } from '../repository/blobs.ts';
import { inParallel } from '../repository/inParallel.ts';
import type { StoredContents, StoredRows } from './verifyContents.ts';
import { describeDamage } from './verifyDamage.ts';
import { type Damage, damageOf } from './verifyFinding.ts';
import { type BlobGroup, readingOrder } from './verifyOrder.ts';
import { RowsReading } from './verifyRows.ts';

/** What reading the blobs has shown. */
export interface BlobsChecked {
  /** Blobs that were read, and their bytes in the store. */
  readonly blobs: number;
  readonly bytes: number;
  /** Blobs that lie in an archive, and were not read. */
  readonly archived: ReadonlySet<string>;
  /** By id. */
  readonly damaged: ReadonlyMap<string, Damage>;
  /** Rows that are not what they should be although their blobs are whole: what they are instead, as a sentence. */
  readonly wrong: ReadonlyMap<StoredRows, string>;
}

export interface BlobCheckOptions {
  readonly meter: ProgressMeter;
  readonly signal: AbortSignal;
}

/** So many blobs are read at once. In memory are what is stored of each, at most 16 MiB, and a part of its content. */
const width = 4;

/** Reads every blob and proves its content against its id, and every row against its range's count and hash. */
export async function checkAll(
  store: BlobStore,
  contents: StoredContents,
  options: BlobCheckOptions,
): Promise<BlobsChecked> {
  const check = new BlobCheck(store, contents.blobs, options);
  await inParallel(readingOrder(contents.all()), (group) => check.group(group), width);
  return check;
}

/** Reads some blobs and proves their content against their ids; that the others are there is looked up in the listing. */
export async function checkSome(
  store: BlobStore,
  contents: StoredContents,
  ids: readonly string[],
  options: BlobCheckOptions,
): Promise<BlobsChecked> {
  const check = new BlobCheck(store, contents.blobs, options);
  await inParallel(ids, (id) => check.blob(id), width);
  await check.presence();
  return check;
}

class BlobCheck implements BlobsChecked {
  readonly archived = new Set<string>();
  readonly damaged = new Map<string, Damage>();
  readonly wrong = new Map<StoredRows, string>();
  bytes = 0;
  readonly #read = new Set<string>();
  readonly #store: BlobStore;
  /** All blobs that the sets name. */
  readonly #known: ReadonlyMap<string, number>;
  readonly #options: BlobCheckOptions;

  constructor(store: BlobStore, known: ReadonlyMap<string, number>, options: BlobCheckOptions) {
    this.#store = store;
    this.#known = known;
    this.#options = options;
  }

  get blobs(): number {
    return this.#read.size;
  }

  async group({ blobs, contents }: BlobGroup): Promise<void> {
    let open = contents.map((rows) => new RowsReading(rows));
    while (open.length > 0) {
      for (const id of blobs) {
        const takers = open.filter((reading) => reading.wants(id));
        if (takers.length === 0) continue;
        await this.blob(id, takers);
        for (const reading of takers.filter(({ finished }) => finished)) this.#close(reading);
        open = open.filter(({ finished }) => !finished);
      }
    }
  }

  /** Finds those that are missing or empty among the blobs that were not read. */
  async presence(): Promise<void> {
    const { signal } = this.#options;
    const absent = new Set([...this.#known.keys()].filter((id) => !this.#read.has(id)));
    for await (const { name, size } of this.#store.list({ signal })) if (size > 0) absent.delete(name);
    for (const id of absent) await this.blob(id);
  }

  /** Reads a blob, and hands its content on to those whose rows are in it. */
  async blob(id: string, takers: readonly RowsReading[] = []): Promise<void> {
    throwIfAborted(this.#options.signal);
    if (!this.damaged.has(id) && !this.archived.has(id)) await this.#decode(id, takers);
    for (const taker of takers) taker.end(!this.damaged.has(id) && !this.archived.has(id));
  }

  async #decode(id: string, takers: readonly RowsReading[]): Promise<void> {
    const { meter } = this.#options;
    let frame: Buffer | undefined;
    const error = await damageOf(async () => {
      frame = await this.#getUnlessArchived(id);
      if (!frame) return;
      for await (const part of provenParts(frame, id, this.#store.newHash))
        for (const taker of takers) taker.part(part);
    });
    if (this.archived.has(id)) return;
    if (!this.#read.has(id)) {
      this.bytes += frame ? frame.length + this.#store.overhead : 0;
      meter.add({ bytes: this.#known.get(id) ?? 0 });
    }
    this.#read.add(id);
    if (error) this.damaged.set(id, await describeDamage(id, frame, { store: this.#store, known: this.#known, error }));
  }

  /** Nobody has asked for it to be thawed, which takes hours and costs: that it is there is all that can be told of it. */
  async #getUnlessArchived(id: string): Promise<Buffer | undefined> {
    try {
      return await this.#store.get(id, { signal: this.#options.signal });
    } catch (thrown) {
      if (!(thrown instanceof PgstowError) || thrown.code !== 'archived') throw thrown;
      this.archived.add(id);
      return undefined;
    }
  }

  #close({ rows, fault }: RowsReading): void {
    this.#options.meter.add({ rows: rows.rows });
    if (fault) this.wrong.set(rows, fault);
  }
}
