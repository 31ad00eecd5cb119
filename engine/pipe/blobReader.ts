import { createHash } from 'node:crypto';
import { createZstdDecompress } from 'node:zlib';
import { messageOf, PgstowError } from '../errors.ts';
import type { Piece } from '../repository/contents.ts';
import { blobSize } from './blobWriter.ts';

/** Gives what is stored of a blob: its zstd frame. */
export type FetchBlob = (id: string) => Promise<Uint8Array>;

/** A blob's content, in parts one after the other. */
type BlobContent = readonly Uint8Array[];

const partSize = 1024 * 1024;
/** So many blobs that hold several contents are kept, for the next content is mostly in the same one. */
const keptBlobs = 2;

/**
 * The mirror image of {@link BlobWriter}: puts contents together again from the blobs that hold their pieces. No byte of a
 * blob is handed on before the whole blob has proved to be what its id says. One reader serves any number of contents at
 * once; each holds one blob's content, and what is stored of the one that comes next.
 */
export class BlobReader {
  readonly #fetch: FetchBlob;
  readonly #kept = new Map<string, Promise<BlobContent>>();

  constructor(fetch: FetchBlob) {
    this.#fetch = fetch;
  }

  /** Exactly the bytes of a content. The chunks are the reader's own: read them, do not write to them. */
  async *content(pieces: readonly Piece[]): AsyncGenerator<Uint8Array, void, void> {
    let ahead: Promise<Uint8Array> | undefined;
    for (const [position, piece] of pieces.entries()) {
      const content = await this.#open(piece.blob, ahead);
      const next = pieces[position + 1];
      ahead = next && !this.#kept.has(next.blob) ? this.#fetch(next.blob) : undefined;
      ahead?.catch(() => {}); // it is awaited only when the piece before it was read to its end
      const whole = piece.offset === 0 && piece.length === sizeOf(content);
      if (whole) this.#kept.delete(piece.blob);
      yield* slice(content, piece);
    }
  }

  #open(id: string, ahead: Promise<Uint8Array> | undefined): Promise<BlobContent> {
    const opened = this.#kept.get(id) ?? this.#read(id, ahead);
    this.#kept.delete(id); // the map keeps the order of insertion: this moves it to the end
    this.#kept.set(id, opened);
    for (const oldest of this.#kept.keys()) if (this.#kept.size > keptBlobs) this.#kept.delete(oldest);
    return opened;
  }

  async #read(id: string, ahead: Promise<Uint8Array> | undefined): Promise<BlobContent> {
    try {
      return await readBlob(await (ahead ?? this.#fetch(id)), id);
    } catch (thrown) {
      this.#kept.delete(id); // another try may do better
      throw thrown;
    }
  }
}

/** The bytes of one content, for a caller that reads no other from the same blobs. */
export function piecesContent(pieces: readonly Piece[], fetch: FetchBlob): AsyncGenerator<Uint8Array, void, void> {
  return new BlobReader(fetch).content(pieces);
}

/** Decompresses a stored blob off the main thread and proves its content. Rejects with `damaged` naming the blob. */
export async function readBlob(stored: Uint8Array, id: string): Promise<BlobContent> {
  const hash = createHash('sha256');
  const content: Uint8Array[] = [];
  let bytes = 0;
  const frame = createZstdDecompress({ chunkSize: Math.min(partSize, Math.max(64 * 1024, stored.byteLength * 8)) });
  frame.end(stored);
  try {
    for await (const part of frame as AsyncIterable<Buffer>) {
      bytes += part.byteLength;
      if (bytes > blobSize) throw new Error(`holds more than ${blobSize} bytes`);
      hash.update(part);
      content.push(part);
    }
  } catch (thrown) {
    throw damaged(id, messageOf(thrown), thrown);
  }
  if (frame.bytesWritten !== stored.byteLength) {
    throw damaged(id, `its frame is ${frame.bytesWritten} bytes long, stored are ${stored.byteLength}`);
  }
  const found = hash.digest('hex');
  if (found !== id) throw damaged(id, `its content has the SHA-256 ${found}`);
  return content;
}

function* slice(content: BlobContent, { blob, offset, length }: Piece): Generator<Uint8Array, void, void> {
  const size = sizeOf(content);
  if (offset + length > size) {
    throw damaged(blob, `holds ${size} bytes of content, bytes ${offset} to ${offset + length} are asked for`);
  }
  let skip = offset;
  let left = length;
  for (const part of content) {
    if (left > 0 && skip < part.byteLength) {
      const taken = part.subarray(skip, skip + left);
      left -= taken.byteLength;
      yield taken;
    }
    skip = Math.max(0, skip - part.byteLength);
  }
}

function sizeOf(content: BlobContent): number {
  return content.reduce((sum, part) => sum + part.byteLength, 0);
}

function damaged(id: string, what: string, cause?: unknown): PgstowError {
  return new PgstowError('damaged', `blob ${id}: ${what}`, {
    cause,
    hint: 'the stored object was altered or cut short: restore it from a copy of the repository; sets that do not use it are whole',
  });
}
