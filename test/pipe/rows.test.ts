import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addHashes, RowsDigester } from '../../engine/pipe/rows.ts';
import { rowsOf, xxh64 } from './xxh64.ts';

function digest(...chunks: Uint8Array[]) {
  const digester = new RowsDigester();
  for (const chunk of chunks) digester.update(chunk);
  return digester.digest();
}

/** Text cut at the given places, in any order. */
function cutAt(text: Uint8Array, places: readonly number[]): Uint8Array[] {
  const cuts = [0, ...places.map((place) => place % (text.byteLength + 1)).sort((a, b) => a - b), text.byteLength];
  return cuts.slice(1).map((end, index) => text.subarray(cuts[index]!, end));
}

/** Rows of all lengths around XXH64's stripes of 32 bytes, and some of any length. */
const rows = fc
  .array(fc.oneof(fc.uint8Array({ maxLength: 140 }), fc.uint8Array({ minLength: 1000, maxLength: 5000 })), {
    maxLength: 30,
  })
  .map((values) =>
    Buffer.concat(values.flatMap((value) => [value.map((byte) => (byte === 10 ? 11 : byte)), Buffer.from('\n')])),
  );

describe('the hash by which rows are compared', () => {
  test.each([
    ['', 'ef46db3751d8e999'],
    ['a', 'd24ec4f1a98c6e5b'],
    ['abc', '44bc2cf5ad770999'],
    ['Nobody inspects the spammish repetition', 'fbcea83c8a378bf1'],
  ])('of %j is the published XXH64 in the oracle too', (text, published) => {
    expect(xxh64(Buffer.from(text)).toString(16)).toBe(published);
  });

  test('is the same as the oracle’s for every length of a row up to ten stripes', () => {
    for (let length = 0; length <= 320; length++) {
      const row = Buffer.concat([Buffer.alloc(length, `${length}pgstow`), Buffer.from('\n')]);
      expect(digest(row), `${length} bytes`).toEqual(rowsOf(row));
    }
  });

  test('does not depend on where the text is cut into chunks', () => {
    fc.assert(
      fc.property(rows, fc.array(fc.nat(), { maxLength: 40 }), (text, places) => {
        expect(digest(...cutAt(text, places))).toEqual(rowsOf(text));
      }),
      { numRuns: 300 },
    );
  });

  test('survives being fed a byte at a time', () => {
    const text = Buffer.from(`${'x'.repeat(31)}\n\n${'y'.repeat(64)}\n${'z'.repeat(95)}\nend\n`);
    expect(digest(...cutAt(text, [...text.keys()]))).toEqual(rowsOf(text));
  });

  test('does not depend on the order of rows', () => {
    const text = ['one\t1\n', 'two\t\\N\n', `${'three'.repeat(50)}\n`];
    expect(digest(Buffer.from(text.join('')))).toEqual(digest(Buffer.from(text.reverse().join(''))));
  });

  test('tells a lost, a doubled and a changed row', () => {
    const of = (text: string) => digest(Buffer.from(text));
    expect(of('a\nb\n').hash).not.toBe(of('a\n').hash);
    expect(of('a\nb\n').hash).not.toBe(of('a\nb\nb\n').hash);
    expect(of('a\nb\n').hash).not.toBe(of('a\nB\n').hash);
  });

  test('takes a row of many megabytes', () => {
    const row = Buffer.alloc(5_000_003, 'a row that is longer than any buffer ');
    row[row.length - 1] = 10;
    expect(digest(...cutAt(row, [65_536, 65_537, 1_000_000, 2_000_001]))).toEqual(rowsOf(row));
  });
});

test('no rows have the count 0 and the hash 0', () => {
  expect(digest()).toEqual({ rows: 0, hash: '0000000000000000' });
});

test.each(['half a row', 'a whole one\nand half a row', 'x'.repeat(32), 'x'.repeat(64)])(
  'text that ends within a row is reported as damage: %j',
  (text) => {
    const digester = new RowsDigester();
    digester.update(Buffer.from(text));
    expect(() => digester.digest()).toThrow(
      expect.objectContaining({ code: 'damaged', message: expect.stringContaining('ends in the middle of row') }),
    );
  },
);

test('digesters that work side by side do not disturb each other, nor those that come after them', () => {
  const [left, right] = [new RowsDigester(), new RowsDigester()];
  left.update(Buffer.from('the left row'));
  right.update(Buffer.from('the right r'));
  left.update(Buffer.from(' goes on\n'));
  right.update(Buffer.from('ow\n'));
  expect(left.digest()).toEqual(rowsOf(Buffer.from('the left row goes on\n')));
  expect(right.digest()).toEqual(rowsOf(Buffer.from('the right row\n')));
  expect(digest(Buffer.from('next\n'))).toEqual(rowsOf(Buffer.from('next\n')));
});

test('hashes of ranges add up to the hash of the table', () => {
  fc.assert(
    fc.property(fc.array(rows, { maxLength: 5 }), (ranges) => {
      expect(addHashes(ranges.map((range) => digest(range).hash))).toBe(rowsOf(Buffer.concat(ranges)).hash);
    }),
  );
});
