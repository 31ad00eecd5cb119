import { expect, it } from 'vitest';
import { durationPattern, durationText, millisecondsOf } from '../../engine/spec/duration.ts';

it.each([
  ['1m', 60_000],
  ['26h', 93_600_000],
  ['8d', 691_200_000],
  ['2w', 1_209_600_000],
])('%s is %d milliseconds', (text, milliseconds) => {
  expect(text).toMatch(durationPattern);
  expect(millisecondsOf(text)).toBe(milliseconds);
});

it.each([
  [93_600_000, '26h'],
  [93_660_000, '1561m'],
  [60_001, '2m'],
])('%d milliseconds are written %s', (milliseconds, text) => {
  expect(durationText(milliseconds)).toBe(text);
});
