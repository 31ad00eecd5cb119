import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { ContentItem } from '../../engine/repository/contents.ts';
import { decodeContents, encodeContents } from '../../engine/repository/contentsFile.ts';
import { sampleItems } from './sampleManifest.ts';

const key = 'sets/p/s/contents.ndjson.zst';

describe('contents', () => {
  it('of format 1 are written as they always were', async () => {
    const golden = await readFile(new URL('golden/contents-1.ndjson', import.meta.url));
    const { body, items } = await encodeContents(sampleItems);
    expect(String(zstdDecompressSync(Buffer.concat(body)))).toBe(String(golden));
    expect(items).toBe(11);
  });

  it('of format 1 are read as they always were', async () => {
    const golden = await readFile(new URL('golden/contents-1.ndjson.zst', import.meta.url));
    expect(await decodeContents(golden, summaryOf(golden, 11), key)).toEqual(sampleItems);
  });

  it('may be empty', async () => {
    const encoded = await encodeContents([]);
    expect(encoded.items).toBe(0);
    expect(await decodeContents(Buffer.concat(encoded.body), encoded, key)).toEqual([]);
  });

  it('of sixty thousand ranges are written and read in a few seconds', async () => {
    const many = [sampleItems[0]!, ...Array.from({ length: 60_000 }, (_, n) => range(n))];
    const started = performance.now();
    const encoded = await encodeContents(many);
    const decoded = await decodeContents(Buffer.concat(encoded.body), encoded, key);
    expect(performance.now() - started).toBeLessThan(10_000); // well under one on an idle machine
    expect(decoded).toEqual(many);
  });

  it('that were altered or cut are found before a line is read', async () => {
    const { body, ...summary } = await encodeContents(sampleItems);
    const stored = Buffer.concat(body);
    await expect(decodeContents(stored.subarray(0, -1), summary, key)).rejects.toMatchObject({
      code: 'damaged',
      message: `${key} has ${stored.length - 1} bytes; the manifest says ${stored.length}`,
    });
    stored[20]! ^= 1;
    await expect(decodeContents(stored, summary, key)).rejects.toMatchObject({
      code: 'damaged',
      message: expect.stringMatching(/ was altered: its SHA-256 is [0-9a-f]{64}; the manifest says [0-9a-f]{64}$/),
    });
  });

  const table = JSON.stringify(sampleItems[0]);
  it.each([
    ['a line that is no JSON', `${table}\n{"kind"\n`, ', line 2, is not JSON: '],
    ['a kind that is not known', `${table}\n{"kind":"pony"}\n`, ', line 2, does not fit: kind: '],
    ['a field of the wrong kind', `${table.replace('"rows":3', '"rows":"3"')}\n`, ', line 1, does not fit: rows: '],
    ['a missing field', `${table.replace('"oid":16385,', '')}\n`, ', line 1, does not fit: oid: '],
    ['a last line without an end', table, ' ends within a line'],
    [
      'a range of what is no table',
      `${table}\n${JSON.stringify(range(0)).replace('"table":0', '"table":1')}\n`,
      ', line 2, is a range of the table at line 2, and that is none',
    ],
    ['too few lines', `${table}\n`, ' has 1 lines; the manifest says 2'],
  ])('with %s name the line', async (_, text, message) => {
    const stored = zstdCompressSync(text);
    await expect(
      decodeContents(stored, summaryOf(stored, message.includes('says 2') ? 2 : text.trim().split('\n').length), key),
    ).rejects.toMatchObject({
      code: 'damaged',
      message: expect.stringContaining(`${key}${message}`),
    });
  });

  it('that are no zstd are damaged', async () => {
    const stored = Buffer.from('{"kind":"table"}\n');
    await expect(decodeContents(stored, summaryOf(stored, 1), key)).rejects.toMatchObject({
      code: 'damaged',
      message: `${key} is no zstd`,
    });
  });
});

function range(n: number): ContentItem {
  const blob = createHash('sha256').update(String(n)).digest('hex');
  const hash = blob.slice(0, 16);
  return {
    kind: 'range',
    table: 0,
    from: n,
    to: n + 1,
    rows: n,
    hash,
    bytes: n,
    pieces: [{ blob, offset: 0, length: n }],
  };
}

function summaryOf(stored: Buffer, items: number) {
  return { bytes: stored.length, sha256: createHash('sha256').update(stored).digest('hex'), items };
}
