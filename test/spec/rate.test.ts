import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytesPerSecond, formatRate } from '../../engine/spec/rate.ts';

test.each([
  [50_000_000, '50MB/s'],
  [52_428_800, '50MiB/s'],
  [1_500_000, '1500kB/s'],
  [7, '7B/s'],
  [1024, '1KiB/s'],
])('%i bytes per second are %s', (bytes, text) => {
  expect(formatRate(bytes)).toBe(text);
});

test('what is written is read as it was', () => {
  const readBack = fc.property(fc.integer({ min: 1 }), (bytes) => {
    expect(bytesPerSecond(formatRate(bytes))).toBe(bytes);
  });
  fc.assert(readBack);
});
