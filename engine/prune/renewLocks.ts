import { randomInt } from 'node:crypto';
import { messageOf, PgstowError } from '../errors.ts';
import type { ProgressMeter } from '../events.ts';
import { blobsOf, type Locking } from '../lock/locking.ts';
import type { SetName } from '../repository/contents.ts';
import { blobNamesKey, contentsKey, definitionsKey, manifestKey } from '../repository/keys.ts';
import type { SetManifest } from '../repository/manifest.ts';
import type { Repository } from '../repository/repository.ts';
import { decideSets } from './decideSets.ts';

/**
 * Has all sets of a plan that its retention keeps stay locked, the newest first. One that stays for its lock alone is left to its end.
 * Never rejects: what could not be renewed is a warning, for the run's own set is there and locked.
 */
export async function renewLocks(
  repository: Repository,
  plan: string,
  locking: Locking,
  { meter, signal }: { readonly meter: ProgressMeter; readonly signal: AbortSignal },
): Promise<void> {
  if (signal.aborted) return;
  try {
    const kept = (await decideSets(repository, plan, signal)).filter(({ stays, staysUntil }) => stays && !staysUntil);
    const newestFirst = kept.toSorted((a, b) => (a.set < b.set ? 1 : -1));
    if (newestFirst.length > 0)
      await tryNote(repository, newestFirst[randomInt(newestFirst.length)]!, locking, { meter, signal });
    for (const { set } of newestFirst) await renew(repository, { plan, set }, locking, { meter, signal });
  } catch (thrown) {
    meter.warn(`the locks of older sets could not all be renewed: ${messageOf(thrown)}`);
  }
}

/** Of one set, chosen at random, the store is asked whether what is noted of it is so. */
async function tryNote(
  repository: Repository,
  name: SetName,
  locking: Locking,
  { meter, signal }: { readonly meter: ProgressMeter; readonly signal: AbortSignal },
): Promise<void> {
  const found = (await locking.isCovered(name)) && (await repository.sets.find(name, { signal }));
  if (!found || found.state === 'damaged') return;
  if (await locking.isSo(await blobsOf(repository, found.manifest, signal))) return;
  locking.distrust();
  meter.warn(
    `set ${name.set} is noted to be locked longer than it is: all locks are extended anew; see who has the key and these credentials`,
  );
}

async function renew(
  repository: Repository,
  name: { readonly plan: string; readonly set: string },
  locking: Locking,
  { meter, signal }: { readonly meter: ProgressMeter; readonly signal: AbortSignal },
): Promise<void> {
  if (await locking.isCovered(name)) return;
  try {
    const found = await repository.sets.find(name, { signal });
    if (!found) return; // somebody has removed it since
    if (found.state === 'damaged') throw found.error;
    const blobs = await blobsOf(repository, found.manifest, signal);
    await locking.coverStanding(name, blobs, await objectsOf(repository, found.manifest, signal));
  } catch (thrown) {
    if (!(thrown instanceof PgstowError) || thrown.code === 'interrupted') throw thrown;
    meter.warn(`the lock of set ${name.set} could not be renewed: ${thrown.message}`);
  }
}

/** What a set needs besides blobs. */
export async function objectsOf(
  { sets }: Repository,
  { plan, set, copyOf }: SetManifest,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const names = copyOf && (await sets.readBlobNames({ plan, set }, { signal }).catch(() => undefined));
  const more = names ? [blobNamesKey(plan, set)] : [];
  return [definitionsKey(plan, set), contentsKey(plan, set), ...more, manifestKey(plan, set)];
}
