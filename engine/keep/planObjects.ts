import { PgstowError } from '../errors.ts';
import { inParallel } from '../repository/inParallel.ts';
import { blobKey, contentsKey, definitionsKey, manifestKey, planSetsPrefix } from '../repository/keys.ts';
import type { SetManifest } from '../repository/manifest.ts';
import type { Repository } from '../repository/repository.ts';

/** An object as it was listed. */
export interface ListedObject {
  readonly size: number;
  readonly storageClass?: string | undefined;
}

/** All that a repository stores, by key. */
export type StoredObjects = ReadonlyMap<string, ListedObject>;

/** What is stored for one plan. */
export interface PlanObjects {
  /** Those that can be read, the newest first, with what each has that no older one has. */
  readonly sets: readonly (SetManifest & { readonly newBlobs: number })[];
  /** What lies in the folder of the plan's sets, and the blobs that they need, each once. */
  readonly objects: readonly ListedObject[];
  /** The newest set: what a restore of it reads, and how that is made up. */
  readonly newest?: NewestObjects | undefined;
  /** What is not among them. */
  readonly warnings: readonly string[];
}

export interface NewestObjects {
  readonly set: string;
  readonly objects: readonly ListedObject[];
  readonly blobBytes: number;
  /** Of its manifest, definitions and contents. */
  readonly ownBytes: number;
}

/** Lists everything. */
export async function storedObjects({ store }: Repository, signal: AbortSignal | undefined): Promise<StoredObjects> {
  const found = new Map<string, ListedObject>();
  for await (const { key, size, storageClass } of store.list('', { signal })) found.set(key, { size, storageClass });
  return found;
}

/** Finds out by the contents of a plan's sets which objects are stored for it. */
export async function planObjects(
  repository: Repository,
  plan: string,
  stored: StoredObjects,
  signal: AbortSignal | undefined,
): Promise<PlanObjects> {
  const listed = await repository.sets.list(plan, { signal });
  const read = await inParallel(listed, async (each): Promise<ReadSet | string> => {
    if (each.state === 'damaged') return unread(each.set, each.error);
    try {
      return { manifest: each.manifest, blobs: await blobsOf(repository, each.manifest, signal) };
    } catch (thrown) {
      if (!(thrown instanceof PgstowError) || thrown.code !== 'damaged') throw thrown;
      return unread(each.set, thrown);
    }
  });
  const sets = read.filter((each) => typeof each !== 'string').toSorted(newestFirst);
  const own = [...stored].flatMap(([key, object]) => (key.startsWith(planSetsPrefix(plan)) ? [object] : []));
  const blobs = new Set(sets.flatMap((each) => [...each.blobs]));
  return {
    sets: withNewBlobs(sets, stored),
    objects: [...own, ...objectsAt([...blobs].map(blobKey), stored)],
    newest: sets[0] && newestObjects(sets[0], stored),
    warnings: read.filter((each) => typeof each === 'string'),
  };
}

/** Sets the newest first. */
function withNewBlobs(sets: readonly ReadSet[], stored: StoredObjects): PlanObjects['sets'] {
  const known = new Set<string>();
  const counted = sets.toReversed().map(({ manifest, blobs }) => {
    const added = [...blobs].filter((blob) => !known.has(blob));
    for (const blob of added) known.add(blob);
    const { totals } = manifest;
    // sets are copied the newest first: what it has brought to the copy is not what it has brought to the plan
    const newBytes = manifest.copyOf ? bytesOf(objectsAt(added.map(blobKey), stored)) : totals.newBytes;
    return { ...manifest, totals: { ...totals, newBytes }, newBlobs: added.length };
  });
  return counted.toReversed();
}

interface ReadSet {
  readonly manifest: SetManifest;
  /** By name. */
  readonly blobs: ReadonlySet<string>;
}

function unread(set: string, { message }: PgstowError): string {
  return `set ${set} cannot be read, and blobs that it alone needs are not counted with its plan: ${message}`;
}

async function blobsOf({ sets }: Repository, manifest: SetManifest, signal: AbortSignal | undefined) {
  const items = await sets.readContents(manifest, { signal });
  return new Set(items.flatMap((item) => ('pieces' in item ? item.pieces.map(({ blob }) => blob) : [])));
}

function newestFirst({ manifest: a }: ReadSet, { manifest: b }: ReadSet): number {
  return Date.parse(b.snapshotAt) - Date.parse(a.snapshotAt) || (a.set < b.set ? 1 : -1);
}

function newestObjects({ manifest: { plan, set }, blobs }: ReadSet, stored: StoredObjects): NewestObjects {
  const keys = [manifestKey(plan, set), definitionsKey(plan, set), contentsKey(plan, set)];
  const own = objectsAt(keys, stored);
  const needed = objectsAt([...blobs].map(blobKey), stored);
  return { set, objects: [...own, ...needed], blobBytes: bytesOf(needed), ownBytes: bytesOf(own) };
}

/** Without those that are missing: that is verify's to tell. */
function objectsAt(keys: readonly string[], stored: StoredObjects): ListedObject[] {
  return keys.flatMap((key) => stored.get(key) ?? []);
}

function bytesOf(objects: readonly ListedObject[]): number {
  return objects.reduce((sum, { size }) => sum + size, 0);
}
