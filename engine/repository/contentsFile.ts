import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, createZstdCompress, createZstdDecompress, zstdDecompressSync } from 'node:zlib';
import { PgstowError } from '../errors.ts';
import type { ContentItem } from './contents.ts';
import { contentItemSchema } from './contentsSchema.ts';
import { checkShape, damaged, parseJson } from './jsonRecord.ts';
import type { ContentsSummary } from './manifest.ts';

const newline = 0x0a;
/** Lines go to the compressor in pieces of about this many characters. */
const batchSize = 64 * 1024;
/** Contents up to this are decompressed at once: a stream takes a millisecond, and a prune reads those of every set. */
const smallSize = 16 * 1024;

/** A set's contents as they are stored, with what the manifest says of them. */
export interface EncodedContents extends ContentsSummary {
  readonly body: readonly Buffer[];
}

export async function encodeContents(items: Iterable<ContentItem>): Promise<EncodedContents> {
  const compressor = createZstdCompress({ params: { [constants.ZSTD_c_compressionLevel]: 3 } });
  const lines = new Lines(items);
  const hash = createHash('sha256');
  const body: Buffer[] = [];
  await pipeline(Readable.from(lines.batches()), compressor, async (parts: AsyncIterable<Buffer>) => {
    for await (const part of parts) {
      hash.update(part);
      body.push(part);
    }
  });
  return {
    body,
    items: lines.count,
    bytes: body.reduce((sum, part) => sum + part.length, 0),
    sha256: hash.digest('hex'),
  };
}

/** The mirror image. Rejects with `damaged` when what is stored is not what the manifest says; `key` names it. */
export async function decodeContents(stored: Buffer, expected: ContentsSummary, key: string): Promise<ContentItem[]> {
  checkStored(stored, expected, key);
  const items: ContentItem[] = [];
  for await (const line of linesOf(stored, key)) {
    const where = `${key}, line ${items.length + 1},`;
    items.push(checkShape(parseJson(line, where), contentItemSchema, where));
  }
  if (items.length !== expected.items)
    throw damaged(key, `has ${items.length} lines; the manifest says ${expected.items}`);
  checkReferences(items, key);
  return items;
}

/** The names of the blobs in contents that nothing vouches for; none where they cannot be read. */
export async function blobsInUnproved(stored: Buffer): Promise<Set<string>> {
  const blobs = new Set<string>();
  try {
    for await (const line of linesOf(stored, 'contents')) {
      const { pieces = [] } = JSON.parse(line.toString()) as { pieces?: { blob: string }[] };
      for (const { blob } of pieces) blobs.add(blob);
    }
  } catch {
    return new Set();
  }
  return blobs;
}

/** Throws `damaged` unless size and hash of a stored object are those that the manifest says. */
export function checkStored(stored: Buffer, expected: { bytes: number; sha256: string }, key: string): void {
  if (stored.length !== expected.bytes) {
    throw damaged(key, `has ${stored.length} bytes; the manifest says ${expected.bytes}`);
  }
  const sha256 = createHash('sha256').update(stored).digest('hex');
  if (sha256 !== expected.sha256) {
    throw damaged(key, `was altered: its SHA-256 is ${sha256}; the manifest says ${expected.sha256}`);
  }
}

class Lines {
  readonly #items: Iterable<ContentItem>;
  count = 0;

  constructor(items: Iterable<ContentItem>) {
    this.#items = items;
  }

  *batches(): Generator<Buffer> {
    let batch = '';
    for (const item of this.#items) {
      batch += `${JSON.stringify(item)}\n`;
      this.count++;
      if (batch.length < batchSize) continue;
      yield Buffer.from(batch);
      batch = '';
    }
    if (batch) yield Buffer.from(batch);
  }
}

async function* linesOf(stored: Buffer, key: string): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  try {
    for await (const part of decompressed(stored)) {
      let text = rest.length > 0 ? Buffer.concat([rest, part]) : (part as Buffer);
      for (let at = text.indexOf(newline); at >= 0; at = text.indexOf(newline)) {
        yield text.subarray(0, at);
        text = text.subarray(at + 1);
      }
      rest = text;
    }
  } catch (thrown) {
    if (thrown instanceof PgstowError) throw thrown;
    throw damaged(key, 'is no zstd', thrown);
  }
  if (rest.length > 0) throw damaged(key, 'ends within a line');
}

function decompressed(stored: Buffer): Iterable<Buffer> | AsyncIterable<Buffer> {
  if (stored.length <= smallSize) return [zstdDecompressSync(stored)];
  return Readable.from([stored]).pipe(createZstdDecompress({ chunkSize: 256 * 1024 }));
}

function checkReferences(items: readonly ContentItem[], key: string): void {
  items.forEach((item, index) => {
    if (item.kind === 'range' && items[item.table]?.kind !== 'table') {
      throw damaged(
        `${key}, line ${index + 1},`,
        `is a range of the table at line ${item.table + 1}, and that is none`,
      );
    }
  });
}
