import type { SetName } from '../repository/contents.ts';
import { inParallel } from '../repository/inParallel.ts';
import type { DoomedBlob } from '../repository/pruneRecords.ts';
import type { Repository } from '../repository/repository.ts';
import type { Mark } from './mark.ts';

/** What a run that was interrupted has stored is kept for so long, for its next try: milliseconds. */
const keptForTheNextTry = 24 * 60 * 60 * 1000;

/** Blobs that no set needs, and that cannot be deleted yet. */
export interface LockedBlobs {
  readonly blobs: number;
  readonly bytes: number;
  /** ISO 8601: when the last of them comes free; absent where one is under a legal hold. */
  readonly until?: string | undefined;
}

export interface NeedlessBlobs {
  readonly doomed: readonly DoomedBlob[];
  /** Left to a later prune, which looks again. */
  readonly locked: LockedBlobs | undefined;
}

/**
 * The blobs that no set needs. Young ones count only if a set that goes has needed them: the others are what an interrupted
 * backup has left for its next try. This is for thrift alone, not for safety.
 */
export async function findDoomed(
  repository: Repository,
  mark: Mark,
  going: readonly SetName[],
  signal: AbortSignal,
): Promise<NeedlessBlobs> {
  const former = new Set<string>();
  for (const name of going) for (const blob of await repository.sets.formerBlobs(name, { signal })) former.add(blob);
  const claimed = await claimedBlobs(repository);
  const young = (await repository.store.clock(signal)).getTime() - keptForTheNextTry;
  const doomed: DoomedBlob[] = [];
  for await (const { name, size, modified } of repository.blobs.list({ signal })) {
    if (mark.blobs.has(name) || claimed.has(name)) continue;
    if (modified.getTime() > young && !former.has(name)) continue;
    doomed.push({ blob: name, bytes: size });
  }
  return withoutLocked(repository, doomed, signal);
}

/** Nothing that is locked is doomed: it could not be deleted, and whoever meets its content would store it by another name. */
async function withoutLocked(
  { store, blobs }: Repository,
  found: readonly DoomedBlob[],
  signal: AbortSignal,
): Promise<NeedlessBlobs> {
  const bucket = found.length > 0 ? await store.locks?.bucket({ signal }).catch(() => undefined) : undefined;
  if (!bucket?.lockable) return { doomed: found, locked: undefined };
  const now = await store.clock(signal);
  const locks = await inParallel(found, ({ blob }) => blobs.lockOf(blob, { signal }));
  const isLocked = locks.map((lock) => lock !== undefined && (lock.held || (lock.until ?? now) > now));
  const locked = found.filter((_, index) => isLocked[index]);
  const doomed = found.filter((_, index) => !isLocked[index]);
  if (locked.length === 0) return { doomed, locked: undefined };
  const theirs = locks.filter((_, index) => isLocked[index]);
  const last = Math.max(...theirs.map((lock) => lock?.until?.getTime() ?? 0));
  const until = theirs.some((lock) => lock?.held) ? undefined : new Date(last).toISOString();
  const bytes = locked.reduce((sum, each) => sum + each.bytes, 0);
  return { doomed, locked: { blobs: locked.length, bytes, ...(until && { until }) } };
}

/** What prunes that are not finished have published, with the bytes: that is left to them. */
export async function claimedBlobs({ prunes }: Repository): Promise<ReadonlyMap<string, number>> {
  const claimed = new Map<string, number>();
  for (const { prune, parts } of await prunes.unfinished()) {
    if (!parts.has('blobs.ndjson.zst')) continue;
    for (const { blob, bytes } of await prunes.doomedBlobs(prune)) claimed.set(blob, bytes);
  }
  return claimed;
}
