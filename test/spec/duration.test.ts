import { expect, it } from 'vitest';
import { durationPattern, millisecondsOf } from '../../engine/spec/duration.ts';

it.each([
  ['1m', 60_000],
  ['26h', 93_600_000],
  ['8d', 691_200_000],
  ['2w', 1_209_600_000],
])('%s is %d milliseconds', (text, milliseconds) => {
  expect(text).toMatch(durationPattern);
  expect(millisecondsOf(text)).toBe(milliseconds);
});
