import { expect, test } from 'vitest';
import { isColder, oldSets, warmer } from '../../engine/coldStorage/archiveRule.ts';

const day = 24 * 60 * 60 * 1000;
const now = new Date('2026-06-01T00:00:00Z');
const aged = (set: string, days: number, committed = days, isDamaged = false) => ({
  set,
  snapshotAt: new Date(now.getTime() - days * day).toISOString(),
  committedAt: new Date(now.getTime() - committed * day),
  isDamaged,
});
const rule = { afterDays: 30, storageClass: 'GLACIER' };

test('a set is old on the day that its rule says, by its snapshot and by when it was written', () => {
  const sets = [
    aged('a', 31),
    aged('b', 30),
    aged('c', 29),
    aged('wrong clock', 4000, 3),
    aged('copied', 40, 5),
    aged('new', 1),
  ];
  expect([...oldSets(rule, sets, now)]).toEqual(['a', 'b']);
  expect([...oldSets(undefined, sets, now)]).toEqual([]);
});

test('the newest whole set is never old, nor the one that was made last', () => {
  expect([...oldSets(rule, [aged('a', 400), aged('b', 300)], now)]).toEqual(['a']);
  expect([...oldSets(rule, [aged('a', 400), aged('b', 300), aged('damaged', 200, 200, true)], now)]).toEqual([
    'a',
    'damaged',
  ]);
  expect([...oldSets(rule, [aged('newest', 300, 350), aged('last', 310, 340)], now)]).toEqual([]);
});

test('nothing is moved back, or out of an archive, and of two wishes the warmer one holds', () => {
  expect(isColder('GLACIER', 'STANDARD')).toBe(true);
  expect(isColder('GLACIER', undefined)).toBe(true);
  expect(isColder('COLD', 'STANDARD')).toBe(true);
  for (const [wanted, is] of [
    ['GLACIER', 'GLACIER'],
    ['DEEP_ARCHIVE', 'GLACIER'],
    ['STANDARD_IA', 'GLACIER_IR'],
    ['COLD', 'COLD'],
  ] as const) {
    expect(isColder(wanted, is)).toBe(false);
  }
  expect(warmer('DEEP_ARCHIVE', 'GLACIER_IR')).toBe('GLACIER_IR');
});
