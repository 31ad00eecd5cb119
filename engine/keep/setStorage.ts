import { thawTimes, tiersText } from '../coldStorage/thawTime.ts';
import { isArchived } from '../repository/blobs.ts';
import type { ContentItem } from '../repository/contents.ts';
import { inParallel } from '../repository/inParallel.ts';
import type { SetManifest } from '../repository/manifest.ts';
import type { Repository } from '../repository/repository.ts';
import type { SetLock } from '../repository/setLocks.ts';
import { storagePlace } from '../repository/storagePlace.ts';

/** How what a set needs is stored. */
export interface SetStorage {
  /** What of it lies in an archive, by class; none where all of it can be read at once. */
  readonly archived: readonly ArchivedShare[];
  /** What is noted of its lock; `ended` where that is over. */
  readonly lock?: (Pick<SetLock, 'mode' | 'until'> & { readonly ended?: true | undefined }) | undefined;
}

/** What of a set lies in one archive class. */
export interface ArchivedShare {
  /** Such as `DEEP_ARCHIVE`. */
  readonly storageClass: string;
  readonly blobs: number;
  /** As they are stored. */
  readonly bytes: number;
  /** How long thawing takes, by tier, in words: `3 to 5 hours (Standard), …`; absent where that is not known of the service. */
  readonly takes?: string | undefined;
}

/**
 * Looks how what a set needs is stored, by its contents. In a bucket all blobs are listed, a thousand a request, for which class each
 * is in no note tells, and a rule of the bucket may have moved it. That something was thawed a listing does not tell, nor the archive tiers of INTELLIGENT_TIERING:
 * `thaw` asks about each blob.
 */
export async function setStorage(
  repository: Repository,
  set: SetManifest,
  contents: readonly ContentItem[],
  { signal }: { readonly signal?: AbortSignal | undefined } = {},
): Promise<SetStorage> {
  const lock = await lockOf(repository, set, signal);
  return { archived: await archivedOf(repository, contents, signal), ...(lock && { lock }) };
}

async function lockOf(
  { store, locks }: Repository,
  set: SetManifest,
  signal: AbortSignal | undefined,
): Promise<SetStorage['lock']> {
  const noted = store.locks && (await locks.of(set, { signal }));
  if (!noted) return undefined;
  const ended = new Date(noted.until) <= (await store.clock(signal));
  return { mode: noted.mode, until: noted.until, ...(ended && { ended }) };
}

async function archivedOf(
  { store, blobs }: Repository,
  contents: readonly ContentItem[],
  signal: AbortSignal | undefined,
): Promise<ArchivedShare[]> {
  if (!store.classes) return [];
  const needed = new Set(contents.flatMap((item) => ('pieces' in item ? item.pieces.map(({ blob }) => blob) : [])));
  const found = new Map<string, { blobs: number; bytes: number }>();
  await inParallel([...'0123456789abcdef'], async (beginning) => {
    for await (const { name, size, storageClass } of blobs.list({ beginning, signal })) {
      if (!needed.has(name) || !isArchived({ storageClass })) continue;
      const { blobs, bytes } = found.get(storageClass!) ?? { blobs: 0, bytes: 0 };
      found.set(storageClass!, { blobs: blobs + 1, bytes: bytes + size });
    }
  });
  const place = storagePlace(store.url);
  return [...found].toSorted().map(([storageClass, counts]) => {
    const times = thawTimes(place, storageClass);
    return { storageClass, ...counts, ...(times && { takes: tiersText(times) }) };
  });
}
