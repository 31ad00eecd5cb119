import { waitingText } from '../copy/waitingSets.ts';
import { messageOf, type PgstowError } from '../errors.ts';
import { inParallel } from '../repository/inParallel.ts';
import { type Plan, unlessDamaged } from '../repository/plans.ts';
import type { Repository } from '../repository/repository.ts';
import type { ListedRun, Run } from '../repository/runs.ts';
import { allowedAge } from '../spec/allowedAge.ts';
import { type CopyFreshness, copyHealth, lateCopy } from './copyHealth.ts';
import { type Freshness, judgeHealth } from './judgeHealth.ts';
import { drillsOf, type LastDrill, lastDrill } from './lastDrill.ts';
import { type Late, lateDrill } from './lateDrill.ts';
import { newestSet, type Seen } from './newestSet.ts';
import { drillTrouble, lastTrouble, withTrouble } from './planHealth.ts';
import { type AgedSet, aged, type StorageHealth, storageHealth, storageWarnings } from './storageHealth.ts';
import { type StuckArchiving, stuckArchiving, stuckWarnings } from './stuckArchiving.ts';

export interface HealthRequest {
  /** A plan's id, or its name where only one has it. Default: every plan. */
  readonly plan?: string | undefined;
}

export interface HealthOptions {
  readonly signal?: AbortSignal;
  /** The clock that counts. Default: this machine's. */
  readonly now?: () => Date;
}

export interface HealthReport {
  readonly plans: readonly PlanFreshness[];
  /** False for an encrypted repository without its key: sets are known by their names and runs alone. */
  readonly lookedInside: boolean;
  /** An archiving that does not end. */
  readonly archiving?: StuckArchiving | undefined;
  /** What makes the report less certain: a clock that is wrong, sets that are damaged. */
  readonly warnings: readonly string[];
}

/** How old what can be restored of a plan is. */
export interface PlanFreshness extends StorageHealth {
  /** The plan's id. */
  readonly plan: string;
  /** Of a damaged one nobody knows it: the id. */
  readonly name: string;
  /** `damaged`: what is stored of the plan is, and nobody can tell how old its sets may be. */
  readonly health: Freshness | 'damaged';
  /** As the plan has it, such as `26h`, or else as it follows from its schedule. */
  readonly maxAge?: string | undefined;
  /** The newest set that is whole. `age` is in seconds. Where nobody has looked inside, `snapshotAt` is when its run began. */
  readonly newest?: AgedSet | undefined;
  /** The last verification that found nothing damaged: of the plan, of everything, or of the newest set. */
  readonly verified?: { readonly run: string; readonly at: string } | undefined;
  /** The last drill that has ended. */
  readonly drill?: LastDrill | undefined;
  /** True when the last drill that has passed is older than the schedule of drills allows: the plan is late then, too. */
  readonly drillLate?: true | undefined;
  /** The copies in the repositories that the plan names: a late one makes the plan late, too. Absent where it names none. */
  readonly copies?: readonly CopyFreshness[] | undefined;
  /** Why it is late or damaged, and what to do. */
  readonly reason?: string | undefined;
  readonly remedy?: string | undefined;
}

/**
 * Says of plans how old their newest set is, and their last drill, and whether that is too old, from the store alone: it needs neither database nor
 * key, changes nothing and is no run. A plan that is damaged keeps nobody from hearing of the others; one that is asked for alone rejects with `damaged`.
 * Rejects with `input` (unknown plan), `store` or `interrupted`.
 */
export async function health(
  repository: Repository,
  { plan }: HealthRequest = {},
  { signal, now = () => new Date() }: HealthOptions = {},
): Promise<HealthReport> {
  const clock = await clockWarnings(repository, now, signal);
  const damaged: PlanFreshness[] = [];
  const onDamaged =
    plan === undefined ? (error: PgstowError, id: string) => damaged.push(damagedPlan(id, error)) : undefined;
  const plans =
    plan === undefined ? await repository.plans.list({ onDamaged }) : [await repository.plans.resolve(plan)];
  const ofEverything = await repository.runs.list(null, { limit: lookBack, signal });
  const at = now();
  const looked = await inParallel(
    plans,
    (each) => unlessDamaged(each.id, lookAt(repository, each, { ofEverything, at, signal }), onDamaged),
    plansAtOnce,
  );
  const whole = looked.filter((each) => each !== undefined);
  const all = [...whole.map(({ freshness }) => freshness), ...damaged];
  const archiving = await stuckArchiving(repository, plans, at, signal);
  return {
    plans: all.toSorted((a, b) => (a.plan < b.plan ? -1 : 1)),
    lookedInside: !repository.locked,
    ...(archiving && { archiving }),
    warnings: [...clock, ...stuckWarnings(archiving), ...whole.flatMap(({ warnings }) => warnings)],
  };
}

interface Look {
  /** Runs that are of no plan. */
  readonly ofEverything: readonly ListedRun[];
  readonly at: Date;
  readonly signal: AbortSignal | undefined;
}

async function lookAt(
  repository: Repository,
  plan: Plan,
  { ofEverything, at, signal }: Look,
): Promise<{ readonly freshness: PlanFreshness; readonly warnings: readonly string[] }> {
  const runs = await runsOf(repository, plan.id, signal);
  const seen = await newestSet(repository, plan, runs, signal);
  const verified = verifiedBy([...runs, ...ofEverything], seen.newest?.set);
  const drills = await drillsOf(repository, plan, runs, signal);
  const drill = lastDrill(drills);
  const late = await lateDrill(repository, plan, drill, at);
  const ofSets = freshnessOf(plan, seen, runs, at);
  const ofDrills = late ? withLateDrill(ofSets, withTrouble(late, drillTrouble(drills))) : ofSets;
  const copies = copyHealth(plan, runs, at);
  const freshness = withLateCopy(ofDrills, lateCopy(plan, copies));
  const storage = await storageHealth(repository, plan, { seen, runs, at, signal });
  return {
    freshness: { ...freshness, ...storage, verified, drill, ...(copies.length > 0 && { copies }) },
    warnings: [
      ...doubts(plan, seen, at),
      ...failedCopies(plan, copies),
      ...waitingCopies(plan, copies),
      ...storageWarnings(plan, seen, storage),
    ],
  };
}

function damagedPlan(plan: string, { message, hint }: PgstowError): PlanFreshness {
  return { plan, name: plan, health: 'damaged', reason: message, remedy: hint };
}

/** Each reads some objects at once itself. */
const plansAtOnce = 4;
/** So many runs are read; where no verification is among them, so many more. */
const lookBack = 50;
const lookFurtherBack = 500;

async function runsOf({ runs }: Repository, plan: string, signal?: AbortSignal): Promise<ListedRun[]> {
  const recent = await runs.list(plan, { limit: lookBack, signal });
  if (recent.length < lookBack || recent.some(isIntact)) return recent;
  return runs.list(plan, { limit: lookFurtherBack, signal });
}

function freshnessOf(plan: Plan, seen: Seen, runs: readonly ListedRun[], now: Date): PlanFreshness {
  const { newest } = seen;
  const judgement = judgeHealth(plan, seen, now);
  const { reason, remedy } = judgement.health === 'late' ? withTrouble(judgement, lastTrouble(runs)) : judgement;
  return {
    plan: plan.id,
    name: plan.name,
    health: judgement.health,
    maxAge: maxAgeOf(plan, now),
    newest: newest && aged(newest, now),
    reason,
    remedy,
  };
}

/** What is late twice says why it was so first. */
function withLateDrill(freshness: PlanFreshness, { reason, remedy }: Late): PlanFreshness {
  const why = freshness.health === 'late' ? {} : { reason, remedy };
  return { ...freshness, ...why, health: 'late', drillLate: true };
}

function withLateCopy(freshness: PlanFreshness, late: ReturnType<typeof lateCopy>): PlanFreshness {
  if (!late) return freshness;
  return { ...freshness, ...(freshness.health !== 'late' && late), health: 'late' };
}

/** One that is late is told of by itself. */
function failedCopies({ id }: Plan, copies: readonly CopyFreshness[]): string[] {
  return copies.flatMap(({ repository, health, failure }) =>
    failure && health !== 'late' ? [`the last run of ${id} could not copy to ${repository}: ${failure.message}`] : [],
  );
}

function waitingCopies({ id }: Plan, copies: readonly CopyFreshness[]): string[] {
  return copies.flatMap(({ repository, waiting }) => (waiting ? [waitingText(id, repository, waiting)] : []));
}

function maxAgeOf({ document }: Plan, now: Date): string | undefined {
  const allowed = allowedAge(document, now);
  return allowed && allowed.kind !== 'single' ? allowed.text : undefined;
}

function verifiedBy(runs: readonly ListedRun[], newest: string | undefined): PlanFreshness['verified'] {
  const intact = runs.filter(isIntact).filter(({ set }) => set === undefined || set === newest);
  const [last] = intact.sort((a, b) => (a.run < b.run ? 1 : -1));
  return last && { run: last.run, at: last.finishedAt ?? last.updatedAt };
}

function isIntact(run: ListedRun): run is Run {
  return run.state === 'succeeded' && run.kind === 'verify';
}

const toleranceMs = 60_000;

/** What makes a plan's judgement less certain. */
function doubts({ id }: Plan, { newest, damaged }: Seen, now: Date): string[] {
  const ahead = newest ? Date.parse(newest.snapshotAt) - now.getTime() : 0;
  return [
    ...damaged.map(({ set, error }) => `set ${set} of ${id}, which is newer, is damaged: ${error.message}`),
    ...(ahead > toleranceMs
      ? [
          `set ${newest!.set} of ${id} is dated ${newest!.snapshotAt}, which is in the future: a clock was wrong, or ours is`,
        ]
      : []),
  ];
}

/** Ages are told by our clock; one that is wrong would hide what is late. */
async function clockWarnings({ store }: Repository, now: () => Date, signal?: AbortSignal): Promise<string[]> {
  const before = now().getTime();
  try {
    const theirs = (await store.clock(signal)).getTime();
    return clockDoubts((before + now().getTime()) / 2, theirs);
  } catch (thrown) {
    if (signal?.aborted) throw thrown;
    return [`this machine's clock could not be compared with the store's: ${messageOf(thrown)}`];
  }
}

/** Both in milliseconds since 1970. */
export function clockDoubts(ours: number, theirs: number): string[] {
  const seconds = Math.round((ours - theirs) / 1000);
  if (Math.abs(ours - theirs) <= toleranceMs) return [];
  const side = seconds > 0 ? 'ahead of' : 'behind';
  return [
    `this machine's clock is ${Math.abs(seconds)} s ${side} the store's, and ages are told by it: let both follow a time server (NTP)`,
  ];
}
