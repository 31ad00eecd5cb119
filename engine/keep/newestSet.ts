import type { PgstowError } from '../errors.ts';
import { timeOfId } from '../repository/ids.ts';
import { parseManifestKey, planSetsPrefix } from '../repository/keys.ts';
import type { Plan } from '../repository/plans.ts';
import type { Repository } from '../repository/repository.ts';
import type { ListedRun } from '../repository/runs.ts';
import type { ListedSet } from '../repository/sets.ts';
import { tombstoneLimit } from '../repository/tombstone.ts';

/** What the repository holds of a plan, as far as its age goes. */
export interface Seen {
  /** The newest set that is whole. */
  readonly newest?: { readonly set: string; readonly snapshotAt: string } | undefined;
  /** Damaged ones that are newer. */
  readonly damaged: readonly { readonly set: string; readonly error: PgstowError }[];
  /** Since when the plan is there, ISO 8601; told only while it has no set. */
  readonly since?: string | undefined;
}

/** So many manifests are read before all of them are: as a rule the newest one is whole. */
const enough = 5;

/**
 * Looks for the newest set of a plan. Where the repository is locked, a set is whole that is there: what it goes back to is
 * then taken to be the start of the run that has made it (which is a little earlier), or else the time in its id.
 */
export async function newestSet(
  repository: Repository,
  plan: Plan,
  runs: readonly ListedRun[],
  signal?: AbortSignal,
): Promise<Seen> {
  const found = repository.locked
    ? await fromOutside(repository, plan.id, runs, signal)
    : await fromInside(repository, plan.id, signal);
  return found.newest ? found : { ...found, since: await sinceWhen(repository, plan) };
}

async function fromInside({ sets }: Repository, plan: string, signal?: AbortSignal): Promise<Seen> {
  const few = sortOut(await sets.list(plan, { limit: enough, signal }));
  return few.newest || few.damaged.length < enough ? few : sortOut(await sets.list(plan, { signal }));
}

/** Sets the newest first. */
export function sortOut(sets: readonly ListedSet[]): Seen {
  const at = sets.findIndex(({ state }) => state === 'complete');
  const newest = sets[at];
  const newer = at < 0 ? sets : sets.slice(0, at);
  return {
    ...(newest?.state === 'complete' && { newest: { set: newest.set, snapshotAt: newest.manifest.snapshotAt } }),
    damaged: newer.flatMap((listed) => (listed.state === 'damaged' ? listed : [])),
  };
}

async function fromOutside(
  { store }: Repository,
  plan: string,
  runs: readonly ListedRun[],
  signal?: AbortSignal,
): Promise<Seen> {
  let set: string | undefined;
  for await (const { key, size } of store.list(planSetsPrefix(plan), { signal })) {
    if (size > tombstoneLimit) set = parseManifestKey(key)?.set ?? set; // in order of their ids: the last one stays
  }
  if (set === undefined) return { damaged: [] };
  const made = runs.find((run) => run.state === 'succeeded' && run.kind === 'backup' && run.set === set);
  const snapshotAt = made?.state === 'succeeded' ? made.startedAt : new Date(timeOfId(set)).toISOString();
  return { newest: { set, snapshotAt }, damaged: [] };
}

/** The first revision's time: a plan that is changed every day does not begin anew. */
async function sinceWhen({ plans }: Repository, { id, revision, at }: Plan): Promise<string> {
  return revision === 1 ? at : (await plans.history(id)).at(-1)!.at;
}
