import { type Blocker, blockersNow } from '../prune/blockers.ts';
import type { DecidedSet } from '../prune/decideSets.ts';
import { claimedBlobs, findDoomed, type LockedBlobs } from '../prune/doomedBlobs.ts';
import { Mark, type UnreadableSet } from '../prune/mark.ts';
import { setsGoing } from '../prune/published.ts';
import type { Repository } from '../repository/repository.ts';

/** What a prune deletes besides sets, or would. */
export interface Forecast {
  /** Blobs that were deleted; with `dryRun` those that would be. */
  readonly blobs: number;
  /** Their bytes in the store. */
  readonly bytes: number;
  /** The same of what is deleted only when the backups under way have ended. */
  readonly waiting: { readonly blobs: number; readonly bytes: number };
  /** Those backups. */
  readonly waitsFor: readonly Blocker[];
  /** Sets that cannot be read: because of them no blob is deleted. They can be removed by their names. */
  readonly unreadable: readonly UnreadableSet[];
  /** Blobs that no set needs, and that cannot be deleted before their lock or legal hold has ended; absent where there are none. */
  readonly locked?: LockedBlobs | undefined;
}

/** What would be deleted if these sets went, and what prunes that were cut off have left to do; changes nothing. */
export async function forecast(
  repository: Repository,
  sets: readonly DecidedSet[],
  signal: AbortSignal,
): Promise<Forecast> {
  const begun = await setsGoing(repository);
  const going = [...sets.filter(({ stays }) => !stays), ...begun.values()];
  const mark = new Mark(repository, signal);
  await mark.look(going);
  const none = { blobs: 0, bytes: 0 };
  if (mark.unreadable.length > 0) return { ...none, waiting: none, waitsFor: [], unreadable: mark.unreadable };
  const left = [...(await claimedBlobs(repository))].filter(([blob]) => !mark.blobs.has(blob));
  const needless = await findDoomed(repository, mark, going, signal);
  const { locked } = needless;
  const doomed = [...needless.doomed, ...left.map(([blob, bytes]) => ({ blob, bytes }))];
  const all = { blobs: doomed.length, bytes: doomed.reduce((sum, { bytes }) => sum + bytes, 0) };
  const waitsFor = await blockersNow(repository);
  const waits = waitsFor.length > 0;
  return { ...(waits ? none : all), waiting: waits ? all : none, waitsFor, unreadable: [], ...(locked && { locked }) };
}
