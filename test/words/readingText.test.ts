import { expect, test } from 'vitest';
import type { SetManifest } from '../../engine/index.ts';
import { readingText, readReasons, tableReading } from '../../words/readingText.ts';
import { sampleManifest } from '../repository/sampleManifest.ts';

const fullAt = '2026-11-22T21:30:01.234Z';

function setRead(reading: SetManifest['reading']): SetManifest {
  return { ...sampleManifest, reading };
}

test('a set tells what was read, what was not, and about how long that would have taken', () => {
  const reasons = [
    { reason: 'blocks of it were changed', ranges: 2, bytes: 30_000_000 },
    { reason: 'it is a sample of what is unchanged', ranges: 1, bytes: 12_000_000 },
  ];
  const base = '20261121T213000Z-abcdef';
  const set = setRead({ base, fullAt, read: 42e6, reused: 2e9, audited: 1, bytesPerSecond: 100e6, reasons });
  expect(readingText(set)).toBe(
    '42.0 MB read; 2.00 GB unchanged since set 20261121T213000Z-abcdef and not read, which saved about 20 s',
  );
  expect(readReasons(set)).toEqual([
    '30.0 MB in 2 ranges: blocks of it were changed',
    '12.0 MB in 1 range: it is a sample of what is unchanged',
  ]);
});

test('a set for which all was read tells why', () => {
  const set = setRead({
    reason: 'the plan has no older set',
    fullAt,
    read: 40,
    reused: 0,
    audited: 0,
    reasons: [],
  });
  expect(readingText(set)).toBe('all was read: the plan has no older set');
  expect(readReasons(set)).toEqual([]);
  expect(readingText(sampleManifest)).toBeUndefined();
});

test('a table tells its figures, and nothing where all was read', () => {
  expect(tableReading({ reading: { read: 1000, reused: 2000, stored: 30 } })).toEqual({
    read: '1.00 kB',
    reused: '2.00 kB',
    stored: '30 B',
  });
  expect(tableReading({})).toEqual({ read: '-', reused: '-', stored: '-' });
});
