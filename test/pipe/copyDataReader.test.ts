import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CopyDataReader } from '../../engine/pipe/copyDataReader.ts';
import { rowsOf } from './xxh64.ts';

function message(type: string, payload: Uint8Array): Buffer {
  const header = Buffer.alloc(5, type);
  header.writeUInt32BE(payload.byteLength + 4, 1);
  return Buffer.concat([header, payload]);
}

/** Feeds a stream in chunks; gives what came out in the order it came. */
function readAll(stream: Uint8Array, chunkSize: (index: number) => number) {
  const reader = new CopyDataReader();
  const text: Buffer[] = [];
  const messages: Buffer[] = [];
  for (let at = 0, index = 0; at < stream.byteLength; index++) {
    const chunk = stream.subarray(at, at + chunkSize(index));
    for (let done = 0; done < chunk.byteLength; ) {
      done = reader.read(chunk, done);
      text.push(Buffer.from(reader.payload)); // a copy: the next read overwrites it
      if (reader.message) messages.push(reader.message);
    }
    at += chunk.byteLength;
  }
  return { text: Buffer.concat(text), messages, digest: () => reader.digest() };
}

const row = fc
  .uint8Array({ maxLength: 200 })
  .map((bytes) => Buffer.from([...bytes.map((b) => (b === 10 ? 0 : b)), 10]));
const part = fc.oneof(
  { weight: 5, arbitrary: row.map((bytes) => ({ type: 'd', bytes })) },
  // several rows in a message, and a row in several, are allowed though the server does not send them
  { weight: 1, arbitrary: fc.array(row, { maxLength: 4 }).map((rows) => ({ type: 'd', bytes: Buffer.concat(rows) })) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 50 }).map((bytes) => ({ type: 'N', bytes: Buffer.from(bytes) })) },
);

test('payload, other messages and digest are the same however the stream is cut', () => {
  fc.assert(
    fc.property(
      fc.array(part, { maxLength: 40 }),
      fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1 }),
      (parts, sizes) => {
        const stream = Buffer.concat(parts.map(({ type, bytes }) => message(type, bytes)));
        const text = Buffer.concat(parts.filter(({ type }) => type === 'd').map(({ bytes }) => bytes));
        const others = parts.filter(({ type }) => type !== 'd').map(({ type, bytes }) => message(type, bytes));
        const found = readAll(stream, (index) => sizes[index % sizes.length]!);
        expect(found.text.equals(text)).toBe(true);
        expect(found.messages).toEqual(others);
        expect(found.digest()).toEqual(rowsOf(text));
      },
    ),
    { numRuns: 300 },
  );
});

test('a row that spans messages and chunks is one row', () => {
  const long = Buffer.concat([Buffer.alloc(300_000, 'long '), Buffer.from('\n')]);
  const stream = Buffer.concat([
    message('d', long.subarray(0, 7)),
    message('d', long.subarray(7)),
    message('c', Buffer.alloc(0)),
  ]);
  const found = readAll(stream, () => 65_536);
  expect(found.text.equals(long)).toBe(true);
  expect(found.digest()).toEqual(rowsOf(long));
  expect(found.messages).toEqual([Buffer.from('c\0\0\0\x04', 'latin1')]);
});

test('chunks of more than 64 KiB, as TLS libraries may give, are read too', () => {
  const rows = Buffer.concat(
    Array.from({ length: 5000 }, (_, index) => message('d', Buffer.from(`${index}\tsome value\n`))),
  );
  expect(readAll(rows, () => rows.byteLength).digest().rows).toBe(5000);
});

test.each([
  ['shorter than its own length field', Buffer.from('d\0\0\0\x03', 'latin1')],
  ['longer than the server can send', Buffer.from('T\xff\xff\xff\xff', 'latin1')],
])('a message that is %s is no message', (_, bytes) => {
  expect(() => readAll(bytes, () => 100)).toThrow(
    expect.objectContaining({ code: 'connection', hint: expect.stringContaining('not the PostgreSQL protocol') }),
  );
});
