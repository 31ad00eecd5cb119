import { randomUUID } from 'node:crypto';
import { freeSpace } from '../repository/freeSpace.ts';
import { parseJson } from '../repository/jsonRecord.ts';
import { probeKey, repositoryKey } from '../repository/keys.ts';
import type { Plan } from '../repository/plans.ts';
import type { Repository } from '../repository/repository.ts';
import { type Check, check, fail, type Outcome, pass, warn } from './report.ts';

type Store = Repository['store'];
type Signal = Pick<StorageOptions, 'signal'>;

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
    await check('storage', () => probeCheck(store, { signal })),
    await check('space', () => spaceCheck(repository, plan, bytes, signal)),
  ];
}

/** That it is still the one that was opened: a disk that was unmounted leaves an empty folder, or another one behind. */
async function repositoryCheck({ store, id, facts }: Repository, signal: AbortSignal): Promise<Outcome> {
  const found = parseJson(await store.get(repositoryKey, undefined, { signal }), repositoryKey) as { id?: unknown };
  if (found.id === id) return pass(`${store.url} is repository ${id}, format ${facts.format}`);
  return fail(`${store.url} is another repository now: ${found.id}, it was ${id}`, 'is the right disk mounted there?');
}

const content = Buffer.from('written by pgstow precheck; may be deleted\n');

/** Everything that a backup, a restore and a clean-up ask of the store, with one small object that is removed again. */
async function probeCheck(store: Store, options: Signal): Promise<Outcome> {
  const key = probeKey(randomUUID());
  const wrong = (what: string) =>
    fail(`${store.url} ${what}`, 'this storage does not keep what pgstow rests on: use another one');
  try {
    if (!(await store.create(key, content, options))) return wrong('says that a new object was there already');
    if (await store.create(key, Buffer.from('other'), options))
      return wrong('writes over an object that must be created only');
    if (!(await store.get(key, undefined, options)).equals(content))
      return wrong('gives back other bytes than were written');
    if ((await listed(store, key, options)) !== content.length)
      return wrong('does not list an object that was written');
  } finally {
    await store.delete(key);
  }
  if ((await store.size(key, options)) !== undefined) return wrong('still has an object that was deleted');
  return pass('an object was written, read, listed and deleted, and create-only writes hold');
}

async function listed(store: Store, key: string, options: Signal): Promise<number | undefined> {
  for await (const object of store.list(key, options)) if (object.key === key) return object.size;
  return undefined;
}

/** A set that shares nothing with those before needs about what the last one did, or half of what the tables take. */
async function spaceCheck(
  { store, sets }: Repository,
  plan: Plan,
  bytes: number | undefined,
  signal: AbortSignal,
): Promise<Outcome> {
  const free = await freeSpace(store);
  if (free === undefined) return pass('a bucket has no end');
  const last = (await sets.list(plan.id, { signal })).find((set) => set.state === 'complete');
  const needed = last?.state === 'complete' ? last.manifest.totals.storedBytes : (bytes ?? 0) / 2;
  const says = `${size(free)} are free in ${store.url}, a set may need ${size(needed)}`;
  if (free >= needed) return pass(says);
  return warn(
    says,
    'free some space, or keep the repository on a larger disk: a backup that runs out of space fails, and harms no set',
  );
}

function size(bytes: number): string {
  if (bytes < 1e6) return `${Math.ceil(bytes / 1e3)} kB`;
  return bytes < 1e10 ? `${Math.ceil(bytes / 1e6)} MB` : `${Math.floor(bytes / 1e9)} GB`;
}
