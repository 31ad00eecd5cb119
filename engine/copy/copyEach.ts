import { PgstowError } from '../errors.ts';
import type { ProgressMeter } from '../events.ts';
import { withReading } from '../prune/withReading.ts';
import { repositoryKey } from '../repository/keys.ts';
import type { SetManifest } from '../repository/manifest.ts';
import { KeysRotated } from '../repository/whyNotOpen.ts';
import { type CopiedSet, copySet, type Route, type SetWithPins } from './copySet.ts';
import type { WaitingSets } from './waitingSets.ts';

/** Sets on their way to one destination. */
export interface Copying {
  readonly route: Route;
  /** The run at the source that copies. */
  readonly run: string;
  /** Told of each before it is copied: it may have to wait. */
  readonly waiting: WaitingSets;
  readonly meter: ProgressMeter;
  readonly signal: AbortSignal;
  /** Told of each that needs no more to be done about: copied now, or there or gone by itself; with what was copied. */
  readonly onDone: (manifest: SetManifest, copied: CopiedSet | undefined, isGone: boolean) => void;
}

/**
 * Copies sets one after the other, but for those that have to wait. One that cannot be copied keeps no other from being copied: gives what is wrong with the first of
 * them. But where one of the two repositories does not answer any more, or somebody else is at the plan, it rejects: all that follow
 * would wait for the same in vain.
 */
export async function copyEach(copying: Copying, missing: readonly SetWithPins[]): Promise<PgstowError | undefined> {
  let found: PgstowError | undefined;
  for (const each of missing) {
    try {
      if (!(await copying.waiting.waits(each.manifest))) await copyOne(copying, each);
    } catch (thrown) {
      if (!(thrown instanceof PgstowError) || !(await isOfThisSet(thrown, copying))) throw thrown;
      found ??= thrown;
    }
  }
  return found;
}

async function isOfThisSet(thrown: PgstowError, copying: Copying): Promise<boolean> {
  if (thrown instanceof KeysRotated) return false;
  const { code } = thrown;
  if (['damaged', 'archived', 'unsupported', 'conflict', 'lost', 'input', 'verification'].includes(code)) return true;
  return code === 'store' && (await bothAnswer(copying));
}

/** An object alone may be out of reach: archived, or refused to these credentials. */
async function bothAnswer({ route: { source, destination }, signal }: Copying): Promise<boolean> {
  try {
    for (const { store } of [source, destination]) await store.size(repositoryKey, { signal });
    return true;
  } catch {
    return false; // the first error is the one to tell
  }
}

/** Under a lease of a reader, so that no prune at the source takes the set away meanwhile. */
async function copyOne({ route, run, meter, signal, onDone }: Copying, set: SetWithPins): Promise<void> {
  const { manifest } = set;
  const name = { plan: manifest.plan, set: manifest.set };
  await withReading(route.source, name, { run, meter, signal }, async ({ signal, require }) => {
    if (await isGone(require(name))) return onDone(manifest, undefined, true);
    onDone(manifest, await copySet(route, set, { meter, signal }), false);
  });
}

/** Whether a set has been removed since it was listed, or is about to be: then it is not missing at the copy. */
async function isGone(required: Promise<void>): Promise<boolean> {
  try {
    await required;
    return false;
  } catch (thrown) {
    if (thrown instanceof KeysRotated) throw thrown; // it is there, and cannot be read with the keys at hand
    if (thrown instanceof PgstowError && ['input', 'conflict'].includes(thrown.code)) return true;
    throw thrown;
  }
}
