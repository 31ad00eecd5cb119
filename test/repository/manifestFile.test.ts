import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { PgstowError } from '../../engine/errors.ts';
import { decodeManifest, encodeManifest } from '../../engine/repository/manifestFile.ts';
import { sampleManifest } from './sampleManifest.ts';

const { plan, set } = sampleManifest;
const key = `sets/${plan}/${set}/manifest.json`;
const decode = (bytes: Buffer) => decodeManifest(bytes, plan, set);

describe('a manifest', () => {
  it('of format 1 is written as it always was', async () => {
    const golden = await readFile(new URL('golden/manifest-1.golden', import.meta.url));
    expect(String(encodeManifest(sampleManifest))).toBe(String(golden));
    expect(decode(golden)).toEqual(sampleManifest);
  });

  it('is one JSON object for other tools', () => {
    expect(JSON.parse(String(encodeManifest(sampleManifest))).manifest).toEqual(sampleManifest);
  });

  it('gives back any text', () => {
    const odd = { ...sampleManifest, warnings: ['"}\n{"sha256":"', 'ä\u2028😀\\', ''] };
    expect(decode(encodeManifest(odd))).toEqual(odd);
  });

  it('may have fields of a later version of format 1', () => {
    const later = { ...sampleManifest, walSummaries: [1], source: { ...sampleManifest.source, standby: true } };
    expect(decode(encodeManifest(later))).toEqual(sampleManifest);
  });

  it('is found damaged whichever bit of it flips', () => {
    const bytes = encodeManifest(sampleManifest);
    for (let at = 0; at < bytes.length; at++) {
      for (let bit = 0; bit < 8; bit++) {
        const flipped = Buffer.from(bytes);
        flipped[at]! ^= 1 << bit;
        expect(codeOf(() => decode(flipped))).toBe('damaged');
      }
    }
  });

  it('is found damaged wherever it is cut, and when something follows', () => {
    const bytes = encodeManifest(sampleManifest);
    for (let length = 0; length < bytes.length; length++) {
      expect(codeOf(() => decode(bytes.subarray(0, length)))).toBe('damaged');
    }
    expect(codeOf(() => decode(Buffer.concat([bytes, Buffer.from('\n')])))).toBe('damaged');
    expect(codeOf(() => decode(Buffer.alloc(4096)))).toBe('damaged');
  });

  it('names itself and what is wrong', () => {
    const bytes = encodeManifest(sampleManifest);
    expect(() => decode(bytes.subarray(0, 500))).toThrow(`${key} is cut short (500 bytes)`);
    expect(() => decode(bytes.subarray(0, 50))).toThrow(`${key} does not begin as a manifest does (50 bytes)`);
    const altered = Buffer.from(String(bytes).replace('"rows":3', '"rows":4'));
    expect(() => decode(altered)).toThrow(
      new RegExp(`^${key} was altered: its SHA-256 is [0-9a-f]{64}, it should be [0-9a-f]{64}$`),
    );
  });

  it("under another set's name is found", () => {
    const bytes = encodeManifest(sampleManifest);
    expect(() => decodeManifest(bytes, plan, '20261123T213000Z-abcdef')).toThrow(
      `sets/${plan}/20261123T213000Z-abcdef/manifest.json holds another set's manifest: ${set} of plan ${plan}`,
    );
    expect(() => decodeManifest(bytes, 'other', set)).toThrow(
      `sets/other/${set}/manifest.json holds another set's manifest: ${set} of plan ${plan}`,
    );
  });

  it('of a later format says both numbers, whatever else is in it', () => {
    const body = '{"format":2,"everything":"else"}';
    const hash = createHash('sha256').update(body).digest('hex');
    const later = Buffer.from(`{"sha256":"${hash}","manifest":${body}}\n`);
    expect(codeOf(() => decode(later))).toBe('unsupported');
    expect(() => decode(later)).toThrow(`${key} is of format 2; this version of pgstow reads format 1`);
  });

  it('with a field of the wrong kind is refused by its name', () => {
    const wrong = encodeManifest({ ...sampleManifest, totals: { ...sampleManifest.totals, rows: -1 } });
    expect(() => decode(wrong)).toThrow(`${key} does not fit: totals.rows: `);
  });
});

function codeOf(work: () => unknown): string {
  try {
    work();
    return 'accepted';
  } catch (thrown) {
    return thrown instanceof PgstowError ? thrown.code : String(thrown);
  }
}
