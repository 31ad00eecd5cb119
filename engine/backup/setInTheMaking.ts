import { PgstowError } from '../errors.ts';
import type { LeaseContext } from '../lease/acquire.ts';
import { backupLease } from '../lease/leaseRecord.ts';
import { undertaker } from '../lease/settle.ts';
import { type Lease, withLease } from '../lease/withLease.ts';
import { namesToAvoid } from '../prune/namesToAvoid.ts';
import type { BlobStore } from '../repository/blobs.ts';
import type { SetName } from '../repository/contents.ts';
import type { EncodedContents } from '../repository/contentsFile.ts';
import type { SetManifest } from '../repository/manifest.ts';
import type { Repository } from '../repository/repository.ts';

/** A set that is being made, under the lease of its plan. */
export interface SetInTheMaking {
  readonly set: string;
  /** Where its contents go: none of its blobs is one that somebody is about to delete. */
  readonly blobs: BlobStore;
  /** Fires when the caller's does, and when the run was declared dead. */
  readonly signal: AbortSignal;
  /** True when the run before was killed. */
  readonly afterTheDead: boolean;
  /** Makes the set exist, or rejects with `lost`. */
  readonly commit: (manifest: SetManifest, definitions: Buffer, contents: EncodedContents) => Promise<void>;
}

/**
 * Runs `make` under the lease of a plan's backups, after it has learned which blobs not to rely on. Rejects with `busy` when
 * another backup of the plan is under way.
 */
export async function withSetInTheMaking<T>(
  repository: Repository,
  plan: string,
  { run, ...context }: LeaseContext & { readonly run: string },
  make: (making: SetInTheMaking) => Promise<T>,
): Promise<T> {
  return withLease(repository, { lease: backupLease(plan), run, makesSetOf: plan }, context, async (lease) => {
    const { prunes, names, unreadable } = await namesToAvoid(repository);
    for (const { message } of unreadable)
      context.meter.warn(`${message}; it only says what was deleted, and is not needed`);
    if (prunes.length > 0) await lease.note(prunes);
    return make({
      set: lease.record.set!.set,
      blobs: repository.blobs.avoiding(names),
      signal: lease.signal,
      afterTheDead: lease.fromTheDead,
      commit: (...parts) => commit(repository, lease, parts),
    });
  });
}

/**
 * The manifest's write may reach the store although its answer does not reach us. Then the set's fate is decided before the
 * lease is given back; where that fails too, the lease is left to whoever takes it over.
 */
async function commit(
  repository: Repository,
  lease: Lease,
  parts: readonly [SetManifest, Buffer, EncodedContents],
): Promise<void> {
  await lease.confirm();
  lease.undecided = true;
  try {
    await repository.sets.commit(...parts);
    lease.undecided = false;
  } catch (thrown) {
    const isDecided = thrown instanceof PgstowError && ['lost', 'conflict'].includes(thrown.code);
    const fate = isDecided ? 'abandoned' : await fateOf(repository, lease.record.set!);
    lease.undecided = fate === undefined;
    if (fate !== 'committed') throw thrown;
  }
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
