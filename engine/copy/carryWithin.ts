import { inParallel } from '../repository/inParallel.ts';
import type { CopiedWithin } from '../store/store.ts';
import type { CarriedBlob, Carrying } from './carryBlobs.ts';
import { mendBlobs } from './mendBlobs.ts';

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
 * source, and what is stored there can be read here as it stands: nothing is encrypted by us, or the destination has the keys. Nobody can tell
 * beforehand whether it does: the first one is tried, and where it is refused for a reason that holds for all, so are the others.
 */
export async function carryWithin(carrying: Carrying, blobs: readonly string[]): Promise<CarriedWithin> {
  const { from, to, known } = carrying;
  const unlike = to.whyNotWithin(from);
  if (unlike !== undefined || blobs.length === 0) return { carried: [], left: blobs, why: unlike };
  const seals = from.seals;
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
  if (carried.length > 0 && seals.length > 0) await replaceUnopened(carrying, carried, seals);
  return { carried, left: results.filter((each) => typeof each === 'string'), why };
}

async function copyOne(carrying: Carrying, blob: string, name: string): Promise<CarriedBlob | Refused> {
  const { from, to, meter, signal } = carrying;
  const sealedOtherwise = await whyNotAsItStands(carrying, blob, name);
  if (sealedOtherwise) return { why: sealedOtherwise, forAll: false };
  const copied = await to.copyFrom(from, blob, name, { signal });
  if (copied.state === 'refused') return copied;
  meter.add({ bytes: copied.size, storedBytes: copied.size });
  return { blob, name, bytes: copied.size, isNew: true };
}

type Refused = Omit<Extract<CopiedWithin, { state: 'refused' }>, 'state'>;

/** What is sealed is so about its name. Where the source has keys that the destination has not, what a blob begins with is read: 16 bytes. */
async function whyNotAsItStands(
  { from, to, signal }: Carrying,
  blob: string,
  name: string,
): Promise<string | undefined> {
  if (from.seals.length === 0) return undefined;
  if (blob !== name) return 'what is to have another name is sealed anew';
  if (from.seals.every((seal) => to.seals.includes(seal))) return undefined;
  const isKnown = to.seals.includes(await from.sealOf(blob, { signal }));
  return isKnown ? undefined : 'what is sealed with keys that the copy does not have is sealed anew';
}

/**
 * The keys of the source may have been rotated meanwhile, and a blob that was damaged been sealed anew with those, before it was copied. Who
 * seals with keys has seen their record: where there are no more than before, there is none.
 */
async function replaceUnopened(
  { from, to, meter, signal }: Carrying,
  carried: readonly CarriedBlob[],
  seals: readonly string[],
): Promise<void> {
  if ((await from.sealsNow()).length === seals.length) return;
  const unopened = await inParallel(
    carried,
    async ({ name }) => !to.seals.includes(await to.sealOf(name, { signal })),
    atOnce,
  );
  const names = new Map(carried.filter((_, index) => unopened[index]).map(({ blob, name }) => [name, blob]));
  const failed = await mendBlobs({ from, to, lockOf: async () => undefined, meter, signal }, names);
  for (const why of failed.values()) throw why;
}
