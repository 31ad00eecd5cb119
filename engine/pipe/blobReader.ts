import { createZstdDecompress } from 'node:zlib';
import { messageOf, PgstowError } from '../errors.ts';
import type { Piece } from '../repository/contents.ts';
import { blobSize } from './blobWriter.ts';
import { contentOf, type NewHash, plainHash } from './contentHash.ts';
import { freeBytes } from './freeBytes.ts';

/** Gives what is stored of a blob: its zstd frame, in bytes that are nobody else's. They may be given back when they are read. */
export type FetchBlob = (id: string) => Promise<Uint8Array>;

/** A blob's content, in parts one after the other. */
type BlobContent = readonly Uint8Array[];

/** Decompressed at once; bigger parts cost a little less CPU, and memory that waits for the garbage collector. */
const partSize = 256 * 1024;
/** Contents smaller than this share blobs. */
const sharedBelow = 1024 * 1024;
/** Whether a content of so many bytes is in blobs together with others. */
export function sharesBlobs(bytes: number): boolean {
  return bytes < sharedBelow;
}

/** So many blobs that hold several contents are kept, for the next content is mostly in the same one. */
const keptBlobs = 2;
/** The next blob is fetched while one is read, unless this one was bigger: four readers must do with little memory. */
const fetchAheadUpTo = 4 * 1024 * 1024;

/**
 * The mirror image of {@link BlobWriter}: puts contents together again from the blobs that hold their pieces. One reader
 * serves any number of contents at once. The last bytes of a blob's content are handed on only after the whole blob has
 * proved to be what its id says: who gives them to the database in one COPY, or hashes them, gets an error in time.
 */
export class BlobReader {
  readonly #fetch: FetchBlob;
  readonly #newHash: NewHash;
  readonly #kept = new Map<string, Promise<BlobContent>>();

  constructor(fetch: FetchBlob, newHash = plainHash) {
    this.#fetch = fetch;
    this.#newHash = newHash;
  }

  /** Exactly the bytes of a content. A chunk is the reader's own, to be read only, and until the next is asked for. */
  async *content(pieces: readonly Piece[]): AsyncGenerator<Uint8Array, void, void> {
    let ahead: Promise<Uint8Array> | undefined;
    for (const [position, piece] of pieces.entries()) {
      if (sharesBlobs(piece.length)) {
        yield* slice(await this.#open(piece.blob, ahead), piece);
        ahead = undefined;
      } else {
        const stored = await (ahead ?? this.#fetch(piece.blob));
        const next = pieces[position + 1];
        ahead = next && stored.byteLength <= fetchAheadUpTo ? this.#fetch(next.blob) : undefined;
        ahead?.catch(() => {}); // heard when its turn comes, which it may not
        yield* slice(provenParts(stored, piece.blob, this.#newHash), piece);
        freeBytes(stored);
      }
    }
  }

  /** A blob of several contents: read whole, for others will want it too. */
  #open(id: string, ahead: Promise<Uint8Array> | undefined): Promise<BlobContent> {
    const opened = this.#kept.get(id) ?? this.#read(id, ahead);
    this.#kept.delete(id); // the map keeps the order of insertion: this moves it to the end
    this.#kept.set(id, opened);
    for (const oldest of this.#kept.keys()) if (this.#kept.size > keptBlobs) this.#kept.delete(oldest);
    return opened;
  }

  async #read(id: string, ahead: Promise<Uint8Array> | undefined): Promise<BlobContent> {
    try {
      return await readBlob(await (ahead ?? this.#fetch(id)), id, this.#newHash);
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

/** The whole content of a stored blob, proved. Rejects with `damaged` naming the blob. */
export async function readBlob(stored: Uint8Array, id: string, newHash = plainHash): Promise<BlobContent> {
  const content: Uint8Array[] = [];
  for await (const part of prove(stored, id, newHash)) content.push(part);
  return content;
}

/** The content of a stored blob in parts, each valid until the next is asked for; the last comes when all is proved. */
export async function* provenParts(
  stored: Uint8Array,
  id: string,
  newHash = plainHash,
): AsyncGenerator<Uint8Array, void, void> {
  for await (const part of prove(stored, id, newHash)) {
    yield part;
    freeBytes(part);
  }
}

/** Decompresses off the main thread, part by part, each handed on when the next is there and the last when all is proved. */
async function* prove(stored: Uint8Array, id: string, newHash: NewHash): AsyncGenerator<Uint8Array, void, void> {
  const hash = newHash();
  let last: Uint8Array | undefined;
  for await (const part of decompress(stored, id)) {
    hash.update(part);
    if (last) yield last;
    last = part;
  }
  const found = hash.digest('hex');
  if (found !== contentOf(id)) throw damaged(id, `its content has the SHA-256 ${found}`);
  if (last) yield last;
}

async function* decompress(stored: Uint8Array, id: string): AsyncGenerator<Uint8Array, void, void> {
  const frame = createZstdDecompress({ chunkSize: partSize });
  frame.end(stored);
  let bytes = 0;
  try {
    for await (const part of frame as AsyncIterable<Buffer>) {
      bytes += part.byteLength;
      if (bytes > blobSize) throw new Error(`holds more than ${blobSize} bytes`);
      yield part;
    }
  } catch (thrown) {
    throw damaged(id, messageOf(thrown), thrown);
  }
  if (frame.bytesWritten !== stored.byteLength) {
    throw damaged(id, `its frame is ${frame.bytesWritten} bytes long, stored are ${stored.byteLength}`);
  }
}

/** The piece's bytes. Reads on to the end of the blob, for its proof. */
async function* slice(
  content: AsyncIterable<Uint8Array> | BlobContent,
  { blob, offset, length }: Piece,
): AsyncGenerator<Uint8Array, void, void> {
  const end = offset + length;
  let at = 0;
  for await (const part of content) {
    const taken = part.subarray(Math.max(0, offset - at), Math.max(0, end - at));
    if (taken.byteLength > 0) yield taken;
    at += part.byteLength;
  }
  if (end > at) throw damaged(blob, `holds ${at} bytes of content, bytes ${offset} to ${end} are asked for`);
}

function damaged(id: string, what: string, cause?: unknown): PgstowError {
  return new PgstowError('damaged', `blob ${id}: ${what}`, {
    cause,
    hint: 'the stored object was altered or cut short: restore it from a copy of the repository; sets that do not use it are whole',
  });
}
