import { createHash } from 'node:crypto';
import { zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { ProgressMeter } from '../../engine/events.ts';
import { checkAll } from '../../engine/keep/verifyBlobs.ts';
import { StoredContents } from '../../engine/keep/verifyContents.ts';
import { readingOrder } from '../../engine/keep/verifyOrder.ts';
import { RowsDigester } from '../../engine/pipe/rows.ts';
import { BlobStore } from '../../engine/repository/blobs.ts';
import type { Piece, RangeItem } from '../../engine/repository/contents.ts';
import { MemoryStore } from '../store/memory.ts';

/** A store with some blobs, and ranges that consist of parts of them. */
class Stored {
  readonly store = new BlobStore(new MemoryStore(), async () => {});
  readonly contents = new StoredContents();
  readonly #texts = new Map<string, Buffer>();

  async blob(text: string): Promise<string> {
    const content = Buffer.from(text);
    const id = createHash('sha256').update(content).digest('hex');
    const body = zstdCompressSync(content);
    await this.store.put({ id, body: [body], storedBytes: body.length });
    this.#texts.set(id, content);
    return id;
  }

  /** Whole blobs, or slices of them. */
  range(...parts: (string | Piece)[]): RangeItem {
    const pieces = parts.map((part) =>
      typeof part === 'string' ? { blob: part, offset: 0, length: this.#texts.get(part)!.length } : part,
    );
    const digester = new RowsDigester();
    for (const { blob, offset, length } of pieces) {
      digester.update(this.#texts.get(blob)!.subarray(offset, offset + length));
    }
    const bytes = pieces.reduce((sum, piece) => sum + piece.length, 0);
    return { kind: 'range', table: 0, bytes, pieces, ...digester.digest() };
  }

  async check(...ranges: RangeItem[]) {
    this.contents.add(ranges);
    const get = vi.spyOn(this.store, 'get');
    const checked = await checkAll(this.store, this.contents, {
      meter: new ProgressMeter(),
      signal: new AbortController().signal,
    });
    return { ...checked, wrong: [...checked.wrong.values()], reads: get.mock.calls.map(([id]) => id) };
  }
}

test('ranges that share a blob and go on in different ones are proved by reading each blob once', async () => {
  const stored = new Stored();
  const [a, b, c, d] = [
    await stored.blob('1\n2'),
    await stored.blob('2\n3\n4\n'),
    await stored.blob('9\n'),
    await stored.blob('x\ny\n'),
  ];
  const { wrong, reads } = await stored.check(
    stored.range(a!, b!),
    stored.range(c!, a!, b!),
    stored.range(c!, b!),
    stored.range({ blob: d!, offset: 0, length: 2 }),
    stored.range({ blob: d!, offset: 2, length: 2 }),
    stored.range(a!, b!),
  );
  expect(wrong).toEqual([]);
  expect(reads.sort()).toEqual([a, b, c, d].sort());
});

test('blobs that follow each other in a circle are proved all the same', async () => {
  const stored = new Stored();
  const [a, b] = [await stored.blob('1\n'), await stored.blob('2\n')];
  const { wrong, reads } = await stored.check(stored.range(a, b, a), stored.range(b, a), stored.range(a, b));
  expect(wrong).toEqual([]);
  expect(new Set(reads)).toEqual(new Set([a, b]));
});

test('a range of equal pieces is proved', async () => {
  const stored = new Stored();
  const a = await stored.blob('same\nsame\n');
  expect(await stored.check(stored.range(a, a, a))).toMatchObject({ wrong: [], reads: [a, a, a] });
});

test('rows that are not what the contents say are found, whatever is wrong with them', async () => {
  const stored = new Stored();
  const a = await stored.blob('1\n2\n3\n');
  const right = stored.range(a);
  const { wrong } = await stored.check(
    { ...right, rows: 4 },
    { ...right, pieces: [{ blob: a, offset: 0, length: 5 }] },
    { ...right, pieces: [{ blob: a, offset: 2, length: 5 }] },
  );
  expect(wrong).toEqual([
    `stored are 3 rows with hash ${right.hash}, it should be 4 with hash ${right.hash}`,
    'COPY text ends in the middle of row 3',
    'it is said to be in bytes 2 to 7 of a blob of 6',
  ]);
});

test('every blob comes after all that rows come from, where that is possible', () => {
  const chain = fc.uniqueArray(fc.nat(30), { minLength: 1, maxLength: 6 }).map((blobs) => blobs.sort((a, b) => a - b));
  fc.assert(
    fc.property(fc.array(chain, { maxLength: 20 }), (chains) => {
      const contents = chains.map((blobs) => ({
        rows: 1,
        hash: '',
        pieces: blobs.map((blob) => ({ blob: String(blob), offset: 0, length: 1 })),
      }));
      const groups = readingOrder(contents);
      const all = groups.flatMap(({ blobs }) => blobs);
      expect([...all].sort()).toEqual([...new Set(chains.flat().map(String))].sort());
      expect(groups.flatMap((group) => group.contents)).toHaveLength(contents.length);
      for (const { blobs, contents } of groups) {
        for (const { pieces } of contents) {
          const places = pieces.map(({ blob }) => blobs.indexOf(blob));
          expect(places).not.toContain(-1);
          expect(places).toEqual([...places].sort((a, b) => a - b));
        }
      }
    }),
  );
});
