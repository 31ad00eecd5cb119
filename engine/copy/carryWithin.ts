import { inParallel } from '../repository/inParallel.ts';
import type { CarriedBlob, Carrying } from './carryBlobs.ts';

/** So many are under way at once: nothing of them is in memory. */
const atOnce = 16;

export interface CarriedWithin {
  readonly carried: readonly CarriedBlob[];
  /** Those that have to pass through this machine, and the first reason. */
  readonly left: readonly string[];
  readonly why: string | undefined;
}

/**
 * Has the service copy blobs by itself, where both repositories are in the same one, the credentials of the destination can read the
 * source, and nothing is encrypted by us. Nobody can tell that beforehand: the first one is tried, and where it is refused for a
 * reason that holds for all, so are the others.
 */
export async function carryWithin(carrying: Carrying, blobs: readonly string[]): Promise<CarriedWithin> {
  const { from, to, known } = carrying;
  const unlike = to.whyNotWithin(from);
  if (unlike !== undefined || blobs.length === 0) return { carried: [], left: blobs, why: unlike };
  let why: string | undefined;
  let isRefused = false;
  const one = async (blob: string): Promise<CarriedBlob | string> => {
    if (isRefused) return blob;
    const copied = await copyOne(carrying, blob, to.nameOf(known.get(blob)!));
    if ('name' in copied) return copied;
    why ??= copied.why;
    isRefused ||= copied.forAll;
    return blob;
  };
  const results = [await one(blobs[0]!), ...(await inParallel(blobs.slice(1), one, atOnce))];
  const carried = results.filter((each) => typeof each !== 'string');
  return { carried, left: results.filter((each) => typeof each === 'string'), why };
}

async function copyOne({ from, to, meter, signal }: Carrying, blob: string, name: string) {
  const copied = await to.copyFrom(from, blob, name, { signal });
  if (copied.state === 'refused') return copied;
  meter.add({ bytes: copied.size, storedBytes: copied.size });
  return { blob, name, bytes: copied.size, isNew: true } satisfies CarriedBlob;
}
