import type { SetName } from '../repository/contents.ts';
import { originalOf } from '../repository/ids.ts';
import type { Repository } from '../repository/repository.ts';
import type { SetObjects } from '../repository/sets.ts';
import { tombstoneLimit } from '../repository/tombstone.ts';

/** What has become of a set where it is copied to. */
export type Standing =
  /** It is there, by this id. */
  | { readonly state: 'there'; readonly set: string; readonly committedAt: Date }
  /** It was there, and was removed. */
  | { readonly state: 'removed' }
  /** It is not there; `free` is the id that it may have. */
  | { readonly state: 'absent'; readonly free: string };

/**
 * What has become of the sets of a plan where they are copied to, by their ids at the source. A set has the same id there; only where an
 * attempt to make it was declared dead within its last moments, which leaves a tombstone that keeps it from coming late, it is `<id>.1`,
 * and so on.
 */
export async function standings(
  { sets }: Repository,
  plan: string,
  signal: AbortSignal,
): Promise<(set: string) => Promise<Standing>> {
  const found = (await sets.objects(plan, { signal })).filter(({ parts }) => parts.has('manifest.json'));
  const byOriginal = Map.groupBy(found, ({ set }) => originalOf(set));
  const tombstoneOf = (name: SetName) => sets.tombstone(name, { signal });
  return async (set) => {
    const all = byOriginal.get(set) ?? [];
    const there = all.find((each) => manifestOf(each).size > tombstoneLimit);
    if (there) return { state: 'there', set: there.set, committedAt: manifestOf(there).modified };
    for (const each of all) if ((await tombstoneOf(each))?.why === 'removed') return { state: 'removed' };
    return { state: 'absent', free: freeId(set, all) };
  };
}

function manifestOf({ parts }: SetObjects) {
  return parts.get('manifest.json')!;
}

/** An id at which nothing stands. */
function freeId(set: string, taken: readonly SetName[]): string {
  const ids = new Set(taken.map((each) => each.set));
  let id = set;
  for (let n = 1; ids.has(id); n++) id = `${set}.${n}`;
  return id;
}
