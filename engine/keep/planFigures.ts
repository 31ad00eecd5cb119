import { inParallel } from '../repository/inParallel.ts';
import type { SetManifest } from '../repository/manifest.ts';
import { type OnDamaged, type Plan, unlessDamaged } from '../repository/plans.ts';
import type { Repository } from '../repository/repository.ts';
import type { ListedRun } from '../repository/runs.ts';
import { isThere, notesIn } from '../repository/setNotes.ts';
import type { SetObjects } from '../repository/sets.ts';
import { scheduleOf } from '../schedule/periods.ts';
import type { StartKind } from '../schedule/startKind.ts';
import { nextStarts } from '../schedule/starts.ts';
import { allowedAge } from '../spec/allowedAge.ts';
import { type CopyFreshness, copyHealth } from './copyHealth.ts';
import { ageOf, judgeHealth } from './judgeHealth.ts';
import { drillsOf, type LastDrill, lastDrill } from './lastDrill.ts';
import { lateDrill } from './lateDrill.ts';
import { newestSet } from './newestSet.ts';
import { type LockHealth, notedHealth } from './notedHealth.ts';

/** A plan in numbers, for who watches many. Ages and durations are in seconds, sizes in bytes, instants ISO 8601. */
export interface PlanFigures {
  /** The plan's id. */
  readonly plan: string;
  readonly paused: boolean;
  /** Its newest set is older than it may be. */
  readonly late: boolean;
  /** As the plan has it, or as it follows from its schedule. */
  readonly maxAge?: number | undefined;
  /** Whether a backup of it is under way. */
  readonly running: boolean;
  /** How many there are. */
  readonly sets: number;
  /** How many of them have to be thawed before they can be restored, by what archivings have noted. */
  readonly archivedSets: number;
  /** How many of them a pin keeps, or a legal hold. */
  readonly pinnedSets: number;
  /** How many of them are locked, by what runs have noted, and when the first of these locks ends; absent where none is. */
  readonly locks?: { readonly sets: number; readonly firstEnd: string } | undefined;
  /** Of a plan that locks its sets, and has one: how its newest one is locked. */
  readonly lock?: LockHealth | undefined;
  /** The newest set that is whole. Where the repository is locked nobody knows what is in it, and `snapshotAt` is when its run began. */
  readonly newest?:
    | {
        readonly set: string;
        readonly snapshotAt: string;
        readonly age: number;
        /** Whether it has to be thawed before it can be restored. */
        readonly archived: boolean;
        readonly made?: SetFigures | undefined;
      }
    | undefined;
  /** The last drill that has passed, and how long it took to recover. */
  readonly drill?: { readonly passedAt: string; readonly recoverySeconds: number } | undefined;
  /** Of a plan with a schedule of drills: whether the last one that has passed is older than that allows. */
  readonly drillLate?: boolean | undefined;
  /** Whether the last drill that has ended has failed; told once there is one. */
  readonly drillFailed?: boolean | undefined;
  /** Whether a drill of it is under way. */
  readonly drilling: boolean;
  /** The copies of its sets. */
  readonly copies?: readonly CopyFreshness[] | undefined;
  /** The next start of its schedule. */
  readonly next?: string | undefined;
  /** The next start of its drills. */
  readonly nextDrill?: string | undefined;
}

export interface SetFigures {
  readonly bytes: number;
  readonly newBytes: number;
  readonly rows: number;
  readonly duration: number;
}

export interface FiguresOptions {
  readonly signal?: AbortSignal | undefined;
  /** Default: this machine's clock. */
  readonly now?: (() => Date) | undefined;
  /** Told of each plan whose records are damaged, of which there are no figures. Without it that is thrown. */
  readonly onDamaged?: OnDamaged | undefined;
}

/** Reads the figures of all plans from the repository alone. Rejects with `damaged`, `store` or `interrupted`. */
export async function planFigures(
  repository: Repository,
  { signal, now = () => new Date(), onDamaged }: FiguresOptions = {},
): Promise<PlanFigures[]> {
  const figures = await inParallel(
    await repository.plans.list({ onDamaged }),
    (plan) => unlessDamaged(plan.id, figuresOf(repository, plan, now(), signal), onDamaged),
    plansAtOnce,
  );
  return figures.filter((known) => known !== undefined);
}

/** Each reads some objects at once itself. */
const plansAtOnce = 4;
/** So many runs are read: what is under way is among them. */
const lookBack = 10;
const lookBackForCopies = 50;

async function figuresOf(
  repository: Repository,
  plan: Plan,
  now: Date,
  signal: AbortSignal | undefined,
): Promise<PlanFigures> {
  const runs = await repository.runs.list(plan.id, { limit: lookBack, signal });
  const seen = await newestSet(repository, plan, runs, signal);
  const drills = await drillsOf(repository, plan, runs, signal);
  const drill = lastDrill(drills);
  const { archived, lock } = notedHealth(repository, plan, seen, now);
  return {
    plan: plan.id,
    paused: plan.paused,
    late: judgeHealth(plan, seen, now).health === 'late',
    maxAge: maxAgeOf(plan, now),
    running: runs.some(isRunningBackup),
    sets: seen.objects.filter(isThere).length,
    archivedSets: archived.size,
    ...keptFigures(repository, seen.objects.filter(isThere), now),
    lock,
    newest: seen.newest && {
      ...seen.newest,
      age: Math.floor(ageOf(seen.newest.snapshotAt, now) / 1000),
      archived: archived.has(seen.newest.set),
      made: await madeIn(repository, plan.id, seen.newest.set, signal),
    },
    drill: passedIn(drill),
    drillLate: plan.document.drill?.schedule && (await lateDrill(repository, plan, drill, now)) !== undefined,
    drillFailed: drill && drill.outcome === 'failed',
    drilling: drills.some(({ state }) => state === 'running'),
    copies: await copiesOf(repository, plan, now, signal),
    next: nextOf(plan, 'backup', now),
    nextDrill: nextOf(plan, 'drill', now),
  };
}

/** What keeps the sets from being removed, as their listing tells. */
function keptFigures(
  { store }: Repository,
  sets: readonly SetObjects[],
  now: Date,
): Pick<PlanFigures, 'pinnedSets' | 'locks'> {
  const notes = sets.map(notesIn);
  const ends = (store.locks ? notes : []).flatMap(({ lockedUntil }) =>
    lockedUntil && lockedUntil > now ? lockedUntil.getTime() : [],
  );
  return {
    pinnedSets: notes.filter(({ pins }) => pins > 0).length,
    ...(ends.length > 0 && { locks: { sets: ends.length, firstEnd: new Date(Math.min(...ends)).toISOString() } }),
  };
}

/** Those of a plan are told by runs that may be further back. */
async function copiesOf(
  { runs }: Repository,
  plan: Plan,
  now: Date,
  signal: AbortSignal | undefined,
): Promise<readonly CopyFreshness[] | undefined> {
  if (!plan.document.copies?.length) return undefined;
  return copyHealth(plan, await runs.list(plan.id, { only: 'others', limit: lookBackForCopies, signal }), now);
}

function nextOf({ document, paused }: Plan, kind: StartKind, now: Date): string | undefined {
  const schedule = paused ? undefined : scheduleOf(document, kind);
  const [next] = schedule ? nextStarts(schedule, now, 1) : [];
  return next?.toISOString();
}

function passedIn({ passedAt, recoverySeconds }: Partial<LastDrill> = {}): PlanFigures['drill'] {
  return passedAt === undefined || recoverySeconds === undefined ? undefined : { passedAt, recoverySeconds };
}

function maxAgeOf({ document }: Plan, now: Date): number | undefined {
  const allowed = allowedAge(document, now);
  return allowed && allowed.kind !== 'single' ? allowed.milliseconds / 1000 : undefined;
}

function isRunningBackup(run: ListedRun): boolean {
  return run.state === 'running' && run.kind === 'backup';
}

async function madeIn(
  { sets, locked }: Repository,
  plan: string,
  set: string,
  signal: AbortSignal | undefined,
): Promise<SetFigures | undefined> {
  const found = locked ? undefined : await sets.find({ plan, set }, { signal });
  return found?.state === 'complete' ? figuresIn(found.manifest) : undefined;
}

function figuresIn({ totals: { bytes, newBytes, rows }, startedAt, finishedAt }: SetManifest): SetFigures {
  return { bytes, newBytes, rows, duration: (Date.parse(finishedAt) - Date.parse(startedAt)) / 1000 };
}
