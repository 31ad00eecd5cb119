import { PgstowError } from '../errors.ts';
import type { ProgressMeter } from '../events.ts';
import type { LeaseClaim, LeaseContext } from '../lease/acquire.ts';
import { backupLease } from '../lease/leaseRecord.ts';
import { undertaker } from '../lease/settle.ts';
import { type Lease, withLease } from '../lease/withLease.ts';
import { Locking, lockOf } from '../lock/locking.ts';
import type { BlobStore } from '../repository/blobs.ts';
import type { SetName } from '../repository/contents.ts';
import { decodeContents, type EncodedContents } from '../repository/contentsFile.ts';
import { contentsKey } from '../repository/keys.ts';
import type { SetManifest } from '../repository/manifest.ts';
import type { Pin } from '../repository/pins.ts';
import type { Repository } from '../repository/repository.ts';
import type { LockSpec } from '../spec/lockSchema.ts';
import { namesOnTheMove } from './namesOnTheMove.ts';
import { namesToAvoid } from './namesToAvoid.ts';
import { warnOfHidden } from './warnOfHidden.ts';

/** What a set is made with, under the lease of its plan. */
interface InTheMaking {
  /** Where its contents go: none of its blobs is one that somebody is about to delete or to archive. */
  readonly blobs: BlobStore;
  /** Fires when the caller's does, and when the run was declared dead. */
  readonly signal: AbortSignal;
  /** True when the run before was killed. */
  readonly afterTheDead: boolean;
  /** What locks the set; absent where its plan does not say so. */
  readonly locking: Locking | undefined;
}

/** How the set is to be locked, where its plan says so. */
interface Locked {
  readonly lock?: LockSpec | undefined;
}

/** A set that is being made. */
export interface SetInTheMaking extends InTheMaking {
  readonly set: string;
  /** Makes the set exist, or rejects with `lost`. */
  readonly commit: (manifest: SetManifest, definitions: Buffer, contents: EncodedContents) => Promise<void>;
}

/** A set of another repository that is being copied to this one. */
export interface CopyInTheMaking extends InTheMaking {
  /**
   * Makes the set of the manifest exist, or rejects with `lost`. Only from here on is the set's id tied to what becomes of the
   * run: who dies before leaves no tombstone in the place of a set that is to be copied under this very id.
   */
  readonly commit: (manifest: SetManifest, parts: CopiedParts) => Promise<void>;
}

/** What a copied set consists of besides its manifest and its blobs. */
export interface CopiedParts {
  readonly definitions: Buffer;
  readonly contents: EncodedContents;
  readonly blobNames: Buffer | undefined;
  /** Before the set is there, so that no prune finds it without. */
  readonly pins: readonly Pin[];
}

/**
 * Runs `make` under the lease of a plan's backups, after it has learned which blobs not to rely on. Rejects with `busy` when
 * another backup of the plan is under way.
 */
export async function withSetInTheMaking<T>(
  repository: Repository,
  plan: string,
  { run, shards, knownDead, ...context }: LeaseContext & Locked & Pick<LeaseClaim, 'run' | 'shards' | 'knownDead'>,
  make: (making: SetInTheMaking) => Promise<T>,
): Promise<T> {
  const claim = { lease: backupLease(plan), run, makesSetOf: plan, shards, knownDead };
  return withLease(repository, claim, context, async (lease) => {
    const making = await inTheMaking(repository, lease, context);
    return make({
      ...making,
      set: lease.record.set!.set,
      commit: (...parts) => commit(repository, lease, making, parts),
    });
  });
}

/** The same for the copy of a set, whose id is that of the set it is a copy of. */
export async function withCopyInTheMaking<T>(
  repository: Repository,
  plan: string,
  { run, ...context }: LeaseContext & Locked & { readonly run: string },
  make: (making: CopyInTheMaking) => Promise<T>,
): Promise<T> {
  return withLease(repository, { lease: backupLease(plan), run }, context, async (lease) => {
    const making = await inTheMaking(repository, lease, context);
    return make({
      ...making,
      commit: async (manifest, { definitions, contents, blobNames, pins }) => {
        await lease.makes({ plan, set: manifest.set });
        for (const pin of pins) await repository.pins.put(pin);
        await commit(repository, lease, making, [manifest, definitions, contents, blobNames]);
      },
    });
  });
}

async function inTheMaking(
  repository: Repository,
  lease: Lease,
  { meter, lock }: Pick<LeaseContext, 'meter'> & Locked,
): Promise<InTheMaking> {
  const { signal, fromTheDead: afterTheDead } = lease;
  const { knows, blobs } = await blobsToRelyOn(repository, meter);
  if (knows.length > 0) await lease.note(knows);
  if (!lock) return { blobs, signal, afterTheDead, locking: undefined };
  const locking = await Locking.begin(repository, lock, signal);
  await warnOfHidden(repository, locking.odd, { meter, signal });
  return { blobs: blobs.locking(locking.lock), signal, afterTheDead, locking };
}

/** The blobs of the repository but for those that somebody is about to delete or to archive. To be asked when the lease is held, be it by another machine. */
export async function blobsToRelyOn(
  repository: Repository,
  meter: Pick<ProgressMeter, 'warn'>,
  lock?: LockSpec,
): Promise<{ readonly blobs: BlobStore; readonly knows: readonly string[] }> {
  await repository.keySlots.look(); // what begins after a rotation is sealed with its keys
  const { prunes, names, unreadable } = await namesToAvoid(repository);
  for (const { message } of unreadable) meter.warn(`${message}; it only says what was deleted, and is not needed`);
  const moving = repository.store.classes ? await namesOnTheMove(repository) : { names: [], archivings: [] };
  const avoiding = repository.blobs.avoiding(new Set([...names, ...moving.names]));
  const blobs = lock ? avoiding.locking(await lockOf(repository, lock)) : avoiding;
  return { blobs, knows: [...prunes, ...moving.archivings] };
}

/**
 * The manifest's write may reach the store although its answer does not reach us. Then the set's fate is decided before the
 * lease is given back; where that fails too, the lease is left to whoever takes it over.
 */
async function commit(
  repository: Repository,
  lease: Lease,
  { blobs, locking }: InTheMaking,
  [manifest, definitions, contents, blobNames]: readonly [SetManifest, Buffer, EncodedContents, (Buffer | undefined)?],
): Promise<void> {
  if (locking) await locking.coverNew(manifest, await blobsIn(manifest, contents), blobs.locked);
  await lease.confirm();
  lease.undecided = true;
  try {
    await repository.sets.commit(manifest, definitions, contents, { blobNames, lock: locking?.lock });
    lease.undecided = false;
  } catch (thrown) {
    const isDecided = thrown instanceof PgstowError && ['lost', 'conflict'].includes(thrown.code);
    const fate = isDecided ? 'abandoned' : await fateOf(repository, lease.record.set!);
    lease.undecided = fate === undefined;
    if (fate !== 'committed') throw thrown;
  }
}

async function blobsIn({ plan, set }: SetName, contents: EncodedContents): Promise<ReadonlySet<string>> {
  const items = await decodeContents(Buffer.concat(contents.body), contents, contentsKey(plan, set));
  return new Set(items.flatMap((item) => ('pieces' in item ? item.pieces.map(({ blob }) => blob) : [])));
}

/** Undefined when the store does not even let us decide. */
async function fateOf(
  { sets, surroundings }: Repository,
  name: SetName,
): Promise<'committed' | 'abandoned' | undefined> {
  try {
    if ((await sets.find(name))?.state === 'complete') return 'committed';
    return await sets.abandon(name, undertaker(surroundings));
  } catch {
    return undefined; // the first error is the one to tell
  }
}
