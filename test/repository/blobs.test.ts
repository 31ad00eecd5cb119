import { createHash, randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { BlobStore, type NewBlob } from '../../engine/repository/blobs.ts';
import { MemoryStore } from '../store/memory.ts';
import { withRepository } from './folderRepository.ts';

const content = Buffer.from(randomBytes(30_000).toString('base64').repeat(3));

describe('a blob', () => {
  it('is stored once, however often it is put', () =>
    withRepository(async ({ blobs, store }) => {
      const blob = blobOf(content, 1);
      expect(await blobs.size(blob.id)).toBeUndefined();
      expect(await blobs.put(blob)).toBe('stored');
      expect(await blobs.put(blob)).toBe('present');
      expect(await store.size(`blobs/${blob.id.slice(0, 2)}/${blob.id}`)).toBe(blob.storedBytes);
      expect(await blobs.size(blob.id)).toBe(blob.storedBytes);
      expect(zstdDecompressSync(await blobs.get(blob.id)).equals(content)).toBe(true);
    }));

  it('is stored by one of many who put it at once', () =>
    withRepository(async ({ blobs }) => {
      const outcomes = await Promise.all(Array.from({ length: 20 }, () => blobs.put(blobOf(content, 1))));
      expect(outcomes.filter((outcome) => outcome === 'stored')).toHaveLength(1);
      expect(outcomes.filter((outcome) => outcome === 'present')).toHaveLength(19);
    }));

  it('is not asked for when many before it were new, and is not stored twice for that', async () => {
    class Counting extends MemoryStore {
      asked = 0;
      override size(...args: Parameters<MemoryStore['size']>): Promise<number | undefined> {
        this.asked++;
        return super.size(...args);
      }
    }
    const store = new Counting();
    const blobs = new BlobStore(store, async () => {});
    const many = Array.from({ length: 30 }, (_, n) => blobOf(Buffer.from(`content ${n}`), 1));
    for (const blob of many) expect(await blobs.put(blob)).toBe('stored');
    expect(store.asked).toBe(8);
    for (const blob of many) expect(await blobs.put(blob)).toBe('present');
    expect(store.asked).toBe(8 + 30);
    expect(await blobs.put(blobOf(Buffer.from('new again'), 1))).toBe('stored');
    expect(store.asked).toBe(8 + 30 + 1);
  });

  it('that is there in another compression is left alone', () =>
    withRepository(async ({ blobs }) => {
      const [fast, small] = [blobOf(content, 1), blobOf(content, 19)];
      expect(fast.storedBytes).not.toBe(small.storedBytes);
      await blobs.put(fast);
      expect(await blobs.put(small)).toBe('present');
      expect(await blobs.size(fast.id)).toBe(fast.storedBytes);
    }));

  it.each([
    ['truncated', (stored: Buffer) => stored.subarray(0, 1000)],
    ['emptied', () => Buffer.alloc(0)],
    ['altered in place', (stored: Buffer) => stored.with(5000, stored[5000]! ^ 1)],
    ['exchanged for as many zeros', (stored: Buffer) => Buffer.alloc(stored.length)],
    ['another content', () => zstdCompressSync('another')],
    ['followed by more', (stored: Buffer) => Buffer.concat([stored, Buffer.from('x')])],
  ])('that is %s is repaired by whoever stores it again', (_, spoil) =>
    withRepository(async ({ blobs }, folder) => {
      const blob = blobOf(content, 1);
      await blobs.put(blob);
      await writeFile(join(folder, 'blobs', blob.id.slice(0, 2), blob.id), spoil(Buffer.concat(blob.body)));
      expect(await blobs.put(blob)).toBe('repaired');
      expect(zstdDecompressSync(await blobs.get(blob.id)).equals(content)).toBe(true);
      expect(await blobs.put(blob)).toBe('present');
    }),
  );

  it('that is missing is named', () =>
    withRepository(async ({ blobs }, folder) => {
      const { id } = blobOf(content, 1);
      await expect(blobs.get(id)).rejects.toMatchObject({
        code: 'damaged',
        message: `blobs/${id.slice(0, 2)}/${id} is missing in ${folder}`,
      });
    }));
});

function blobOf(content: Buffer, level: number): NewBlob {
  const body = zstdCompressSync(content, { params: { [constants.ZSTD_c_compressionLevel]: level } });
  return { id: createHash('sha256').update(content).digest('hex'), body: [body], storedBytes: body.length };
}
