import type { RowsDigest } from '../repository/contents.ts';

/** What COPY gave of a range: count, hash and bytes. */
export interface Sample extends RowsDigest {
  readonly bytes: number;
}

/**
 * Which of so many are read all the same, by their positions: so many percent of them, on average exactly, and one at least, so that no run
 * takes all on trust. All have the same chance. `random` gives numbers from 0 to 1, as `Math.random` does.
 */
export function chooseAudits(count: number, percent: number, random: () => number): ReadonlySet<number> {
  if (count === 0 || percent === 0) return new Set();
  const wanted = Math.min(count, Math.max(1, Math.floor((count * percent) / 100 + random())));
  const positions = Array.from({ length: count }, (_, position) => position);
  for (let drawn = 0; drawn < wanted; drawn++) swap(positions, drawn, drawn + below(count - drawn, random));
  return new Set(positions.slice(0, wanted));
}

function swap(positions: number[], a: number, b: number): void {
  [positions[a], positions[b]] = [positions[b]!, positions[a]!];
}

/** A whole number from 0 to one less than `end`. */
function below(end: number, random: () => number): number {
  return Math.min(Math.floor(random() * end), end - 1);
}

/** Whether what was read is what was held to be there. */
export function isEqualSample(expected: Sample, found: Sample): boolean {
  return expected.rows === found.rows && expected.hash === found.hash && expected.bytes === found.bytes;
}
