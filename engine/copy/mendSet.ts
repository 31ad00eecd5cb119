import type { ProgressMeter } from '../events.ts';
import { blobsToRelyOn } from '../prune/setInTheMaking.ts';
import type { SetName } from '../repository/contents.ts';
import { encodeContents } from '../repository/contentsFile.ts';
import { originalOf } from '../repository/ids.ts';
import type { SetManifest } from '../repository/manifest.ts';
import type { Repository } from '../repository/repository.ts';
import { crossBorder } from '../spec/crossBorder.ts';
import type { ObjectLock } from '../store/objectLocks.ts';
import { type Carried, carryBlobs } from './carryBlobs.ts';
import { blobsOf, renamed, summaryOf } from './copySet.ts';
import { KnownNames } from './knownNames.ts';

export interface MendingSet {
  /** The repository that has the set whole. */
  readonly from: Repository;
  /** The set there. */
  readonly there: SetManifest;
  /** The repository whose set is damaged. */
  readonly to: Repository;
  /** How what is put back is to be locked. */
  readonly lock: ObjectLock | undefined;
  readonly meter: ProgressMeter;
  readonly signal: AbortSignal;
}

/** What can be read of the set here. */
export interface SetHere extends SetName {
  /** Absent where it cannot be read, or is gone. */
  readonly manifest?: SetManifest | undefined;
  /** Whether the place of its manifest is empty. */
  readonly isLost: boolean;
}

/** Puts a set's definitions back, which are the same bytes in both repositories. */
export async function mendDefinitions({ from, there, to, lock, signal }: MendingSet, here: SetManifest): Promise<void> {
  await to.sets.mend(here, { definitions: await from.sets.readDefinitions(there, { signal }), lock });
}

/**
 * Puts back what the manifest of a set leads to, and the manifest itself where that is needed: the list of contents is that of the other
 * repository with the names that the blobs have here. The manifest is written last, as by any commit. Under a lease of a reader, so that
 * no prune removes the set meanwhile (the caller's).
 */
export async function mendManifest(mending: MendingSet, here: SetHere): Promise<void> {
  const { from, there, to, lock, meter, signal } = mending;
  const items = await from.sets.readContents(there, { signal });
  const definitions = await from.sets.readDefinitions(there, { signal });
  const known = new KnownNames(from, to);
  const asking = { signal, warn: (message: string) => meter.warn(message) };
  await known.askBoth(here, there, asking);
  await known.askNeighbours(there.plan, originalOf(here.set), asking);
  const { blobs } = await blobsToRelyOn(to, meter);
  const carrying = { from: from.blobs, to: lock ? blobs.locking(lock) : blobs, known, meter, signal };
  const carried = await carryBlobs(carrying, blobsOf(items));
  const contents = await encodeContents(items.map((item) => renamed(item, carried.names)));
  const summary = summaryOf(contents);
  const { manifest } = here;
  if (manifest && manifest.contents.sha256 === summary.sha256)
    return to.sets.mend(manifest, { definitions, contents, lock });
  // another zstd has made another file of the same list, or the manifest is what is damaged
  const made = manifest
    ? { ...manifest, contents: summary }
    : { ...(await manifestHere(mending, here, carried)), contents: summary };
  await to.sets.mend(made, { definitions, contents, manifest: here.isLost ? 'lost' : 'damaged', lock });
}

/** As {@link manifestThere} of a copy makes it, from the other side. */
async function manifestHere(
  { from, there, to }: MendingSet,
  { set }: SetHere,
  { storedBytes }: Carried,
): Promise<SetManifest> {
  const { crossBorder: _, copyOf, ...rest } = there;
  const isOriginal = copyOf?.repository === to.id;
  const at = to.surroundings.now().toISOString();
  const origin = { repository: from.id, set: there.set, at, committedAt: copyOf?.committedAt };
  const plan = await to.plans.find(there.plan);
  const border = plan && crossBorder(plan.document, to.facts.region);
  return {
    ...rest,
    set,
    repository: to.id,
    totals: { ...there.totals, storedBytes },
    ...(!isOriginal && { copyOf: origin }),
    ...(border && { crossBorder: border }),
  };
}
