import { blobsOf } from '../lock/locking.ts';
import { firstVersion, isRefusal, oddVersions } from '../lock/oddVersions.ts';
import { objectsOf } from '../prune/renewLocks.ts';
import { inParallel } from '../repository/inParallel.ts';
import { blobKey } from '../repository/keys.ts';
import type { SetManifest } from '../repository/manifest.ts';
import type { Repository } from '../repository/repository.ts';
import type { KeptVersions, StandingLock } from '../store/objectLocks.ts';
import type { AffectedSet, Finding } from './verifyFinding.ts';

/** What is promised of an object, and for which sets. */
interface Promised {
  until: Date | undefined;
  held: boolean;
  readonly sets: SetManifest[];
}

/**
 * Asks the store whether what some sets need is locked as long as is noted of them, and held where they are under legal hold. Of blobs
 * only those that were `read`, where that is a sample.
 */
export async function checkLocks(
  repository: Repository,
  sets: readonly SetManifest[],
  { sample, signal }: { readonly sample: ReadonlySet<string> | undefined; readonly signal: AbortSignal },
): Promise<Finding[]> {
  const { store } = repository;
  const bucket = await store.locks?.bucket({ signal }).catch(() => undefined);
  if (!store.locks || !bucket?.lockable) return [];
  const now = await store.clock(signal);
  const promised = new Map<string, Promised>();
  for (const set of sets) await addPromises(repository, set, { promised, now, sample, signal });
  if (promised.size === 0) return [];
  const odd = await oddVersions(store.locks, signal).catch((thrown): ReadonlyMap<string, KeptVersions> => {
    if (!isRefusal(thrown)) throw thrown;
    return new Map(); // which is a warning of its own; what readers see is asked about
  });
  const found = await inParallel([...promised], async ([key, promise]): Promise<Finding | undefined> => {
    const lock = await store.locks!.lockOf(key, { version: firstVersion(odd, key), signal });
    const what = lock && broken(lock, promise);
    if (!what) return undefined;
    return { kind: 'unlocked', key, message: `${key} ${what}`, affects: promise.sets.map(affects) };
  });
  return found.filter((finding) => finding !== undefined);
}

async function addPromises(
  repository: Repository,
  manifest: SetManifest,
  { promised, now, sample, signal }: PromiseOptions,
): Promise<void> {
  const noted = await repository.locks.of(manifest, { signal });
  const until = noted && new Date(noted.until) > now ? new Date(noted.until) : undefined;
  const held = (await repository.pins.of(manifest, { signal })).some((pin) => pin.hold && !pin.copyOf);
  if (!until && !held) return;
  const blobs = [...(await blobsOf(repository, manifest, signal))].filter((blob) => sample?.has(blob) ?? true);
  for (const key of [...(await objectsOf(repository, manifest, signal)), ...blobs.map(blobKey)]) {
    const known = promised.get(key) ?? { until: undefined, held: false, sets: [] };
    promised.set(key, known);
    if (until && (!known.until || until > known.until)) known.until = until;
    known.held ||= held;
    known.sets.push(manifest);
  }
}

interface PromiseOptions {
  readonly promised: Map<string, Promised>;
  readonly now: Date;
  readonly sample: ReadonlySet<string> | undefined;
  readonly signal: AbortSignal;
}

function broken(lock: StandingLock, { until, held }: Promised): string | undefined {
  if (held && !lock.held) return 'is not under legal hold, and its set is: run pgstow hold again';
  if (!until || (lock.until && lock.until >= until)) return undefined;
  const is = lock.until ? `is locked until ${lock.until.toISOString()} only` : 'is not locked';
  return `${is}, and is noted to be until ${until.toISOString()}`;
}

function affects({ plan, set }: SetManifest): AffectedSet {
  const message = `set ${set} of plan ${plan}: it can be restored, and is not protected as it should be; the next backup of the plan renews its lock`;
  return { plan, set, whole: false, tables: [], largeObjects: false, message };
}
