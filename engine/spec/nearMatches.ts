/** At most three of the `known` words that someone who typed `word` may have meant, the nearest first. */
export function nearMatches(word: string, known: Iterable<string>): string[] {
  const typed = word.toLowerCase();
  const limit = Math.max(1, Math.floor(typed.length / 3));
  return [...known]
    .map((candidate) => ({ candidate, distance: distanceOf(typed, candidate.toLowerCase()) }))
    .filter(({ distance }) => distance <= limit)
    .sort((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, 3)
    .map(({ candidate }) => candidate);
}

/** A hint that names what may have been meant, or else says `otherwise`. */
export function didYouMean(word: string, known: Iterable<string>, otherwise: string): string {
  const near = nearMatches(word, known);
  return near.length > 0 ? `did you mean ${near.join(' or ')}?` : otherwise;
}

function distanceOf(typed: string, candidate: string): number {
  const contained = typed.length >= 3 && candidate.includes(typed);
  return contained ? 1 : editDistance(typed, candidate);
}

/** Letters to insert, remove or exchange, or neighbours to swap: the optimal string alignment distance. */
function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, n) => n);
  for (let i = 0; i < a.length; i++) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j++) {
      const swapped =
        i > 0 && j > 0 && a[i] === b[j - 1] && a[i - 1] === b[j] ? before[j - 1]! + 1 : Number.POSITIVE_INFINITY;
      next.push(Math.min(next[j]! + 1, row[j + 1]! + 1, row[j]! + (a[i] === b[j] ? 0 : 1), swapped));
    }
    before = row;
    row = next;
  }
  return row[b.length]!;
}
