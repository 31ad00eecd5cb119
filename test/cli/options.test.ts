import { describe, expect, test } from 'vitest';
import { targetUrl } from '../../cli/options/target.ts';
import { parseInstant } from '../../values/instant.ts';
import { nameMapping } from '../../values/nameMapping.ts';
import { percentage } from '../../values/percentage.ts';

describe('an instant', () => {
  test.each([
    ['2026-11-22T21:30:00Z', '2026-11-22T21:30:00.000Z'],
    ['2026-11-22T21:30:00.123456Z', '2026-11-22T21:30:00.123Z'],
    ['2026-11-22 21:30Z', '2026-11-22T21:30:00.000Z'],
    ['2026-11-22 22:30 +01:00', '2026-11-22T21:30:00.000Z'],
    ['2026-11-22 22:30+0100', '2026-11-22T21:30:00.000Z'],
    ['2026-11-22T22:30:05+01', '2026-11-22T21:30:05.000Z'],
    ['2024-02-29T00:00:00z', '2024-02-29T00:00:00.000Z'],
  ])('%s is %s', (typed, iso) => {
    const { date, local } = parseInstant('--to', typed, new Date('2027-01-01'));
    expect(date.toISOString()).toBe(iso);
    expect(local).toBe(false);
  });

  test('without a zone is one of this machine', () => {
    const { date, local } = parseInstant('--to', '2026-11-22 22:30', new Date('2027-01-01'));
    expect(date).toEqual(new Date(2026, 10, 22, 22, 30));
    expect(local).toBe(true);
  });

  test.each([
    '',
    'now',
    '2026-11-22',
    '22.11.2026 10:00',
    '2026-11-22 24:30',
    '2026-13-01 10:00',
    '2025-02-29 10:00Z',
    '1700000000',
  ])('%j is refused', (typed) => {
    expect(() => parseInstant('--to', typed, new Date('2027-01-01'))).toThrow(
      /^--to .* (is not an instant|does not exist)$/,
    );
  });
});

test('a percentage may be a fraction and may have its sign', () => {
  const read = percentage('--sample');
  expect([read('5'), read('0.1'), read('100'), read('12.5 %')]).toEqual([5, 0.1, 100, 12.5]);
  for (const wrong of ['', '0', '101', '-1', '1e1', 'x', '1.2.3']) expect(() => read(wrong)).toThrow('--sample');
});

test('roles are mapped by the first equals sign', () => {
  const read = nameMapping('--map-role', 'app_owner=staging_owner');
  expect(read('c=d=e', read('a=b'))).toEqual({ a: 'b', c: 'd=e' });
});

test.each([
  'postgresql://u@h:5432/d',
  'postgresql://u@/d?host=/tmp&port=5433',
  'postgresql://u@[::1]:5432/d',
  'postgresql://h:5432/d?user=u',
  'postgresql://u@h/d?sslmode=require',
])('%s holds no password', (url) => {
  expect(targetUrl(url, true)).toBe(url);
});

test.each([
  'postgresql://u:p@h/d',
  'postgresql://u:p:q@h/d',
  'postgres://u:p%40x@h/d',
  'postgresql://u@h/d?sslmode=require&password=p',
  'postgresql://u:p@ss@h/d',
  'postgresql://u:a/b@h/d',
])('%s holds a password, which only the environment may', (url) => {
  expect(() => targetUrl(url, true)).toThrow('--target holds a password');
  expect(targetUrl(url, false)).toBe(url);
});
