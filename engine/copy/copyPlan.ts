import { interrupted, PgstowError, throwIfAborted } from '../errors.ts';
import type { ProgressMeter } from '../events.ts';
import { type PrunedAfterBackup, pruneAfterBackup } from '../prune/pruneAfterBackup.ts';
import { withReading } from '../prune/withReading.ts';
import { originalOf } from '../repository/ids.ts';
import { inParallel } from '../repository/inParallel.ts';
import type { SetManifest } from '../repository/manifest.ts';
import type { Plan } from '../repository/plans.ts';
import type { Repository } from '../repository/repository.ts';
import { runError } from '../repository/runHandle.ts';
import type { CopyRecord } from '../repository/runRecord.ts';
import type { ListedSet } from '../repository/sets.ts';
import type { Retention } from '../spec/retention.ts';
import { type CopiedSet, copySet, type Route, wasRemoved } from './copySet.ts';
import { KnownNames } from './knownNames.ts';
import { missingSets } from './missingSets.ts';
import { type CopyTarget, requireCopyable, type Surrounded, targetOf } from './openCopy.ts';
import { followPlan } from './planAtCopy.ts';
import type { SetToJudge } from './setsToCopy.ts';
import { standings } from './standing.ts';

/** A repository that sets of a plan are copied to, and how long they stay there. */
export interface Destination extends CopyTarget {
  readonly retention?: Retention | undefined;
}

export interface CopyWork extends Surrounded {
  readonly source: Repository;
  readonly plan: Plan;
  /** The run at the source that copies. */
  readonly run: string;
  readonly meter: ProgressMeter;
  /** Only these sets. Default: all that are missing. */
  readonly only?: readonly string[] | undefined;
}

/** What has come of one destination. */
export interface CopyOutcome extends CopyRecord {
  /** What went there, because the copy's retention no longer keeps it; absent when nothing was to go. */
  readonly pruned?: PrunedAfterBackup | undefined;
}

/** The repositories that a plan has its sets copied to. */
export function destinationsOf({ document }: Pick<Plan, 'document'>, options: Surrounded): readonly Destination[] {
  return (document.copies ?? []).map((copy, index) => ({
    ...targetOf(copy, index, options),
    retention: copy.retention,
  }));
}

/**
 * Copies what is missing of a plan's sets to each destination, one after the other: one that fails keeps no other from being copied
 * to. Never rejects: what has failed is in the outcome.
 */
export async function copyPlan(work: CopyWork, destinations: readonly Destination[]): Promise<CopyOutcome[]> {
  const outcomes: CopyOutcome[] = [];
  const before = new Map<string, string>();
  for (const destination of destinations) outcomes.push(await copyTo(work, destination, before));
  return outcomes;
}

/** What of the destination is known when it fails. */
interface Course {
  readonly copied: CopiedSet[];
  missing: readonly string[];
  newest: CopyRecord['newest'];
}

/** `before` has the ids of repositories that were copied to before this one, and as which. */
async function copyTo(work: CopyWork, to: Destination, before: Map<string, string>): Promise<CopyOutcome> {
  const course: Course = { copied: [], missing: [], newest: undefined };
  try {
    throwIfAborted(work.signal);
    const destination = await to.open();
    requireAnother(destination, to, before);
    const pruned = await carryOut(work, to, destination, course);
    return { ...recordOf(to, course), state: 'complete', ...(pruned && { pruned }) };
  } catch (thrown) {
    const error = runError(work.signal.aborted ? interrupted(work.signal) : thrown);
    return { ...recordOf(to, course), state: 'failed', error };
  }
}

/** One repository under two addresses would have two retentions: what one of them keeps, the other removes. */
function requireAnother({ id }: Repository, { repository }: Destination, before: Map<string, string>): void {
  const same = before.get(id);
  if (same !== undefined) {
    throw new PgstowError('input', `${repository} is the same repository as ${same} (${id})`, {
      hint: 'name each repository once in copies, with the retention that is to hold there',
    });
  }
  before.set(id, repository);
}

async function carryOut(
  work: CopyWork,
  to: Destination,
  destination: Repository,
  course: Course,
): Promise<PrunedAfterBackup | undefined> {
  const { source, meter, signal } = work;
  requireCopyable(source, destination);
  const { plan, warning } = await followPlan(source, destination, work.plan, to.retention);
  if (warning) meter.warn(warning);
  const { sets, damage } = await judged(work, destination);
  const { retention } = plan.document;
  const missing = work.only
    ? sets.flatMap(({ manifest, standing }) => (standing.state === 'absent' && isAsked(work, manifest) ? manifest : []))
    : await missingSets({ plan: plan.id, sets, destination, retention, signal });
  course.newest = newestOf(sets.filter(({ standing }) => standing.state === 'there').map(({ manifest }) => manifest));
  course.missing = missing.map(({ set }) => set);
  const route = { source, destination, plan, known: new KnownNames(source, destination) };
  const found = await copyEach(work, route, missing, course);
  if (damage ?? found) throw damage ?? found;
  const last = course.copied.at(-1);
  if (!last) return undefined;
  const afterTheDead = course.copied.some((each) => each.afterTheDead);
  return pruneAfterBackup({ repository: destination, run: last.run, meter, signal }, plan, afterTheDead);
}

/** A set that is damaged keeps no other from being copied: gives what is wrong with the first of them. */
async function copyEach(
  work: CopyWork,
  route: Route,
  missing: readonly SetManifest[],
  course: Course,
): Promise<PgstowError | undefined> {
  let found: PgstowError | undefined;
  for (const manifest of missing) {
    try {
      await copyOne(work, route, manifest, course);
    } catch (thrown) {
      if (!(thrown instanceof PgstowError) || thrown.code !== 'damaged') throw thrown;
      found ??= thrown;
    }
  }
  return found;
}

/** Under a lease of a reader, so that no prune at the source takes the set away meanwhile. */
async function copyOne(work: CopyWork, route: Route, manifest: SetManifest, course: Course): Promise<void> {
  const { source, run, meter } = work;
  const name = { plan: manifest.plan, set: manifest.set };
  await withReading(source, name, { run, meter, signal: work.signal }, async ({ signal, require }) => {
    if (!(await isGone(require(name)))) {
      const copied = await copySet(route, manifest, { meter, signal });
      if (copied) course.copied.push(copied);
      course.newest = newestOf([manifest], course.newest);
    }
    course.missing = course.missing.filter((set) => set !== manifest.set);
  });
}

/** Whether a set has been removed since it was listed, or is about to be: then it is not missing at the copy. */
async function isGone(required: Promise<void>): Promise<boolean> {
  try {
    await required;
    return false;
  } catch (thrown) {
    if (thrown instanceof PgstowError && ['input', 'conflict'].includes(thrown.code)) return true;
    throw thrown;
  }
}

/** The plan's sets at the source, with what has become of each at the destination; and why one of them cannot be copied. */
async function judged(
  work: CopyWork,
  destination: Repository,
): Promise<{ readonly sets: readonly SetToJudge[]; readonly damage: PgstowError | undefined }> {
  const { source, plan, only, signal } = work;
  const listed = await source.sets.list(plan.id, { signal });
  const standingOf = await standings(destination, plan.id, signal);
  const looked = await inParallel(listed, async (each) => ({ each, standing: await standingOf(originalOf(each.set)) }));
  const sets = looked.flatMap(({ each, standing }) =>
    each.state === 'complete' ? [{ manifest: each.manifest, standing }] : [],
  );
  const asked = looked.filter(({ each }) => isAsked(work, each));
  const removed = only && asked.find(({ standing }) => standing.state === 'removed')?.each;
  if (removed) return { sets, damage: wasRemoved(removed, destination) };
  const lost = asked.find(({ each, standing }) => each.state === 'damaged' && standing.state === 'absent')?.each;
  return { sets, damage: lost && cannotBeCopied(lost) };
}

function isAsked({ only }: CopyWork, { set }: Pick<ListedSet, 'set'>): boolean {
  return !only || only.includes(set);
}

function cannotBeCopied(listed: ListedSet): PgstowError {
  const why = listed.state === 'damaged' ? listed.error.message : '';
  return new PgstowError('damaged', `set ${listed.set} cannot be copied: ${why}`, {
    hint: `look what is left of it: pgstow verify ${listed.set}; it goes by its name: pgstow prune --remove ${listed.set}`,
  });
}

function newestOf(sets: readonly SetManifest[], before?: CopyRecord['newest']): CopyRecord['newest'] {
  const all = [...sets.map(({ set, snapshotAt }) => ({ set, snapshotAt })), ...(before ? [before] : [])];
  return all.toSorted((a, b) => Date.parse(b.snapshotAt) - Date.parse(a.snapshotAt))[0];
}

function recordOf({ repository }: Destination, { copied, missing, newest }: Course): Omit<CopyRecord, 'state'> {
  return {
    repository,
    ...(newest && { newest }),
    sets: copied.map(({ set }) => originalOf(set.set)),
    missing,
    blobs: copied.reduce((sum, { blobs }) => sum + blobs, 0),
    bytes: copied.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

/** What a run fails with of which a copy has failed; undefined where all are complete. The set is whole, and stays. */
export function failureOf(
  plan: string,
  made: string | undefined,
  outcomes: readonly CopyOutcome[],
): PgstowError | undefined {
  const failed = outcomes.filter(({ state }) => state === 'failed');
  if (failed.length === 0) return undefined;
  const what = made ? `set ${made} of plan ${plan} was made, and ` : '';
  const which = outcomes.length === 1 ? 'its copy failed' : `${failed.length} of ${outcomes.length} copies failed`;
  const why = failed.map(({ repository, error }) => `${repository}: ${error?.message}`).join('; ');
  const hints = failed.flatMap(({ error }) => error?.hint ?? []);
  const code = failed.some(({ error }) => error?.code === 'interrupted') ? 'interrupted' : 'copy';
  return new PgstowError(code, `${what}${made ? which : `${plan}: ${which}`}: ${why}`, {
    hint: [...new Set(hints), `what is missing there the next run copies, or pgstow copy ${plan}`].join('; '),
    retryable: true,
  });
}
