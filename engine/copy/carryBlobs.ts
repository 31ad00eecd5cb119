import type { ProgressMeter } from '../events.ts';
import { type BlobStore, isArchived } from '../repository/blobs.ts';
import { inParallel } from '../repository/inParallel.ts';
import { carryWithin } from './carryWithin.ts';
import { contentThere } from './contentThere.ts';
import type { KnownNames } from './knownNames.ts';

/** So many blobs are under way at once: each is up to 16 MiB, and is in memory as it was stored and as it will be. */
const atOnce = 4;

export interface Carrying {
  /** Where they are. */
  readonly from: BlobStore;
  /** Where they shall be: none is relied on that somebody is about to delete. */
  readonly to: BlobStore;
  readonly known: KnownNames;
  readonly meter: ProgressMeter;
  readonly signal: AbortSignal;
}

/** Blobs that are now in both repositories. */
export interface Carried {
  /** The name there by the name here. */
  readonly names: ReadonlyMap<string, string>;
  /** Bytes that they take there. */
  readonly storedBytes: number;
  /** Those that had to be stored, and their bytes. */
  readonly newBlobs: number;
  readonly newBytes: number;
  /** How many of these the service has copied by itself, and why not all. */
  readonly withinService: number;
  readonly passedThrough?: string | undefined;
}

/**
 * Sees to it that blobs are in another repository as well. Only what is not there travels. Where the service can, it copies by itself; else
 * each blob is opened, its content compared with its name, and sealed anew under the other's key. Rejects with `damaged` where one is not
 * what it should be.
 */
export async function carryBlobs(work: Carrying, blobs: Iterable<string>): Promise<Carried> {
  const { meter, signal } = work;
  const there = await lookThere(work.to, signal);
  const carrying = { ...work, to: there.blobs };
  const found = [...blobs].map((blob) => present(there, work.known, blob) ?? blob);
  const old = found.filter((each) => typeof each !== 'string');
  for (const { bytes } of old) meter.add({ bytes });
  const within = await carryWithin(
    carrying,
    found.filter((each) => typeof each === 'string'),
  );
  const through = await inParallel(within.left, (blob) => carry(carrying, blob), atOnce);
  const carried = [...old, ...within.carried, ...through];
  const added = carried.filter(({ isNew }) => isNew);
  const hasPassed = through.some(({ isNew }) => isNew);
  return {
    names: new Map(carried.map(({ blob, name }) => [blob, name])),
    storedBytes: bytesOf(carried),
    newBlobs: added.length,
    newBytes: bytesOf(added),
    withinService: within.carried.length,
    ...(hasPassed && { passedThrough: within.why }),
  };
}

export interface CarriedBlob {
  readonly blob: string;
  readonly name: string;
  readonly bytes: number;
  readonly isNew: boolean;
}

/** What is where blobs shall be, as one listing tells. */
export interface There {
  /** Where they go: none is relied on that lies in an archive. */
  readonly blobs: BlobStore;
  /** Bytes by name, of those that lie in none. */
  readonly sizes: ReadonlyMap<string, number>;
}

export async function lookThere(to: BlobStore, signal: AbortSignal): Promise<There> {
  const sizes = new Map<string, number>();
  const archived = new Set<string>();
  for await (const blob of to.list({ signal })) {
    if (isArchived(blob)) archived.add(blob.name);
    else sizes.set(blob.name, blob.size);
  }
  return { blobs: to.avoiding(archived), sizes };
}

/** One that is known to be there. What has no room for a frame is none: it is carried again, which repairs it. */
export function present({ blobs, sizes }: There, known: KnownNames, blob: string): CarriedBlob | undefined {
  const content = known.get(blob);
  const name = content && blobs.nameOf(content);
  const bytes = name === undefined ? undefined : sizes.get(name);
  return name !== undefined && bytes !== undefined && bytes > blobs.leastOverhead
    ? { blob, name, bytes, isNew: false }
    : undefined;
}

async function carry({ from, to, known, meter, signal }: Carrying, blob: string): Promise<CarriedBlob> {
  const frame = await from.get(blob, { signal });
  const content = await contentThere(frame, blob, from.newHash, to.newHash);
  known.learn(blob, content);
  const put = await to.put({ id: content, body: [frame], storedBytes: frame.byteLength }, { signal });
  const bytes = frame.byteLength + to.overhead;
  const isNew = put !== 'present';
  meter.add({ bytes, storedBytes: isNew ? bytes : 0 });
  return { blob, name: to.nameOf(content), bytes, isNew };
}

function bytesOf(blobs: readonly CarriedBlob[]): number {
  return blobs.reduce((sum, { bytes }) => sum + bytes, 0);
}
