import { PgstowError } from '../errors.ts';
import type { ProgressMeter } from '../events.ts';
import { provenParts } from '../pipe/blobReader.ts';
import { contentOf } from '../pipe/contentHash.ts';
import type { BlobStore } from '../repository/blobs.ts';
import { inParallel } from '../repository/inParallel.ts';
import type { ObjectLock } from '../store/objectLocks.ts';
import { contentThere } from './contentThere.ts';

/** So many are under way at once: each is up to 16 MiB, in memory twice. */
const atOnce = 4;

export interface Mending {
  readonly from: BlobStore;
  readonly to: BlobStore;
  /** How a blob here is to be locked. */
  readonly lockOf: (blob: string) => Promise<ObjectLock | undefined>;
  readonly meter: ProgressMeter;
  readonly signal: AbortSignal;
}

/**
 * Puts blobs in the place of damaged ones, out of another repository. What comes is proved by its name there, that it is what has to stand
 * here by its name here, and what stands then by reading it. Gives why a blob could not be mended; those that are not among them were.
 */
export async function mendBlobs(
  mending: Mending,
  names: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, PgstowError>> {
  const failed = new Map<string, PgstowError>();
  await inParallel(
    [...names],
    async ([here, there]) => {
      try {
        await mend(mending, here, there);
      } catch (thrown) {
        if (!(thrown instanceof PgstowError) || !['damaged', 'archived'].includes(thrown.code)) throw thrown;
        failed.set(here, thrown);
      }
    },
    atOnce,
  );
  return failed;
}

async function mend({ from, to, lockOf, meter, signal }: Mending, here: string, there: string): Promise<void> {
  const frame = await from.get(there, { signal });
  const content = await contentThere(frame, there, from.newHash, to.newHash);
  if (content !== contentOf(here)) {
    throw new PgstowError('damaged', `blob ${there} of the other repository does not have the content of blob ${here}`);
  }
  await to.replace(here, [frame], { signal, lock: await lockOf(here) });
  for await (const _ of provenParts(await to.get(here, { signal }), here, to.newHash)); // proves it by its end
  meter.add({ bytes: frame.byteLength, storedBytes: frame.byteLength });
}
