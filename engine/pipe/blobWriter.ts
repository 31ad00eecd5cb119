import { PgstowError } from '../errors.ts';
import type { Piece } from '../repository/contents.ts';
import { ByteBudget } from './byteBudget.ts';
import { type ContentHash, type NewHash, plainHash } from './contentHash.ts';
import { ZstdFrames } from './zstdFrames.ts';

/** A blob holds at most this many bytes of content, and is cut at exactly this size: equal content gives equal blobs. */
export const blobSize = 16 * 1024 * 1024;

/** A blob ready to be stored. */
export interface FinishedBlob {
  /** The content's hash, in lower-case hex. */
  readonly id: string;
  /** Size of the content. */
  readonly bytes: number;
  /** The content as one zstd frame, in parts to be stored one after the other. */
  readonly body: readonly Uint8Array[];
  /** Size of `body`. */
  readonly storedBytes: number;
}

/** Stores a blob unless it is there already; resolves with the name that it has when it would survive a crash. */
export type PutBlob = (blob: FinishedBlob) => Promise<string>;

/**
 * Where a content's bytes are. Resolves once all the blobs it is in are stored, rejects with the error that kept one from
 * being stored. Do not wait for it before the writer's next `cut` or `finish`: a small content's blob is not full before.
 */
export type PendingPieces = Promise<readonly Piece[]>;

export interface BlobWriterOptions {
  /** Bytes of finished blobs that may wait for being stored. Unless said, all writers of the process share one budget. */
  readonly waiting?: ByteBudget;
  /** What blobs are named by. Default: SHA-256. */
  readonly newHash?: NewHash;
}

/** What is handed to the hash and the compressor at once: while one such segment is compressed the next is filled. */
const segmentSize = 512 * 1024;
/** What a blob on its way costs besides its bytes, so that there are never too many puts of tiny blobs either. */
const putCost = 512 * 1024;
/** Room for two blobs that do not shrink, so that one is sent while the answer to another is waited for. */
const sharedBudget = new ByteBudget(2 * (blobSize + putCost) + 4 * 1024 * 1024);

/** A blob in the making: its size is known at once, its name when it is stored. */
interface OpenBlob {
  readonly hash: ContentHash;
  readonly stored: PromiseWithResolvers<string>;
  bytes: number;
}

interface OpenContent {
  readonly pieces: { readonly blob: Promise<string>; readonly offset: number; readonly length: number }[];
  /** Where it begins in the blob that is open. */
  offset: number;
}

/**
 * Cuts contents into blobs, compresses them off the main thread and stores them: small contents share a blob, a big one
 * spans many. One writer serves one source of chunks; calls must not overlap. In memory it holds two segments and at most
 * one compressed blob; what is finished and not stored yet counts against a budget that writers share.
 */
export class BlobWriter {
  readonly #put: PutBlob;
  readonly #waiting: ByteBudget;
  readonly #newHash: NewHash;
  readonly #frames = new ZstdFrames();
  readonly #puts = new Set<Promise<void>>();
  #segment = Buffer.allocUnsafeSlow(segmentSize);
  #spare = Buffer.allocUnsafeSlow(segmentSize);
  #filled = 0;
  /** Segments are compressed, frames ended and blobs handed on strictly one after the other: this is the last such step. */
  #step: Promise<void> = Promise.resolve();
  #blob: OpenBlob | undefined;
  #content: OpenContent | undefined;
  #failure: { readonly error: unknown } | undefined;

  constructor(put: PutBlob, { waiting = sharedBudget, newHash = plainHash }: BlobWriterOptions = {}) {
    this.#put = put;
    this.#waiting = waiting;
    this.#newHash = newHash;
  }

  /** Starts a content. One that was begun before and not ended is forgotten: its reading failed. */
  begin(): void {
    this.#content = { pieces: [], offset: this.#blob?.bytes ?? 0 };
  }

  /** Adds to the content. The chunk may be reused once this returned, or once the promise that it returned is resolved. */
  append(chunk: Uint8Array): void | Promise<void> {
    this.#throwFailure();
    const blob = this.#blob;
    // the blob's end is a segment's end too, so it need not be looked at here
    if (!blob || this.#filled + chunk.byteLength >= segmentSize) return this.#appendAcross(chunk);
    this.#fill(blob, chunk);
  }

  /** Ends the content. */
  end(): PendingPieces {
    this.#endPiece();
    const pieces = this.#content?.pieces ?? [];
    this.#content = undefined;
    const pending = Promise.all(pieces.map(async ({ blob, ...slice }) => ({ blob: await blob, ...slice })));
    pending.catch(() => {}); // whoever does not wait for the pieces hears of it from `finish`
    return pending;
  }

  /** Ends the current blob, so that what comes next begins a new one. Resolves when there is room to go on. */
  async cut(): Promise<void> {
    this.#throwFailure();
    if (this.#filled > 0) await this.#compressSegment();
    const blob = this.#blob;
    if (!blob) return;
    this.#endPiece();
    this.#blob = undefined;
    if (this.#content) this.#content.offset = 0;
    this.#then(() => this.#finishBlob(blob), blob.stored.reject);
  }

  /** Ends the last blob and waits for all puts; rejects with the first error. Ends the writer either way. */
  async finish(): Promise<void> {
    await this.cut().catch((thrown) => this.#fail(thrown));
    await this.#step;
    await Promise.all(this.#puts);
    this.discard();
    this.#throwFailure();
  }

  /** Ends the writer at once and forgets the blob in the making. Harmless after `finish`. */
  discard(): void {
    const reason = this.#failure?.error ?? new PgstowError('interrupted', 'the blob was given up before it was full');
    this.#blob?.stored.reject(reason);
    this.#blob = undefined;
    this.#frames.close();
  }

  async #appendAcross(chunk: Uint8Array): Promise<void> {
    for (let at = 0; at < chunk.byteLength; ) {
      this.#blob ??= openBlob(this.#newHash());
      const blob = this.#blob;
      const part = chunk.subarray(at, at + segmentSize - this.#filled);
      this.#fill(blob, part);
      at += part.byteLength;
      if (this.#filled === segmentSize) await this.#compressSegment();
      if (blob.bytes === blobSize) await this.cut();
    }
  }

  #fill(blob: OpenBlob, part: Uint8Array): void {
    this.#segment.set(part, this.#filled);
    this.#filled += part.byteLength;
    blob.bytes += part.byteLength;
  }

  /** Hands the segment on and goes on with the other one, as soon as that is compressed. */
  async #compressSegment(): Promise<void> {
    const segment = this.#segment.subarray(0, this.#filled);
    this.#blob!.hash.update(segment);
    await this.#step;
    this.#throwFailure();
    this.#then(() => this.#frames.write(segment));
    [this.#segment, this.#spare] = [this.#spare, this.#segment];
    this.#filled = 0;
  }

  /** The last stop of a blob's content: compressed here, and handed on. */
  async #finishBlob({ hash, stored, bytes }: OpenBlob): Promise<void> {
    const body = await this.#frames.end();
    const storedBytes = body.reduce((sum, part) => sum + part.byteLength, 0);
    await this.#waiting.acquire(storedBytes + putCost);
    const put = this.#store({ id: hash.digest('hex'), bytes, body, storedBytes }, stored);
    this.#puts.add(put);
    put.finally(() => this.#puts.delete(put));
  }

  /** Never rejects: a writer's failure is told by its next call. */
  async #store(blob: FinishedBlob, stored: OpenBlob['stored']): Promise<void> {
    try {
      stored.resolve(await this.#put(blob));
    } catch (thrown) {
      this.#fail(thrown);
      stored.reject(thrown);
    } finally {
      this.#waiting.release(blob.storedBytes + putCost);
    }
  }

  #endPiece(): void {
    const content = this.#content;
    const blob = this.#blob;
    if (!content || !blob || blob.bytes === content.offset) return;
    content.pieces.push({ blob: blob.stored.promise, offset: content.offset, length: blob.bytes - content.offset });
    content.offset = blob.bytes;
  }

  /** Appends a step; after a failure the steps still to come do nothing. */
  #then(step: () => Promise<void>, skipped: (error: unknown) => void = () => {}): void {
    this.#step = this.#step
      .then(() => (this.#failure ? skipped(this.#failure.error) : step()))
      .catch((thrown) => {
        this.#fail(thrown);
        skipped(thrown);
      });
  }

  #fail(thrown: unknown): void {
    this.#failure ??= { error: thrown };
  }

  #throwFailure(): void {
    if (this.#failure) throw this.#failure.error;
  }
}

function openBlob(hash: ContentHash): OpenBlob {
  const stored = Promise.withResolvers<string>();
  stored.promise.catch(() => {}); // whoever does not wait for it hears of it from the writer
  return { hash, stored, bytes: 0 };
}
