import { freeSpace } from '../repository/freeSpace.ts';
import { parseJson } from '../repository/jsonRecord.ts';
import { repositoryKey } from '../repository/keys.ts';
import type { Plan } from '../repository/plans.ts';
import { probeStore } from '../repository/probeStore.ts';
import type { Repository } from '../repository/repository.ts';
import { type Check, check, fail, type Outcome, pass, warn } from './report.ts';

type Store = Repository['store'];

export interface StorageOptions {
  /** Bytes of the tables that would be read, where they are known. */
  readonly bytes: number | undefined;
  readonly signal: AbortSignal;
}

/** Whether a backup can be stored. */
export async function storageChecks(
  repository: Repository,
  plan: Plan,
  { bytes, signal }: StorageOptions,
): Promise<Check[]> {
  const { store } = repository;
  return [
    await check('repository', () => repositoryCheck(repository, signal)),
    await check('storage', () => probeCheck(store, signal)),
    await check('storage clock', () => clockCheck(store, signal)),
    await check('space', () => spaceCheck(repository, plan, bytes, signal)),
  ];
}

/** That it is still the one that was opened: a disk that was unmounted leaves an empty folder, or another one behind. */
export async function repositoryCheck({ store, id, facts }: Repository, signal: AbortSignal): Promise<Outcome> {
  const found = parseJson(await store.get(repositoryKey, undefined, { signal }), repositoryKey) as { id?: unknown };
  if (found.id === id) return pass(`${store.url} is repository ${id}, format ${facts.format}`);
  return fail(`${store.url} is another repository now: ${found.id}, it was ${id}`, 'is the right disk mounted there?');
}

async function probeCheck(store: Store, signal: AbortSignal): Promise<Outcome> {
  const fault = await probeStore(store, { signal });
  if (fault) return (fault.harmless ? warn : fail)(`${store.url} ${fault.what}`, fault.remedy);
  return pass('an object was written, read, listed and deleted, and create-only writes hold');
}

async function clockCheck(store: Store, signal: AbortSignal): Promise<Outcome> {
  const asked = Date.now();
  const there = await store.clock(signal);
  return judgeClock(new Date((asked + Date.now()) / 2), there);
}

/** Ages are judged by the store's clock; it is our own that names sets and runs, and tells when a backup is late. */
export function judgeClock(here: Date, there: Date): Outcome {
  const minutes = Math.round(Math.abs(there.getTime() - here.getTime()) / 60_000);
  if (Math.abs(there.getTime() - here.getTime()) <= 60_000) return pass("this machine's clock and the store's agree");
  const direction = here < there ? 'behind' : 'ahead of';
  return warn(
    `this machine's clock is ${minutes} ${minutes === 1 ? 'minute' : 'minutes'} ${direction} the store's: here ${here.toISOString()}, there ${there.toISOString()}`,
    'set the clocks, best by NTP: sets are named by the time here, their age is judged by the time there',
  );
}

/** A set that shares nothing with those before needs about what the last one did, or half of what the tables take. */
async function spaceCheck(
  { store, sets, locked }: Repository,
  plan: Plan,
  bytes: number | undefined,
  signal: AbortSignal,
): Promise<Outcome> {
  const free = await freeSpace(store);
  if (free === undefined) return pass('a bucket has no end');
  const known = locked ? [] : await sets.list(plan.id, { signal });
  const last = known.find((set) => set.state === 'complete');
  const needed = last?.state === 'complete' ? last.manifest.totals.storedBytes : (bytes ?? 0) / 2;
  const says = `${size(free)} are free in ${store.url}, a set may need ${size(needed)}`;
  if (free >= needed) return pass(says);
  return warn(
    says,
    'free some space, or keep the repository on a larger disk: a backup that runs out of space fails, and harms no set',
  );
}

export function size(bytes: number): string {
  if (bytes < 1e6) return `${Math.ceil(bytes / 1e3)} kB`;
  return bytes < 1e10 ? `${Math.ceil(bytes / 1e6)} MB` : `${Math.floor(bytes / 1e9)} GB`;
}
