import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { zstdDecompress } from 'node:zlib';
import { messageOf, type PgstowError, throwIfAborted } from '../errors.ts';
import type { ProgressMeter } from '../events.ts';
import { readBlob } from '../pipe/blobReader.ts';
import { blobSize } from '../pipe/blobWriter.ts';
import { RowsDigester } from '../pipe/rows.ts';
import type { BlobStore } from '../repository/blobs.ts';
import { inParallel } from '../repository/inParallel.ts';
import { blobKey } from '../repository/keys.ts';
import type { StoredContents, StoredRows } from './verifyContents.ts';
import { type Damage, damageOf } from './verifyFinding.ts';
import { type BlobGroup, readingOrder } from './verifyOrder.ts';

/** What reading the blobs has shown. */
export interface BlobsChecked {
  /** Blobs that were read, and their bytes in the store. */
  readonly blobs: number;
  readonly bytes: number;
  /** By id. */
  readonly damaged: ReadonlyMap<string, Damage>;
  /** Rows that are not what they should be although their blobs are whole: what they are instead, as a sentence. */
  readonly wrong: ReadonlyMap<StoredRows, string>;
}

export interface BlobCheckOptions {
  readonly meter: ProgressMeter;
  readonly signal: AbortSignal;
}

/** So many blobs are in memory at once, each of up to 16 MiB and what is stored of it. */
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

/** Reads some blobs and proves their content against their ids. */
export async function checkSome(
  store: BlobStore,
  contents: StoredContents,
  ids: readonly string[],
  options: BlobCheckOptions,
): Promise<BlobsChecked> {
  const check = new BlobCheck(store, contents.blobs, options);
  await inParallel(ids, (id) => check.blob(id), width);
  return check;
}

type BlobContent = readonly Uint8Array[];

class BlobCheck implements BlobsChecked {
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
        if (!open.some((reading) => reading.wants(id))) continue;
        const content = await this.blob(id);
        for (const reading of open) reading.take(id, content);
        for (const reading of open.filter(({ finished }) => finished)) this.#close(reading);
        open = open.filter(({ finished }) => !finished);
      }
    }
  }

  /** A blob's content; undefined when it is damaged. */
  async blob(id: string): Promise<BlobContent | undefined> {
    if (this.damaged.has(id)) return undefined;
    const { meter, signal } = this.#options;
    throwIfAborted(signal);
    let stored: Buffer | undefined;
    let content: BlobContent | undefined;
    const error = await damageOf(async () => {
      stored = await this.#store.get(id, { signal });
      content = await readBlob(stored, id);
    });
    if (!this.#read.has(id)) {
      this.bytes += stored?.length ?? 0;
      meter.add({ bytes: this.#known.get(id) ?? 0 });
    }
    this.#read.add(id);
    if (error) this.damaged.set(id, await describeDamage(id, stored, this.#known, error));
    return content;
  }

  #close({ rows, fault }: RowsReading): void {
    this.#options.meter.add({ rows: rows.rows });
    if (fault) this.wrong.set(rows, fault);
  }
}

/** Rows whose blobs pass by in turn. */
class RowsReading {
  readonly rows: StoredRows;
  /** What is wrong with them, known at the end; undefined as well when a blob was damaged, for then that is known. */
  fault: string | undefined;
  readonly #digester = new RowsDigester();
  #at = 0;
  #broken = false;

  constructor(rows: StoredRows) {
    this.rows = rows;
  }

  get finished(): boolean {
    return this.#at === this.rows.pieces.length;
  }

  wants(blob: string): boolean {
    return this.rows.pieces[this.#at]?.blob === blob;
  }

  take(blob: string, content: BlobContent | undefined): void {
    for (; this.wants(blob); this.#at++) {
      if (content === undefined) this.#broken = true;
      else this.#digest(content);
    }
    if (this.finished && !this.#broken) this.fault ??= this.#compare();
  }

  #digest(content: BlobContent): void {
    const { offset, length } = this.rows.pieces[this.#at]!;
    let start = 0;
    for (const part of content) {
      const from = Math.max(offset - start, 0);
      const to = Math.min(offset + length - start, part.byteLength);
      if (from < to) this.#digester.update(part.subarray(from, to));
      start += part.byteLength;
    }
    if (offset + length > start)
      this.fault = `it is said to be in bytes ${offset} to ${offset + length} of a blob of ${start}`;
  }

  #compare(): string | undefined {
    try {
      const { rows, hash } = this.#digester.digest();
      if (rows === this.rows.rows && hash === this.rows.hash) return undefined;
      return `stored are ${rows} rows with hash ${hash}, it should be ${this.rows.rows} with hash ${this.rows.hash}`;
    } catch (thrown) {
      return messageOf(thrown);
    }
  }
}

/** What has become of a blob that cannot be read, looked at more closely than a reader needs to. */
async function describeDamage(
  id: string,
  stored: Buffer | undefined,
  known: ReadonlyMap<string, number>,
  error: PgstowError,
): Promise<Damage> {
  const key = blobKey(id);
  if (stored === undefined) return { kind: 'missing', message: `${key} is missing` };
  if (stored.length === 0) return { kind: 'truncated', message: `${key} is empty` };
  const actual = await contentId(stored);
  if (actual.id && actual.id !== id && known.has(actual.id)) {
    return { kind: 'swapped', message: `${key} holds the content of ${blobKey(actual.id)}` };
  }
  if (actual.endsEarly) return { kind: 'truncated', message: `${key} ends too early, after ${stored.length} bytes` };
  return { kind: 'altered', message: `${key} was altered: ${error.message}` };
}

async function contentId(stored: Buffer): Promise<{ id?: string; endsEarly?: true }> {
  try {
    const content = await promisify(zstdDecompress)(stored, { maxOutputLength: blobSize });
    return { id: createHash('sha256').update(content).digest('hex') };
  } catch (thrown) {
    return (thrown as { code?: string }).code === 'Z_BUF_ERROR' ? { endsEarly: true } : {};
  }
}
