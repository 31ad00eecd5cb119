import { randomUUID } from 'node:crypto';
import { PgstowError } from '../errors.ts';
import { type OnEvent, ProgressMeter } from '../events.ts';
import { holdLease } from '../lease/leaseRecord.ts';
import { withLease } from '../lease/withLease.ts';
import { blobsOf } from '../lock/locking.ts';
import { firstVersion, oddVersions } from '../lock/oddVersions.ts';
import { newTimeId } from '../repository/ids.ts';
import { inParallel } from '../repository/inParallel.ts';
import { allKeySlotsPrefix, blobKey, planPrefix, probeKey, repositoryKey } from '../repository/keys.ts';
import type { SetManifest } from '../repository/manifest.ts';
import type { Pin } from '../repository/pins.ts';
import type { Repository } from '../repository/repository.ts';
import { requireKey } from '../repository/requireKey.ts';
import type { ObjectLocks } from '../store/objectLocks.ts';
import type { StoreOptions } from '../store/store.ts';
import { keptByStore } from './keptByStore.ts';
import { idOf } from './mark.ts';
import { requireHeld } from './pinning.ts';
import { objectsOf } from './renewLocks.ts';

export interface HoldOptions {
  readonly signal?: AbortSignal;
  readonly onEvent?: OnEvent;
}

export interface Held {
  readonly hold: Pin;
  /** How many objects have a legal hold of the store; absent where the store has no such thing, and prune alone heeds the hold. */
  readonly objects?: number | undefined;
}

export interface Released {
  readonly holds: readonly Pin[];
  /** How many objects have no legal hold any more; absent as above. */
  readonly objects?: number | undefined;
}

/**
 * Places a set under legal hold, without an end, until it is released: no prune removes it, and where its bucket has object lock nobody
 * can delete what it needs, whatever has become of its lock. First it is recorded, as a pin is, so that a prune leaves it; so when this is
 * cut off, running it again goes on. By one at a time. Rejects with `input` (no such set, no reason, no key), `conflict` (it is being
 * deleted), `busy` or `store` (which right is missing).
 */
export async function hold(
  repository: Repository,
  set: string,
  reason: string,
  { signal = new AbortController().signal, onEvent }: HoldOptions = {},
): Promise<Held> {
  requireKey(repository);
  if (reason.trim() === '') {
    throw new PgstowError('input', 'a legal hold needs a reason', { hint: 'say what it is for: --reason WORDS' });
  }
  return oneAtATime(repository, { signal, onEvent }, async (signal) => {
    const manifest = await repository.sets.get(set, { signal });
    const locks = await holdable(repository, signal);
    if (locks) await requireRight(repository, locks, signal);
    const known = (await holdsOf(repository, manifest)).find((each) => each.reason === reason);
    const made = known ?? (await repository.pins.add(manifest, reason, { hold: true }));
    if (!known) await requireHeld(repository, made);
    if (!locks) return { hold: made };
    const own = await keysOf(repository, manifest, signal);
    const keys = [...own, ...(await sharedKeys(listedBy(repository), manifest, signal))];
    const odd = await oddVersions(locks, signal);
    await inParallel(keys, (key) => locks.hold(key, true, { version: firstVersion(odd, key), signal }));
    return { hold: made, objects: keys.length };
  });
}

/**
 * Takes all legal holds of a set away. What another held set needs stays held. The records go last: a release that was cut off leaves the
 * set under hold, and running it again goes on. Rejects as {@link hold} does; with `damaged` where it cannot be told what others need.
 */
export async function release(
  repository: Repository,
  set: string,
  { signal = new AbortController().signal, onEvent }: HoldOptions = {},
): Promise<Released> {
  requireKey(repository);
  return oneAtATime(repository, { signal, onEvent }, async (signal) => {
    const manifest = await repository.sets.get(set, { signal });
    const holds = await holdsOf(repository, manifest);
    if (holds.length === 0 && !(await isHeldInStore(repository, manifest, signal))) {
      throw new PgstowError('input', `set ${set} is not under legal hold`, {
        hint: `pgstow sets ${manifest.plan} shows which are`,
      });
    }
    const locks = await holdable(repository, signal);
    const keys = locks ? await onlyItsOwn(repository, locks, manifest, signal) : [];
    if (locks) await takeAway(locks, keys, signal);
    for (const each of holds) await repository.pins.remove(each);
    return { holds, ...(locks && { objects: keys.length }) };
  });
}

async function oneAtATime<T>(
  repository: Repository,
  { signal, onEvent }: { readonly signal: AbortSignal; readonly onEvent: OnEvent | undefined },
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const run = newTimeId(repository.surroundings); // of no run: there is nothing to follow
  const context = { meter: new ProgressMeter(onEvent), signal };
  return withLease(repository, { lease: holdLease, run }, context, (lease) => work(lease.signal));
}

async function holdsOf({ pins }: Repository, { plan, set }: Pick<Pin, 'plan' | 'set'>): Promise<readonly Pin[]> {
  return (await pins.of({ plan, set })).filter((pin) => pin.hold);
}

/** Undefined where the store knows no legal holds. */
async function holdable({ store }: Repository, signal: AbortSignal): Promise<ObjectLocks | undefined> {
  return (await store.locks?.bucket({ signal }))?.lockable ? store.locks : undefined;
}

/** Before anything is recorded: else who has not the right would leave a hold that nobody has placed, and that they cannot take away. */
async function requireRight({ store }: Repository, locks: ObjectLocks, signal: AbortSignal): Promise<void> {
  const key = probeKey(randomUUID());
  await store.create(key, Buffer.from('written by pgstow hold; may be deleted\n'), { signal });
  try {
    await locks.hold(key, false, { signal });
    for await (const _ of locks.versions(key, { signal })) break; // and this one is needed as well
  } finally {
    await store.delete(key).catch(() => {}); // else a prune sweeps it up
  }
}

/** What a set consists of. */
async function keysOf(repository: Repository, manifest: SetManifest, signal: AbortSignal): Promise<string[]> {
  const blobs = await blobsOf(repository, manifest, signal);
  return [...(await objectsOf(repository, manifest, signal)), ...[...blobs].map(blobKey)];
}

/** What every set of its plan needs besides. */
async function sharedKeys(list: ListKeys, { plan }: SetManifest, signal: AbortSignal): Promise<string[]> {
  const keys = [repositoryKey];
  for (const prefix of [allKeySlotsPrefix, planPrefix(plan)]) {
    for await (const { key } of list(prefix, { signal })) keys.push(key);
  }
  return keys;
}

type ListKeys = (prefix: string, options: StoreOptions) => AsyncIterable<{ readonly key: string }>;

const listedBy = ({ store }: Repository): ListKeys => store.list.bind(store);

/** What no other set under legal hold needs. */
async function onlyItsOwn(
  repository: Repository,
  locks: ObjectLocks,
  manifest: SetManifest,
  signal: AbortSignal,
): Promise<string[]> {
  const all: ListKeys = locks.versions.bind(locks); // key slots of before a rotation are hidden, and held all the same
  const own = new Set([...(await keysOf(repository, manifest, signal)), ...(await sharedKeys(all, manifest, signal))]);
  for (const set of await otherHeldSets(repository, manifest, signal)) {
    const other = await repository.sets.get(set, { signal });
    for (const key of await keysOf(repository, other, signal)) own.delete(key);
    for (const key of await sharedKeys(all, other, signal)) own.delete(key);
  }
  return [...own];
}

/** Its records may be deleted or damaged: what they stand for is not to last for ever. */
async function isHeldInStore(repository: Repository, manifest: SetManifest, signal: AbortSignal): Promise<boolean> {
  return (await keptByStore(repository, [manifest], signal)).get(idOf(manifest))?.held ?? false;
}

/** By their records, one that cannot be read included, and by the store: the credentials of the runs delete records, and no holds. */
async function otherHeldSets(
  repository: Repository,
  { plan, set }: SetManifest,
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  const pins = (await repository.pins.list(undefined, { signal })).filter(({ hold, at }) => hold || at === '');
  const sets = await repository.sets.list(undefined, { signal });
  const kept = await keptByStore(repository, sets, signal);
  const held = [...pins, ...sets.filter((each) => kept.get(idOf(each))?.held)];
  return new Set(held.filter((each) => each.plan !== plan || each.set !== set).map((each) => each.set));
}

/** What is not there has no hold. */
async function takeAway(locks: ObjectLocks, keys: readonly string[], signal: AbortSignal): Promise<void> {
  const odd = await oddVersions(locks, signal);
  await inParallel(keys, async (key) => {
    const version = firstVersion(odd, key);
    const there = await locks.lockOf(key, { version, signal });
    if (there) await locks.hold(key, false, { version, signal });
  });
}
