import { createHash, randomBytes } from 'node:crypto';
import { setTimeout as sleep, setImmediate as tick } from 'node:timers/promises';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BlobReader, piecesContent, readBlob } from '../../engine/pipe/blobReader.ts';
import { BlobWriter, blobSize, type FinishedBlob, type PendingPieces } from '../../engine/pipe/blobWriter.ts';
import { ByteBudget } from '../../engine/pipe/byteBudget.ts';

/** Keeps blobs as a store would: one after the other, whole. */
class Shelf {
  readonly blobs = new Map<string, Buffer>();
  readonly sizes: number[] = [];
  fetched: string[] = [];

  readonly put = async ({ id, bytes, body, storedBytes }: FinishedBlob): Promise<string> => {
    await tick();
    const stored = Buffer.concat(body);
    expect(stored.byteLength).toBe(storedBytes);
    this.sizes.push(bytes);
    this.blobs.set(id, stored);
    return id;
  };

  readonly fetch = async (id: string): Promise<Buffer> => {
    await tick();
    this.fetched.push(id);
    const stored = this.blobs.get(id);
    if (!stored) throw new Error(`no blob ${id}`);
    return Buffer.from(stored); // as a store reads it: nobody else has it
  };
}

const sha256 = (content: Uint8Array) => createHash('sha256').update(content).digest('hex');

/**
 * Writes a content in chunks of the given size that are overwritten as soon as the writer allows it. The pieces come inside
 * an object: they are known only later, and an async function would wait for them.
 */
async function write(writer: BlobWriter, content: Uint8Array, chunkSize = 100_000): Promise<{ pieces: PendingPieces }> {
  const chunk = Buffer.alloc(chunkSize);
  writer.begin();
  for (let at = 0; at < content.byteLength; at += chunkSize) {
    const part = content.subarray(at, at + chunkSize);
    chunk.set(part);
    await writer.append(chunk.subarray(0, part.byteLength));
    chunk.fill(0xee);
  }
  return { pieces: writer.end() };
}

async function collect(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(Buffer.from(chunk)); // a chunk is valid until the next is asked for
  return Buffer.concat(parts);
}

/** Content of any size, cheap to make: compressible, or not at all. */
function content(size: number, kind: 'text' | 'noise'): Buffer {
  return kind === 'noise' ? randomBytes(size) : Buffer.alloc(size, `${size}\tsome row\t\\N\n`);
}

const sizes = fc.oneof(
  fc.constantFrom(0, 1, 512 * 1024 - 1, 512 * 1024, 512 * 1024 + 1, blobSize - 1, blobSize, blobSize + 1),
  fc.integer({ min: 0, max: 3000 }),
  fc.integer({ min: 0, max: 35_000_000 }),
);

test('contents of any size come back byte for byte', { timeout: 300_000 }, async () => {
  const step = fc.record({
    size: sizes,
    kind: fc.constantFrom('text' as const, 'noise' as const),
    chunk: fc.constantFrom(65_536, 8192, 1_500_000),
    cut: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
      const shelf = new Shelf();
      const writer = new BlobWriter(shelf.put);
      const written: { content: Buffer; pieces: PendingPieces }[] = [];
      for (const { size, kind, chunk, cut } of steps) {
        const bytes = content(size, kind);
        written.push({ content: bytes, ...(await write(writer, bytes, chunk)) });
        if (cut) await writer.cut();
      }
      await writer.finish();
      const reader = new BlobReader(shelf.fetch);
      for (const { content, pieces } of written) {
        expect((await collect(reader.content(await pieces))).equals(content)).toBe(true);
      }
      for (const [id, stored] of shelf.blobs) expect(sha256(zstdDecompressSync(stored))).toBe(id);
      expect(Math.max(0, ...shelf.sizes)).toBeLessThanOrEqual(blobSize);
    }),
    { numRuns: 12 },
  );
});

describe('a writer', () => {
  test('gives equal content equal blobs, whatever chunks it comes in', async () => {
    const bytes = content(blobSize + 1_234_567, 'noise');
    const idsFor = async (chunkSize: number) => {
      const shelf = new Shelf();
      const writer = new BlobWriter(shelf.put);
      const { pieces } = await write(writer, bytes, chunkSize);
      await writer.finish();
      return pieces;
    };
    const pieces = await idsFor(8192);
    expect(await idsFor(999_999)).toEqual(pieces);
    expect(pieces).toEqual([
      { blob: sha256(bytes.subarray(0, blobSize)), offset: 0, length: blobSize },
      { blob: sha256(bytes.subarray(blobSize)), offset: 0, length: 1_234_567 },
    ]);
  });

  test('packs small contents into one blob', async () => {
    const shelf = new Shelf();
    const writer = new BlobWriter(shelf.put);
    const [first, empty, last] = [
      await write(writer, Buffer.from('first\n')),
      await write(writer, Buffer.alloc(0)),
      await write(writer, Buffer.from('last\n')),
    ];
    await writer.finish();
    const blob = sha256(Buffer.from('first\nlast\n'));
    expect(await first.pieces).toEqual([{ blob, offset: 0, length: 6 }]);
    expect(await empty.pieces).toEqual([]);
    expect(await last.pieces).toEqual([{ blob, offset: 6, length: 5 }]);
    expect([...shelf.blobs.keys()]).toEqual([blob]);
  });

  test('begins a new blob after a cut, so that what follows does not depend on what came before', async () => {
    const shelf = new Shelf();
    const writer = new BlobWriter(shelf.put);
    await write(writer, Buffer.from('before\n'));
    await writer.cut();
    await writer.cut(); // nothing to end: no empty blob
    const { pieces } = await write(writer, Buffer.from('after\n'));
    await writer.finish();
    expect(await pieces).toEqual([{ blob: sha256(Buffer.from('after\n')), offset: 0, length: 6 }]);
    expect(shelf.blobs.size).toBe(2);
  });

  test('forgets a content that was begun and not ended', async () => {
    const shelf = new Shelf();
    const writer = new BlobWriter(shelf.put);
    writer.begin();
    await writer.append(Buffer.from('half of a table whose lock was not granted'));
    const { pieces } = await write(writer, Buffer.from('the next table\n'));
    await writer.finish();
    expect((await collect(piecesContent(await pieces, shelf.fetch))).toString()).toBe('the next table\n');
  });

  test('stores nothing when nothing was written', async () => {
    const shelf = new Shelf();
    await new BlobWriter(shelf.put).finish();
    expect(shelf.blobs.size).toBe(0);
  });

  test('rejects with the first error of the store, from the next call on, and waits for the puts under way', async () => {
    const gate = Promise.withResolvers<void>();
    let count = 0;
    let underWay = 0;
    const writer = new BlobWriter(async () => {
      const first = ++count === 1;
      underWay++;
      if (!first) gate.resolve(); // both are under way now
      await gate.promise;
      if (!first) await sleep(50);
      underWay--;
      if (first) throw new Error('no space left on device');
      return '';
    });
    const { pieces } = await write(writer, content(blobSize, 'text'));
    await write(writer, content(blobSize, 'noise'));
    const finished = writer.finish();
    await expect(finished).rejects.toThrow('no space left on device');
    expect({ count, underWay }).toEqual({ count: 2, underWay: 0 });
    await expect(pieces).rejects.toThrow('no space left on device');
    expect(() => writer.append(Buffer.from('more'))).toThrow('no space left on device');
  });

  test('holds no more finished blobs than the budget allows, however slow the store is', async () => {
    const waiting = new ByteBudget(40 * 1024 * 1024);
    let held = 0;
    let most = 0;
    const slowPut = async ({ storedBytes }: FinishedBlob) => {
      held += storedBytes;
      most = Math.max(most, held);
      await sleep(30);
      held -= storedBytes;
      return '';
    };
    const noise = content(5 * blobSize, 'noise');
    const run = async () => {
      const writer = new BlobWriter(slowPut, { waiting });
      await write(writer, noise, 1_000_000);
      await writer.finish();
    };
    await Promise.all([run(), run(), run()]);
    expect(most).toBeGreaterThan(blobSize);
    expect(most).toBeLessThanOrEqual(40 * 1024 * 1024);
  });

  test('reads on while the store takes nothing, until what may wait is full', async () => {
    const [waiting, open] = [new ByteBudget(40 * 1024 * 1024), Promise.withResolvers<string>()];
    const writer = new BlobWriter(() => open.promise, { waiting });
    let taken = 0;
    const chunk = content(1_000_000, 'noise');
    const writing = (async () => {
      writer.begin();
      for (; taken < 9 * blobSize; taken += chunk.byteLength) await writer.append(chunk);
      await writer.finish();
    })();
    // two blobs are on their way, and there is room for none after the third and the fourth, which wait inside of the writer
    await expect.poll(() => taken).toBeGreaterThan(2 * blobSize);
    for (let before = -1; before < taken; ) {
      before = taken;
      await sleep(300);
    }
    expect(taken).toBeLessThan(4 * blobSize);
    open.resolve('');
    await writing;
    expect(taken).toBeGreaterThanOrEqual(9 * blobSize);
  });

  test('that is discarded leaves nothing behind that would be waited for', async () => {
    const shelf = new Shelf();
    const writer = new BlobWriter(shelf.put);
    const { pieces } = await write(writer, content(700_000, 'text'));
    writer.discard();
    await expect(pieces).rejects.toMatchObject({ code: 'interrupted' });
    expect(shelf.blobs.size).toBe(0);
  });

  test('that is discarded while it ends a blob never hands on a part of it', async () => {
    const text = Buffer.from(Array.from({ length: 20_000 }, (_, n) => `${n}\tvalue ${n * 7}\n`).join(''));
    for (let attempt = 0; attempt < 60; attempt++) {
      const shelf = new Shelf();
      const writer = new BlobWriter(shelf.put);
      writer.begin();
      await writer.append(text);
      writer.end().catch(() => {});
      await writer.cut();
      await new Promise((resolve) => setTimeout(resolve, attempt / 10));
      writer.discard();
      await new Promise((resolve) => setTimeout(resolve, 20));
      for (const [id, stored] of shelf.blobs) expect(sha256(zstdDecompressSync(stored))).toBe(id);
    }
  });
});

describe('a stored blob is found to be damaged', () => {
  const text = Buffer.from('1\tone\n2\ttwo\n'.repeat(5000));
  const id = sha256(text);
  const stored = zstdCompressSync(text);
  const damaged = (what: unknown) => expect.objectContaining({ code: 'damaged', message: what });

  test('when any of its bits is flipped', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: stored.byteLength - 1 }), fc.nat({ max: 7 }), async (place, bit) => {
        const flipped = Buffer.from(stored);
        flipped[place]! ^= 1 << bit;
        // a frame has bits that mean nothing to its reader: then the content is whole, which is all that counts
        const content = await readBlob(flipped, id).catch((thrown) => thrown);
        if (content instanceof Error) expect(content).toEqual(damaged(expect.stringContaining(`blob ${id}: `)));
        else expect(Buffer.concat(content).equals(text)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test('when it is cut short, anywhere', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: stored.byteLength - 1 }), async (length) => {
        await expect(readBlob(stored.subarray(0, length), id)).rejects.toEqual(damaged(expect.any(String)));
      }),
      { numRuns: 50 },
    );
  });

  test('when another blob lies in its place', async () => {
    const other = zstdCompressSync(Buffer.from('3\tthree\n'));
    const found = sha256(Buffer.from('3\tthree\n'));
    await expect(readBlob(other, id)).rejects.toEqual(damaged(`blob ${id}: its content has the SHA-256 ${found}`));
  });

  test.each([
    ['other bytes', Buffer.from('behind it')],
    ['the bytes of another blob', zstdCompressSync(Buffer.from('more rows\n'))],
  ])('when %s follow', async (_, more) => {
    await expect(readBlob(Buffer.concat([stored, more]), id)).rejects.toEqual(damaged(expect.any(String)));
  });

  test('when it would unpack to more than a blob may hold', async () => {
    const bomb = zstdCompressSync(Buffer.alloc(4 * blobSize));
    await expect(readBlob(bomb, id)).rejects.toEqual(damaged(`blob ${id}: holds more than ${blobSize} bytes`));
  });

  test('when it holds less than is asked of it', async () => {
    const piece = { blob: id, offset: text.byteLength - 5, length: 6 };
    await expect(collect(piecesContent([piece], async () => stored))).rejects.toEqual(
      damaged(`blob ${id}: holds 60000 bytes of content, bytes 59995 to 60001 are asked for`),
    );
  });

  test('before the last of its bytes are handed on', async () => {
    const long = content(blobSize, 'noise');
    const altered = Buffer.from(long);
    altered[blobSize - 1]! ^= 1;
    const piece = { blob: sha256(long), offset: 0, length: blobSize };
    let seen = 0;
    const outcome = (async () => {
      for await (const chunk of piecesContent([piece], async () => zstdCompressSync(altered))) seen += chunk.byteLength;
    })();
    await expect(outcome).rejects.toEqual(
      damaged(`blob ${piece.blob}: its content has the SHA-256 ${sha256(altered)}`),
    );
    expect(seen).toBeLessThan(blobSize);
  });

  test('when it is whole and a longer one is asked for', async () => {
    const piece = { blob: id, offset: 0, length: blobSize };
    await expect(collect(piecesContent([piece], async () => stored))).rejects.toEqual(
      damaged(`blob ${id}: holds 60000 bytes of content, bytes 0 to ${blobSize} are asked for`),
    );
  });
});

describe('a reader', () => {
  test('fetches a blob once that holds many contents', async () => {
    const shelf = new Shelf();
    const writer = new BlobWriter(shelf.put);
    const tables: { pieces: PendingPieces }[] = [];
    for (let table = 0; table < 200; table++) tables.push(await write(writer, Buffer.from(`table ${table}\n`)));
    await writer.finish();
    const reader = new BlobReader(shelf.fetch);
    const found = await Promise.all(tables.map(async ({ pieces }) => `${await collect(reader.content(await pieces))}`));
    expect(found).toEqual(tables.map((_, index) => `table ${index}\n`));
    expect(shelf.fetched).toHaveLength(1);
  });

  test('tries again what could not be fetched the first time', async () => {
    const text = Buffer.from('a row\nand another\n');
    const stored = zstdCompressSync(text);
    let calls = 0;
    const reader = new BlobReader(async () => {
      if (++calls === 1) throw new Error('the network is down');
      return stored;
    });
    const pieces = [{ blob: sha256(text), offset: 6, length: 12 }];
    await expect(collect(reader.content(pieces))).rejects.toThrow('the network is down');
    expect(`${await collect(reader.content(pieces))}`).toBe('and another\n');
  });

  test('that stops early leaves no failed fetch unheard', async () => {
    const text = Buffer.from('a row\n');
    const reader = new BlobReader(async (id) => {
      if (id !== sha256(text)) throw new Error('the network is down');
      return zstdCompressSync(text);
    });
    const pieces = [sha256(text), 'f'.repeat(64)].map((blob) => ({ blob, offset: 0, length: 6 }));
    for await (const chunk of reader.content(pieces)) {
      expect(`${Buffer.from(chunk)}`).toBe('a row\n');
      break;
    }
    await sleep(10); // an unhandled rejection would end this process
  });
});
