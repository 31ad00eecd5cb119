import type { RowsDigest } from '../repository/contents.ts';

/** What COPY gave of a range: count, hash and bytes. */
export interface Sample extends RowsDigest {
  readonly bytes: number;
}

/**
 * Which of so many are read all the same, by their positions: each by chance, and one at least, so that no run takes all on
 * trust. `random` gives numbers from 0 to 1, as `Math.random` does.
 */
export function chooseAudits(count: number, percent: number, random: () => number): ReadonlySet<number> {
  if (count === 0 || percent === 0) return new Set();
  const chosen = Array.from({ length: count }, (_, position) => position).filter(() => random() * 100 < percent);
  return new Set(chosen.length > 0 ? chosen : [Math.min(Math.floor(random() * count), count - 1)]);
}

/** Whether what was read is what was held to be there. */
export function isEqualSample(expected: Sample, found: Sample): boolean {
  return expected.rows === found.rows && expected.hash === found.hash && expected.bytes === found.bytes;
}
