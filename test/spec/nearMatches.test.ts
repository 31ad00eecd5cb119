import { describe, expect, it } from 'vitest';
import { didYouMean, nearMatches } from '../../engine/spec/nearMatches.ts';

describe('near matches', () => {
  const known = ['orders-nightly', 'orders-hourly', 'billing', 'shop', 'src'];

  it.each([
    ['orders-nigthly', ['orders-nightly']],
    ['Billing', ['billing']],
    ['biling', ['billing']],
    ['orders', ['orders-hourly', 'orders-nightly']],
    ['shp', ['shop']],
    ['shpo', ['shop']],
    ['sohp', ['shop']],
    ['scr', ['src']],
    ['nothing-like-it', []],
    ['x', []],
  ])('of %j are %j', (word, expected) => {
    expect(nearMatches(word, known)).toEqual(expected);
  });

  it('become a hint', () => {
    expect(didYouMean('orders', known, 'look')).toBe('did you mean orders-hourly or orders-nightly?');
    expect(didYouMean('zzz', known, 'look')).toBe('look');
  });
});
