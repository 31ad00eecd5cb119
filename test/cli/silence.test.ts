import { expect, test } from 'vitest';
import { Silence } from '../../cli/commands/run/silence.ts';

test('silence of a run that one follows is told when it is longer than that of one at work, and again while it lasts', () => {
  const silence = new Silence(1_000);
  const told = (from: number, seconds: number) =>
    Array.from({ length: seconds }, (_, second) => silence.text(from + second * 1_000)).filter(Boolean);
  expect(told(1_000, 25)).toEqual([]);
  silence.heard(26_000);
  expect(told(26_000, 40)).toEqual([
    'nothing was heard of it for 25 s: it may have been killed, and counts as lost after a minute',
    'nothing was heard of it for 35 s: it may have been killed, and counts as lost after a minute',
  ]);
  silence.heard(66_000);
  expect(silence.text(90_000)).toBeUndefined();
});
