import { expect, test } from 'vitest';
import { counted, duration, instant, qualified, remaining, roughly, size } from '../../words/human.ts';

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1.00 kB'],
  [999_499, '999 kB'],
  [999_600, '1.00 MB'],
  [31_040_000, '31.0 MB'],
  [518_000_000, '518 MB'],
  [1.239e12, '1.24 TB'],
])('%d bytes are %s', (bytes, text) => {
  expect(size(bytes)).toBe(text);
});

test.each([
  [0, '0.0 s'],
  [840, '0.8 s'],
  [9960, '10 s'],
  [59_600, '1 min 00 s'],
  [185_000, '3 min 05 s'],
  [3_599_900, '1 h 00 min'],
  [7_500_000, '2 h 05 min'],
  [273_600_000, '3 d 04 h'],
])('%d ms are %s', (milliseconds, text) => {
  expect(duration(milliseconds)).toBe(text);
});

test('what remains has no tenths of a second', () => {
  expect([remaining(10), remaining(2100), remaining(61_000)]).toEqual(['1 s', '3 s', '1 min 01 s']);
});

test('figures are grouped, and nouns have their plural', () => {
  expect([counted(1, 'table'), counted(5_000_000, 'row'), counted(2, 'index'), counted(3, 'policy')]).toEqual([
    '1 table',
    '5,000,000 rows',
    '2 indexes',
    '3 policies',
  ]);
});

test('instants are in UTC', () => {
  expect(instant('2026-11-22T22:30:05.999+01:00')).toBe('2026-11-22 21:30:05Z');
});

test('names are quoted where a pattern needs it', () => {
  expect(qualified({ schema: 'public', name: 'orders' })).toBe('public.orders');
  expect(qualified({ schema: 'we.ird', name: 'a "b"' })).toBe('"we.ird"."a ""b"""');
});

test('an estimate has no more digits than it is worth', () => {
  expect([0.2, 12.4, 89, 100, 3599, 7500].map(roughly)).toEqual([
    '1 s',
    '12 s',
    '89 s',
    '2 min',
    '1 h 00 min',
    '2 h 05 min',
  ]);
});
