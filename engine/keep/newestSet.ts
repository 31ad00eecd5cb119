import type { PgstowError } from '../errors.ts';
import { timeOfId } from '../repository/ids.ts';
import type { Plan } from '../repository/plans.ts';
import type { Repository } from '../repository/repository.ts';
import type { ListedRun } from '../repository/runs.ts';
import { isThere } from '../repository/setNotes.ts';
import type { ListedSet, SetObjects } from '../repository/sets.ts';

/** What the repository holds of a plan, as far as its age goes. */
export interface Seen {
  /** The newest set that is whole. */
  readonly newest?: { readonly set: string; readonly snapshotAt: string } | undefined;
  /** Damaged ones that are newer. */
  readonly damaged: readonly { readonly set: string; readonly error: PgstowError }[];
  /** Since when the plan is there, ISO 8601; told only while it has no set. */
  readonly since?: string | undefined;
}

/** The same, with what is stored of all of the plan's sets: it is listed once. */
export interface Looked extends Seen {
  readonly objects: readonly SetObjects[];
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
): Promise<Looked> {
  const objects = await repository.sets.objects(plan.id, { signal });
  const found = await newestOf(repository, plan.id, { objects, runs }, signal);
  return { ...found, objects, ...(!found.newest && { since: await sinceWhen(repository, plan) }) };
}

/** The newest of some of a plan's sets, as they were listed. */
export async function newestOf(
  repository: Repository,
  plan: string,
  { objects, runs }: { readonly objects: readonly SetObjects[]; readonly runs: readonly ListedRun[] },
  signal?: AbortSignal,
): Promise<Seen> {
  return repository.locked ? fromOutside(objects, runs) : fromInside(repository, plan, objects, signal);
}

async function fromInside(
  { sets }: Repository,
  plan: string,
  objects: readonly SetObjects[],
  signal?: AbortSignal,
): Promise<Seen> {
  const few = sortOut(await sets.list(plan, { limit: enough, objects, signal }));
  return few.newest || few.damaged.length < enough ? few : sortOut(await sets.list(plan, { objects, signal }));
}

/** Sets the newest first. */
function sortOut(sets: readonly ListedSet[]): Seen {
  const at = sets.findIndex(({ state }) => state === 'complete');
  const newest = sets[at];
  const newer = at < 0 ? sets : sets.slice(0, at);
  return {
    ...(newest?.state === 'complete' && { newest: { set: newest.set, snapshotAt: newest.manifest.snapshotAt } }),
    damaged: newer.flatMap((listed) => (listed.state === 'damaged' ? listed : [])),
  };
}

function fromOutside(objects: readonly SetObjects[], runs: readonly ListedRun[]): Seen {
  const set = objects.findLast(isThere)?.set; // in order of their ids
  return { ...(set !== undefined && { newest: { set, snapshotAt: snapshotOf(set, runs) } }), damaged: [] };
}

/** As it is known without the key. */
function snapshotOf(set: string, runs: readonly ListedRun[]): string {
  const made = runs.find((run) => run.state === 'succeeded' && run.kind === 'backup' && run.set === set);
  return made?.state === 'succeeded' ? made.startedAt : new Date(timeOfId(set)).toISOString();
}

/** The first revision's time: a plan that is changed every day does not begin anew. */
async function sinceWhen({ plans }: Repository, { id, revision, at }: Plan): Promise<string> {
  return revision === 1 ? at : (await plans.history(id)).at(-1)!.at;
}
