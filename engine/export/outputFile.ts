import type { FileHandle } from 'node:fs/promises';
import { createGzip, type Gzip } from 'node:zlib';
import { throwIfAborted } from '../errors.ts';

export interface FileOptions {
  /** Compress it. */
  readonly gzip?: boolean;
  readonly signal: AbortSignal;
}

/** Writes all of it, and makes it outlast a power failure. Holds no more than a few chunks, whatever the size. Resolves with the bytes. */
export async function writeInto(
  handle: FileHandle,
  content: AsyncIterable<Uint8Array> | string,
  { gzip = false, signal }: FileOptions,
): Promise<number> {
  let bytes = 0;
  const whole = typeof content === 'string' ? pieces(content) : content;
  for await (const chunk of gzip ? gzipped(whole) : gathered(whole)) {
    throwIfAborted(signal);
    await handle.writeFile(chunk); // at the handle's position
    bytes += chunk.byteLength;
  }
  await handle.sync();
  return bytes;
}

async function* pieces(text: string): AsyncGenerator<Uint8Array, void, void> {
  yield Buffer.from(text);
}

const outputSize = 256 * 1024;

/**
 * Compressed off the main thread. Level 1: of rows with hashes in them the usual 6 took 2.5 times as long for 2 % less. A chunk is
 * asked for when the one before it has been used.
 */
async function* gzipped(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, void> {
  const gzip = createGzip({ level: 1, chunkSize: outputSize });
  const fed = feed(gzip, content);
  for await (const part of gzip) yield part;
  await fed;
}

/** Never rejects: what goes wrong with the content the reader of the other end hears. */
async function feed(gzip: Gzip, content: AsyncIterable<Uint8Array>): Promise<void> {
  try {
    for await (const chunk of content) {
      await new Promise<void>((taken, failed) => gzip.write(chunk, (error) => (error ? failed(error) : taken())));
    }
    gzip.end();
  } catch (thrown) {
    gzip.destroy(thrown as Error);
  }
}

/** Less than this is written together with what follows. */
const least = 64 * 1024;

async function* gathered(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, void> {
  let small: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of content) {
    if (size === 0 && chunk.byteLength >= least) {
      yield chunk;
      continue;
    }
    small.push(Buffer.from(chunk)); // a copy: the source may use the chunk again
    size += chunk.byteLength;
    if (size < least) continue;
    yield Buffer.concat(small, size);
    small = [];
    size = 0;
  }
  if (size > 0) yield Buffer.concat(small, size);
}
