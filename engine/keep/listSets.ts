import type { Pin } from '../repository/pins.ts';
import type { Repository } from '../repository/repository.ts';
import { notesIn } from '../repository/setNotes.ts';
import type { ListedSet, SetObjects } from '../repository/sets.ts';

export interface SetsToList {
  /** Id of a plan; default: all. */
  readonly plan?: string | undefined;
  /** So many of the newest. Default: all. */
  readonly limit?: number | undefined;
}

/** A set, and what a listing tells of how it is kept. */
export type DescribedSet = ListedSet & {
  /** Those of legal holds have `hold`. */
  readonly pins: readonly Pin[];
  /** Until when it is locked, ISO 8601, by what runs have noted; absent where it is not, or not any more. */
  readonly lockedUntil?: string | undefined;
  /** Archive classes that something it needs was moved to: it has to be thawed before it can be restored. Absent where it can be read at once. */
  readonly archivedIn?: readonly string[] | undefined;
};

/**
 * The sets of a plan, or all, the newest first. One listing, and a request for each manifest and pin; the store's clock is asked where something is
 * locked. Rejects with `input` (no key), `store` or `interrupted`.
 */
export async function listSets(
  repository: Repository,
  { plan, limit }: SetsToList = {},
  { signal }: { readonly signal?: AbortSignal | undefined } = {},
): Promise<DescribedSet[]> {
  const { sets, pins } = repository;
  const objects = await sets.objects(plan, { signal });
  const listed = await sets.list(plan, { limit, objects, signal });
  const stored = new Map(objects.map((each) => [idOf(each), each]));
  const theirs = listed.map((each) => stored.get(idOf(each))!);
  const pinned = Map.groupBy(await pins.among(theirs, { signal }), idOf);
  const kept = await keeping(repository, theirs, signal);
  return listed.map((each, index) => ({ ...each, pins: pinned.get(idOf(each)) ?? [], ...kept[index] }));
}

/** Of what the store cannot do, or has let go, nothing is told. */
async function keeping(
  { store }: Repository,
  sets: readonly SetObjects[],
  signal: AbortSignal | undefined,
): Promise<Pick<DescribedSet, 'lockedUntil' | 'archivedIn'>[]> {
  const notes = sets.map(notesIn);
  const now = store.locks && notes.some(({ lockedUntil }) => lockedUntil) ? await store.clock(signal) : undefined;
  return notes.map(({ lockedUntil, archivedIn }) => ({
    ...(now && lockedUntil && lockedUntil > now && { lockedUntil: lockedUntil.toISOString() }),
    ...(store.classes && archivedIn.length > 0 && { archivedIn }),
  }));
}

function idOf({ plan, set }: Pick<ListedSet, 'plan' | 'set'>): string {
  return `${plan}/${set}`;
}
