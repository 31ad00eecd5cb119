import type { ContentItem } from '../repository/contents.ts';
import { originalOf } from '../repository/ids.ts';
import type { SetManifest } from '../repository/manifest.ts';
import type { ListedSet } from '../repository/sets.ts';

/** Of the sets of a plan in another repository the same as one here, by its id at its source; undefined where none can be read. */
export function sameSetAmong(listed: readonly ListedSet[], { set }: Pick<SetManifest, 'set'>): SetManifest | undefined {
  const found = listed.find((each) => each.state === 'complete' && originalOf(each.set) === originalOf(set));
  return found?.state === 'complete' ? found.manifest : undefined;
}

/** Whether two sets of one id hold the same: an id alone is no proof. */
export function areSame(one: SetManifest, other: SetManifest): boolean {
  return (
    one.definitions.sha256 === other.definitions.sha256 &&
    one.snapshotAt === other.snapshotAt &&
    one.totals.rows === other.totals.rows &&
    one.totals.tables === other.totals.tables
  );
}

/**
 * What the blobs of a set are called in the other repository that has the same set: a copy differs in the names of its blobs alone, so
 * what stands in one place on both sides is one content.
 */
export function namesBySide(here: readonly ContentItem[], there: readonly ContentItem[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const [index, item] of here.entries()) {
    const other = there[index];
    if (!('pieces' in item) || !other || !('pieces' in other) || item.hash !== other.hash) continue;
    for (const [at, { blob, offset }] of item.pieces.entries()) {
      const piece = other.pieces[at];
      if (piece?.offset === offset) names.set(blob, piece.blob);
    }
  }
  return names;
}
