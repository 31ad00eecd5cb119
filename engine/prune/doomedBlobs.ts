import type { SetName } from '../repository/contents.ts';
import type { DoomedBlob } from '../repository/pruneRecords.ts';
import type { Repository } from '../repository/repository.ts';
import type { Mark } from './mark.ts';

/** What a run that was interrupted has stored is kept for so long, for its next try: milliseconds. */
const keptForTheNextTry = 24 * 60 * 60 * 1000;

/**
 * The blobs that no set needs. Young ones count only if a set that goes has needed them: the others are what an interrupted
 * backup has left for its next try. This is for thrift alone, not for safety.
 */
export async function findDoomed(
  repository: Repository,
  mark: Mark,
  going: readonly SetName[],
  signal: AbortSignal,
): Promise<DoomedBlob[]> {
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
  return doomed;
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
