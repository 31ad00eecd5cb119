import { PgstowError } from '../errors.ts';
import type { ProgressMeter } from '../events.ts';
import { inParallel } from '../repository/inParallel.ts';
import { blobKey } from '../repository/keys.ts';
import type { Repository } from '../repository/repository.ts';
import { storagePlace } from '../repository/storagePlace.ts';
import type { ThawRequest } from '../store/storageClasses.ts';
import type { ArchivedBlob } from './archivedBlobs.ts';
import { requireClasses } from './carryOut.ts';
import { thawTimes, thawTimeText, tiersText } from './thawTime.ts';

/** How what is archived is made readable, and whether that is waited for. */
export interface ThawTerms extends ThawRequest {
  readonly wait: boolean;
}

/** S3's own default tier; a week is time enough to restore, and to try again. */
export const usualThaw: ThawTerms = { tier: 'Standard', days: 7, wait: false };

export interface ThawContext {
  readonly meter: ProgressMeter;
  readonly signal: AbortSignal;
}

const day = 24 * 60 * 60_000;

/** It is looked so often whether something is thawed: milliseconds. A day of waiting is a few hundred requests. */
const lookEvery = 5 * 60_000;
/** At first more often, for some services take a minute alone. */
const firstLooks = [5_000, 10_000, 20_000, 30_000, 60_000, 120_000];

/**
 * Asks that blobs be made readable; what is on its way already is not asked for again. What is readable stays so for as many days from now. Rejects with `input` when one of their classes
 * has no such tier: nothing was asked for then.
 */
export async function askToThaw(
  repository: Repository,
  blobs: readonly ArchivedBlob[],
  request: ThawRequest,
  { meter, signal }: ThawContext,
): Promise<void> {
  const frozen = blobs.filter(({ state }) => state === 'frozen');
  requireTier(repository, frozen, request);
  const classes = requireClasses(repository);
  meter.phase('thaw');
  const soon = (await repository.store.clock(signal)).getTime() + (request.days - 1) * day; // less than a day more is not worth a request
  const brief = blobs.filter(
    ({ state, readableUntil }) => state === 'thawed' && readableUntil && readableUntil.getTime() < soon,
  );
  await inParallel([...frozen, ...brief], ({ blob, storageClass }) =>
    classes.thaw({ key: blobKey(blob), storageClass }, request, { signal }),
  );
}

/** Waits until all of them can be read, however long that takes. */
export async function waitForThaw(
  repository: Repository,
  blobs: readonly ArchivedBlob[],
  { meter, signal }: ThawContext,
): Promise<void> {
  meter.phase('thaw');
  const left = [...blobs];
  for (let look = 0; left.length > 0; look++) {
    await repository.surroundings.pause(firstLooks[look] ?? lookEvery, signal);
    while (left.length > 0 && (await isReadable(repository, left.at(-1)!, signal))) left.pop();
  }
}

async function isReadable({ blobs }: Repository, { blob }: ArchivedBlob, signal: AbortSignal): Promise<boolean> {
  const state = await blobs.look(blob, { signal });
  return !state?.archived || state.archived.state === 'thawed'; // that one is missing is for who reads it to tell
}

/** How long it takes by the tier that is asked for, in words; what is on its way may have been asked for with another one. */
export function howLong(
  { store }: Pick<Repository, 'store'>,
  blobs: readonly ArchivedBlob[],
  { tier }: ThawRequest,
): string {
  const place = storagePlace(store.url);
  const classes = [...new Set(blobs.map(({ storageClass }) => storageClass))].sort();
  const known = classes.map((storageClass) => {
    const time = thawTimes(place, storageClass)?.[tier];
    return time && `${storageClass} takes ${thawTimeText(time)} with tier ${tier}`;
  });
  if (known.every((each) => each !== undefined)) return known.join(', ');
  return 'how long that takes is not known of this service';
}

function requireTier({ store }: Repository, blobs: readonly ArchivedBlob[], { tier }: ThawRequest): void {
  const place = storagePlace(store.url);
  for (const storageClass of new Set(blobs.map((each) => each.storageClass))) {
    const times = thawTimes(place, storageClass);
    if (!times || times[tier]) continue;
    throw new PgstowError('input', `what is archived as ${storageClass} cannot be thawed with tier ${tier}`, {
      hint: `nothing was asked for; it takes ${tiersText(times)}`,
    });
  }
}
