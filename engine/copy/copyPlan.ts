import { interrupted, PgstowError, throwIfAborted } from '../errors.ts';
import type { ProgressMeter } from '../events.ts';
import { Locking } from '../lock/locking.ts';
import { idOf } from '../prune/mark.ts';
import { type PrunedAfterBackup, pruneAfterBackup } from '../prune/pruneAfterBackup.ts';
import { renewLocks } from '../prune/renewLocks.ts';
import { originalOf } from '../repository/ids.ts';
import type { SetManifest } from '../repository/manifest.ts';
import type { Plan } from '../repository/plans.ts';
import type { Repository } from '../repository/repository.ts';
import { runError } from '../repository/runHandle.ts';
import type { CopyRecord } from '../repository/runRecord.ts';
import { type Copying, copyEach } from './copyEach.ts';
import type { CopiedSet } from './copySet.ts';
import { followPins } from './followPins.ts';
import { judgeSets } from './judgeSets.ts';
import { KnownNames } from './knownNames.ts';
import { missingSets } from './missingSets.ts';
import { type CopyTarget, requireCopyable, type Surrounded, targetOf } from './openCopy.ts';
import { followPlan, type TermsAtCopy } from './planAtCopy.ts';
import { hasToWait, WaitingSets, waitingText } from './waitingSets.ts';

/** A repository that sets of a plan are copied to, how long they stay there, and how they are locked. */
export interface Destination extends CopyTarget, TermsAtCopy {}

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
    lock: copy.lock,
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
  archived?: CopyRecord['archived'];
  pruned?: PrunedAfterBackup | undefined;
}

/** `before` has the ids of repositories that were copied to before this one, and as which. */
async function copyTo(work: CopyWork, to: Destination, before: Map<string, string>): Promise<CopyOutcome> {
  const course: Course = { copied: [], missing: [], newest: undefined };
  try {
    throwIfAborted(work.signal);
    const destination = await to.open();
    requireAnother(destination, to, before);
    await carryOut(work, to, destination, course);
    return { ...recordOf(to, course), state: course.archived ? 'waiting' : 'complete', ...prunedIn(course) };
  } catch (thrown) {
    const error = runError(work.signal.aborted ? interrupted(work.signal) : thrown);
    return { ...recordOf(to, course), state: 'failed', error, ...prunedIn(course) };
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

async function carryOut(work: CopyWork, to: Destination, destination: Repository, course: Course): Promise<void> {
  const { source, run, meter, signal, only } = work;
  requireCopyable(source, destination);
  const { plan, warning } = await followPlan(source, destination, work.plan, to);
  if (warning) meter.warn(warning);
  const { sets, pins, obstacle } = await judgeSets({ source, destination, plan: work.plan, only, signal });
  const { retention } = plan.document;
  course.newest = newestOf(sets.filter(({ standing }) => standing.state === 'there').map(({ manifest }) => manifest));
  const missing = await missingSets({ plan: plan.id, sets, destination, retention, only, signal });
  course.missing = missing.map(({ manifest }) => manifest.set);
  const route = { source, destination, plan, known: new KnownNames(source, destination) };
  const withPins = missing.map((each) => ({ ...each, sourcePins: pins.get(idOf(each.manifest)) ?? [] }));
  const onDone = noteIn(course);
  const waiting = new WaitingSets({ ...route, signal });
  const failed = await copyEach({ route, run, waiting, meter, signal, onDone }, withPins);
  course.archived = waiting.found;
  const warn = (message: string) => meter.warn(message);
  await followPins({ source, destination, plan: plan.id, sets, pins, signal, warn });
  await tidy(work, destination, plan, course); // a set that cannot be copied, maybe ever, keeps nothing from that
  if (obstacle ?? failed) throw obstacle ?? failed;
  if (!course.archived) return;
  if (only) throw hasToWait(course.archived.sets[0]!, course.archived); // who asks for one waits for it
  meter.warn(waitingText(plan.id, to.repository, course.archived));
}

/** What its retention no longer keeps goes when something has come, as after a backup; what stays is locked, whether or not anything has. */
async function tidy({ meter, signal }: CopyWork, repository: Repository, plan: Plan, course: Course): Promise<void> {
  const last = course.copied.at(-1);
  const afterTheDead = course.copied.some((each) => each.afterTheDead);
  if (last) {
    course.pruned = await pruneAfterBackup({ repository, run: last.run, meter, signal }, plan, afterTheDead);
  }
  const { lock } = plan.document;
  if (lock) await renewLocks(repository, plan.id, await Locking.begin(repository, lock, signal), { meter, signal });
}

function prunedIn({ pruned }: Course): Pick<CopyOutcome, 'pruned'> {
  return pruned ? { pruned } : {};
}

function noteIn(course: Course): Copying['onDone'] {
  return (manifest, copied, isGone) => {
    if (copied) course.copied.push(copied);
    if (!isGone) course.newest = newestOf([manifest], course.newest);
    course.missing = course.missing.filter((set) => set !== manifest.set);
  };
}

function newestOf(sets: readonly SetManifest[], before?: CopyRecord['newest']): CopyRecord['newest'] {
  const all = [...sets.map(({ set, snapshotAt }) => ({ set, snapshotAt })), ...(before ? [before] : [])];
  return all.toSorted((a, b) => Date.parse(b.snapshotAt) - Date.parse(a.snapshotAt))[0];
}

function recordOf(
  { repository }: Destination,
  { copied, missing, newest, archived }: Course,
): Omit<CopyRecord, 'state'> {
  const carried = copied.map((each) => each.carried);
  const sum = (of: 'newBlobs' | 'newBytes' | 'withinService') => carried.reduce((all, each) => all + each[of], 0);
  const passedThrough = carried.find((each) => each.passedThrough !== undefined)?.passedThrough;
  return {
    repository,
    ...(newest && { newest }),
    sets: copied.map(({ set }) => originalOf(set.set)),
    missing,
    ...(archived && { archived }),
    blobs: sum('newBlobs'),
    bytes: sum('newBytes'),
    withinService: sum('withinService'),
    ...(passedThrough !== undefined && { passedThrough }),
  };
}

/**
 * What a run fails with of which a copy has failed; undefined where none has. The set is whole, and stays. `catchUp` says what copies
 * what is missing.
 */
export function failureOf(
  plan: string,
  made: string | undefined,
  outcomes: readonly CopyOutcome[],
  catchUp = `what is missing there the next run copies, or pgstow copy ${plan}`,
): PgstowError | undefined {
  const failed = outcomes.filter(({ state }) => state === 'failed');
  if (failed.length === 0) return undefined;
  const what = made ? `set ${made} of plan ${plan} was made, and ` : '';
  const which = outcomes.length === 1 ? 'its copy failed' : `${failed.length} of ${outcomes.length} copies failed`;
  const why = failed.map(({ repository, error }) => `${repository}: ${error?.message}`).join('; ');
  const hints = failed.flatMap(({ error }) => error?.hint ?? []);
  const code = failed.some(({ error }) => error?.code === 'interrupted') ? 'interrupted' : 'copy';
  return new PgstowError(code, `${what}${made ? which : `${plan}: ${which}`}: ${why}`, {
    hint: [...new Set(hints), catchUp].join('; '),
    retryable: true,
  });
}
