import { PgstowError } from '../errors.ts';
import type { ProgressMeter } from '../events.ts';
import { type CopyInTheMaking, withCopyInTheMaking } from '../prune/setInTheMaking.ts';
import { encodeBlobNames } from '../repository/blobNames.ts';
import type { ContentItem, SetName } from '../repository/contents.ts';
import { encodeContents } from '../repository/contentsFile.ts';
import { originalOf } from '../repository/ids.ts';
import type { SetManifest } from '../repository/manifest.ts';
import type { Pin } from '../repository/pins.ts';
import type { Plan } from '../repository/plans.ts';
import { recordRun, type SetRecord } from '../repository/recordRun.ts';
import type { Repository } from '../repository/repository.ts';
import { crossBorder } from '../spec/crossBorder.ts';
import { type Carried, carryBlobs } from './carryBlobs.ts';
import type { KnownNames } from './knownNames.ts';
import { type Standing, standings } from './standing.ts';

/** Where a set is copied from and to. */
export interface Route {
  readonly source: Repository;
  readonly destination: Repository;
  /** As it stands at the destination. */
  readonly plan: Plan;
  readonly known: KnownNames;
}

/** A set to copy. */
export interface SetWithPins {
  readonly manifest: SetManifest;
  /** When it was committed where it was made. */
  readonly committedAt: Date;
  /** Those that it has at its source: it is pinned at its copy from the first moment. */
  readonly sourcePins: readonly Pin[];
}

/** A set that is in the destination now, by this run or another one. */
export interface CopiedSet {
  readonly run: string;
  readonly set: SetManifest;
  readonly carried: Carried;
  /** True when the run that was at this plan before was killed. */
  readonly afterTheDead: boolean;
}

/** Another copier, or a backup that is made at the destination, is waited for so long, in such steps: milliseconds. */
const patience = { steps: 40, pause: 15_000 };

/**
 * Copies a set into another repository: blobs, definitions, contents, and last the manifest, so that it is whole there or not there.
 * It is read under a lease at its source, so that no prune takes it away meanwhile (the caller's), and made under one at its
 * destination, so that no prune there takes away what it relies on. A run of its own tells of it there. Undefined when it was there
 * already.
 */
export async function copySet(
  route: Route,
  copied: SetWithPins,
  { meter, signal }: { readonly meter: ProgressMeter; readonly signal: AbortSignal },
): Promise<CopiedSet | undefined> {
  const { destination, plan } = route;
  const onEvent = meter.forward;
  let made: CopiedSet | undefined;
  await recordRun(destination, { kind: 'copy', plan: plan.id, onEvent }, async (run, inner, record) => {
    const copying = { run, record, meter: inner, signal };
    made = await patiently({ meter: inner, signal, destination }, () => copyOnce(route, copied, copying));
    return { set: made?.set };
  });
  return made;
}

interface Copying {
  /** The run at the destination, and its record. */
  readonly run: string;
  readonly record: SetRecord;
  readonly meter: ProgressMeter;
  readonly signal: AbortSignal;
}

/** The same without a record of its own. Rejects with `busy` when somebody else is at the plan. */
export function copyOnce(
  route: Route,
  copied: SetWithPins,
  { run, record, meter, signal }: Copying,
): Promise<CopiedSet | undefined> {
  const { destination, plan } = route;
  return withCopyInTheMaking(destination, plan.id, { run, meter, signal, lock: plan.document.lock }, (making) =>
    make({ ...route, run, making, record, meter }, copied),
  );
}

interface Making extends Route {
  readonly run: string;
  readonly making: CopyInTheMaking;
  readonly record: SetRecord;
  readonly meter: ProgressMeter;
}

async function make(copying: Making, copied: SetWithPins): Promise<CopiedSet | undefined> {
  const { manifest, sourcePins } = copied;
  const { source, destination, plan, known, making, record, meter, run } = copying;
  const { signal } = making;
  const standing = await (await standings(destination, plan.id, signal))(originalOf(manifest.set));
  if (standing.state === 'there') return undefined; // somebody was quicker
  if (standing.state === 'damaged') throw isDamagedThere(standing, { source, destination });
  if (standing.state === 'removed') throw wasRemoved(manifest, destination);
  meter.phase('copy');
  meter.expect({ tables: 0, bytesTotal: manifest.totals.storedBytes });
  const items = await source.sets.readContents(manifest, { signal });
  const definitions = await source.sets.readDefinitions(manifest, { signal });
  await known.askNeighbours(plan.id, manifest.set, { signal, warn: (message) => meter.warn(message) });
  const blobs = blobsOf(items);
  const carried = await carryBlobs({ from: source.blobs, to: making.blobs, known, meter, signal }, blobs);
  meter.flush();

  const contents = await encodeContents(items.map((item) => renamed(item, carried.names)));
  const set = manifestThere(copying, copied, { set: standing.free, contents: summaryOf(contents) }, carried);
  const pins = sourcePins.map((pin) => ({ ...pin, plan: set.plan, set: set.set, copyOf: source.id }));
  const names = known.of(blobs);
  await record.making(set.set);
  await making.commit(set, { definitions, contents, blobNames: names && encodeBlobNames(names), pins });
  record.made(set.set);
  return { run, set, carried, afterTheDead: making.afterTheDead };
}

/** The blobs that contents are in. */
export function blobsOf(items: readonly ContentItem[]): ReadonlySet<string> {
  return new Set(items.flatMap((item) => ('pieces' in item ? item.pieces.map(({ blob }) => blob) : [])));
}

/** The same contents, where their blobs have these names. */
export function renamed(item: ContentItem, names: Pick<ReadonlyMap<string, string>, 'get'>): ContentItem {
  if (!('pieces' in item)) return item;
  return { ...item, pieces: item.pieces.map((piece) => ({ ...piece, blob: names.get(piece.blob)! })) };
}

/** What a manifest says of them. */
export function summaryOf({ bytes, sha256, items }: SetManifest['contents']): SetManifest['contents'] {
  return { bytes, sha256, items };
}

/** What a restore of it goes back to, what it is of and how it was read is that of the set; where it is and what it takes there is not. */
function manifestThere(
  { source, destination, plan }: Making,
  { manifest, committedAt }: SetWithPins,
  own: Pick<SetManifest, 'set' | 'contents'>,
  { storedBytes, newBytes }: Carried,
): SetManifest {
  const { crossBorder: _, ...rest } = manifest;
  const at = destination.surroundings.now().toISOString();
  const border = crossBorder(plan.document, destination.facts.region);
  return {
    ...rest,
    ...own,
    repository: destination.id,
    totals: { ...manifest.totals, storedBytes, newBytes },
    copyOf: { repository: source.id, set: manifest.set, at, committedAt: committedAt.toISOString() },
    ...(border && { crossBorder: border }),
  };
}

interface Patient {
  readonly destination: Repository;
  readonly meter: ProgressMeter;
  readonly signal: AbortSignal;
}

async function patiently<T>({ destination, meter, signal }: Patient, copy: () => Promise<T>): Promise<T> {
  for (let step = 1; ; step++) {
    try {
      return await copy();
    } catch (thrown) {
      if (!(thrown instanceof PgstowError) || thrown.code !== 'busy' || step >= patience.steps) throw thrown;
      if (step === 1) meter.warn(`waiting: ${thrown.message}`);
      await destination.surroundings.pause(patience.pause, signal);
    }
  }
}

/** What was removed by its name is not brought back by whoever copies. */
export function wasRemoved({ plan, set }: SetName, { store }: Repository): PgstowError {
  return new PgstowError('conflict', `set ${set} of plan ${plan} was in ${store.url} and has been removed there`, {
    hint: 'it can be copied there again when that is more than a week ago',
  });
}

/** What is there is not written over by whoever copies. */
export function isDamagedThere(
  { set, what }: Extract<Standing, { state: 'damaged' }>,
  { source, destination }: Pick<Route, 'source' | 'destination'>,
): PgstowError {
  return new PgstowError('damaged', `set ${set} is damaged in ${destination.store.url}: ${what}`, {
    hint: `repair it there: pgstow repair ${set} --repository '${destination.store.url}' --from '${source.store.url}'`,
  });
}
