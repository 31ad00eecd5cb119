import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chooseAudits } from '../../engine/incremental/audit.ts';

const share = fc.double({ min: 0, max: 100, noNaN: true });
const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

test('so many percent are read as a sample, rounded up or down by chance, and one at least', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), share, fc.infiniteStream(chance), (count, percent, chances) => {
      const chosen = chooseAudits(count, percent, () => chances.next().value);
      const exactly = (count * percent) / 100;
      const least = percent === 0 ? 0 : Math.min(count, Math.max(1, Math.floor(exactly)));
      const most = percent === 0 ? 0 : Math.min(count, Math.max(1, Math.floor(exactly + 1)));
      expect(chosen.size).toBeGreaterThanOrEqual(least);
      expect(chosen.size).toBeLessThanOrEqual(most);
      for (const position of chosen) expect(position).toSatisfy((each: number) => each >= 0 && each < count);
    }),
  );
});

test('every one is chosen as often as the others', () => {
  const times = new Array(7).fill(0);
  const random = numbersFrom(1);
  const runs = 20_000;
  for (let run = 0; run < runs; run++) for (const position of chooseAudits(7, 30, random)) times[position]++;
  // 2.1 of 7 in each run: 6,000 times each, and by chance within 5 standard deviations of that
  for (const each of times) expect(Math.abs(each - runs * 0.3)).toBeLessThan(5 * Math.sqrt(runs * 0.3 * 0.7));
});

test('all of a database of terabytes are chosen in a moment', { timeout: 20_000 }, () => {
  expect(chooseAudits(600_000, 100, Math.random).size).toBe(600_000); // where each choice moves all that is left it takes minutes
});

test('nothing is chosen of nothing, and nothing where no sample is wanted', () => {
  expect(chooseAudits(0, 100, Math.random)).toEqual(new Set());
  expect(chooseAudits(100, 0, Math.random)).toEqual(new Set());
});

/** The same ones in each run: https://en.wikipedia.org/wiki/Linear_congruential_generator, with the constants of Numerical Recipes. */
function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
