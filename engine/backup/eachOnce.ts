import type { Unit } from './ranges.ts';
import type { ContentsRead } from './unitSource.ts';

/**
 * Makes sure that each content was read, and once, whoever has read it: what is missing would be lost without a word, and what is
 * counted twice would be restored twice, with a hash that agrees.
 */
export function requireEachOnce(units: readonly Unit[], { contents }: Pick<ContentsRead, 'contents'>): void {
  const wanted = new Set(units.flatMap((unit) => unit.contents));
  const read = new Set(contents.map(({ content }) => content));
  const missing = [...wanted].filter((content) => !read.has(content)).length;
  const more = contents.length - wanted.size + missing;
  if (missing > 0 || more > 0)
    throw new Error(
      `of ${wanted.size} ranges ${missing} were not read, and ${more} once more than that: nothing is stored as a set`,
    );
}
