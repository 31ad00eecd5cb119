import { describe, expect, it } from 'vitest';
import { encodeManifest } from '../../engine/repository/manifestFile.ts';
import { decodeTombstone, encodeTombstone, tombstoneLimit } from '../../engine/repository/tombstone.ts';
import { sealOverhead } from '../../engine/seal/sealer.ts';
import { stampSize } from '../../engine/seal/stamp.ts';
import { sampleManifest } from './sampleManifest.ts';

const longest = {
  plan: 'p'.repeat(63),
  set: '20261122T213000Z-abcdef',
  why: 'abandoned',
  at: '2026-11-22T21:30:00.000Z',
  by: `${'u'.repeat(100)}@${'h'.repeat(100)}`,
} as const;

describe('a tombstone', () => {
  it('is read back, and is not taken for another set’s', () => {
    const bytes = encodeTombstone(longest);
    expect(decodeTombstone(bytes, longest.plan, longest.set)).toEqual({ ...longest, by: longest.by.slice(0, 64) });
    expect(() => decodeTombstone(bytes, 'other', longest.set)).toThrow("holds another set's tombstone");
  });

  it('is told from any manifest by its size', () => {
    expect(encodeTombstone(longest).length + sealOverhead + stampSize).toBeLessThanOrEqual(tombstoneLimit);
    const { crossBorder: _, ...least } = sampleManifest;
    const smallest = encodeManifest({
      ...least,
      plan: 'p',
      repository: '',
      tool: '',
      source: {
        ...least.source,
        systemIdentifier: null,
        database: '',
        encoding: '',
        collation: '',
        ctype: '',
        address: '',
      },
      copySettings: {},
      warnings: [],
    });
    expect(smallest.length).toBeGreaterThan(tombstoneLimit);
    expect(decodeTombstone(smallest, 'p', least.set)).toBeUndefined();
  });
});
