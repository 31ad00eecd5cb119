import { createHash } from 'node:crypto';
import { zstdCompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { BlobReader } from '../../engine/pipe/blobReader.ts';
import { type ProvenRows, provenContent } from '../../engine/pipe/provenContent.ts';
import { RowsDigester } from '../../engine/pipe/rows.ts';

const text = Buffer.from('1\ta\n2\tb\n3\tc\n');
const blob = createHash('sha256').update(text).digest('hex');
const blobs = new BlobReader(async () => zstdCompressSync(text));

function digestOf(rows: string) {
  const digester = new RowsDigester();
  digester.update(Buffer.from(rows));
  return digester.digest();
}

async function read(rows: Omit<ProvenRows, 'what'>): Promise<string> {
  const chunks: string[] = [];
  for await (const chunk of provenContent(blobs, { what: 's.t', ...rows })) chunks.push(Buffer.from(chunk).toString());
  return chunks.join('');
}

test('contents follow each other, and are proved together', async () => {
  const contents = [[{ blob, offset: 8, length: 4 }], [{ blob, offset: 0, length: 4 }]];
  expect(await read({ ...digestOf('1\ta\n3\tc\n'), contents })).toBe('3\tc\n1\ta\n');
});

test.each([
  ['as many, but others', '1\ta\n2\tc\n', 2],
  ['more', '1\ta\n', 1],
])('rows of a whole blob that are %s are no longer those of the set', async (_, expected, rows) => {
  const contents = [[{ blob, offset: 0, length: 8 }]];
  const { hash } = digestOf(expected);
  const found = digestOf('1\ta\n2\tb\n');
  await expect(read({ rows, hash, contents })).rejects.toMatchObject({
    code: 'damaged',
    message: `s.t: read are 2 rows with hash ${found.hash}, the set says ${rows} with hash ${hash}`,
  });
});
