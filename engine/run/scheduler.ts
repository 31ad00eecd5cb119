import { PgstowError, throwIfAborted } from '../errors.ts';
import type { OnEvent } from '../events.ts';
import type { Repository } from '../repository/repository.ts';
import { requireKey } from '../repository/requireKey.ts';
import { realSurroundings, type Surroundings } from '../repository/surroundings.ts';
import type { PlanDue } from '../schedule/due.ts';
import { type StartKind, startKinds } from '../schedule/startKind.ts';
import type { Looking } from './lookAt.ts';
import type { MadeByKind } from './making.ts';
import { PatientLook } from './patientLook.ts';
import { inOrder, runDue } from './runDue.ts';
import type { SchedulerEvent } from './schedulerEvent.ts';
import { Setbacks } from './setbacks.ts';
import { Slots } from './slots.ts';
import { waitsForBackup } from './waitsForBackup.ts';

export interface SchedulerOptions<Made extends MadeByKind> {
  /** Opens the repository. It is called again while the store does not answer. */
  readonly open: () => Promise<Repository>;
  /** Ids or names of plans. Default: all, those too that are applied later. */
  readonly plans?: readonly string[] | undefined;
  /** What is made. Default: backups and drills. */
  readonly kinds?: readonly StartKind[] | undefined;
  /** So many backups at once, each of another plan; and one drill beside them. Default: 1. */
  readonly parallel?: number | undefined;
  /** Makes a start of a plan, and records it as that which the run is for. */
  readonly make: {
    readonly [Kind in StartKind]: (
      repository: Repository,
      plan: string,
      start: string,
      operation: { readonly signal: AbortSignal; readonly onEvent: OnEvent },
    ) => Promise<Made[Kind]>;
  };
  /** Must not throw. */
  readonly onEvent: (event: SchedulerEvent<Made>) => void;
  /** Fires when it is to end: nothing new is begun, and what runs may finish. */
  readonly stop: AbortSignal;
  /** Fires when what runs is to be interrupted. */
  readonly interrupt: AbortSignal;
  readonly surroundings?: Surroundings | undefined;
}

/**
 * Looks once a minute what is due and makes it, until it is asked to stop. Several may do so on one repository, on as many
 * machines: each start is made by one of them. A repository that is away is tried again at every look.
 *
 * Rejects with what keeps it from ever working: the repository is not there, the key is wrong or missing, a plan is unknown.
 */
export async function runScheduler<Made extends MadeByKind>(options: SchedulerOptions<Made>): Promise<void> {
  const { stop, onEvent, surroundings = realSurroundings() } = options;
  const spread = spreadOf(surroundings);
  const reach = new Reach(onEvent);
  const repository = await openPatiently(options, reach, surroundings);
  if (!repository) return;
  const setbacks = new Setbacks();
  // a drill may last, and is to hold no backup up: not one of its own plan either
  const roomFor = { backup: options.parallel ?? 1, drill: 1 };
  const slots = startKinds.map((kind) => ({
    kind,
    of: new Slots(roomFor[kind], (plan) => reach.attempt(() => runOne(repository, { plan, kind }, options, setbacks))),
  }));
  const patient = new PatientLook((plan, message) => onEvent({ kind: 'warned', plan, message }));
  try {
    for (let looks = 0; !stop.aborted; looks++) {
      const looked = await reach.attempt(
        () =>
          look(repository, options, { dueNow: (looking) => patient.look(repository, looking, looks === 0), setbacks }),
        (thrown) => looks === 0 && isInput(thrown),
      );
      for (const { kind, of } of looked ? slots : []) {
        of.offer(looked!.filter((each) => each.kind === kind).map(({ plan }) => plan));
      }
      await surroundings.pause(untilNextLook(surroundings.now(), spread), stop);
    }
  } finally {
    await Promise.all(slots.map(({ of }) => of.close()));
  }
}

/** At a later look it may be a plan that was deleted meanwhile. */
function isInput(thrown: unknown): boolean {
  return thrown instanceof PgstowError && thrown.code === 'input';
}

const minute = 60_000;
/** Replicas that look one after the other find what the ones before them have begun. */
const widestSpread = 20_000;

/** So long after the minute's start this one looks, in milliseconds. */
function spreadOf({ random }: Surroundings): number {
  return Math.floor((Buffer.from(random(2)).readUInt16BE() / 65_536) * widestSpread);
}

function untilNextLook(now: Date, spread: number): number {
  return minute - ((now.getTime() - spread) % minute);
}

/** Undefined when it was asked to stop before. */
async function openPatiently<Made extends MadeByKind>(
  { open, stop }: SchedulerOptions<Made>,
  reach: Reach,
  { pause }: Surroundings,
): Promise<Repository | undefined> {
  const openWithKey = async () => {
    const repository = await open();
    requireKey(repository); // else each start would fail, one after the other
    return repository;
  };
  while (!stop.aborted) {
    const repository = await reach.attempt(
      openWithKey,
      (thrown) => !(thrown instanceof PgstowError && thrown.retryable),
    );
    if (repository) return repository;
    await pause(minute / 4, stop);
  }
  return undefined;
}

/** What there is something to do for, the most urgent first. */
async function look<Made extends MadeByKind>(
  { surroundings: { now } }: Repository,
  { plans, kinds, stop, onEvent }: SchedulerOptions<Made>,
  { dueNow, setbacks }: { readonly dueNow: (looking: Looking) => Promise<PlanDue[]>; readonly setbacks: Setbacks },
): Promise<PlanDue[]> {
  const looked = await dueNow({ plans, kinds, signal: stop, now });
  onEvent({ kind: 'looked', plans: looked });
  return inOrder(looked).filter(
    (each) => isToBeSeenTo(each) && !waitsForBackup(each, looked) && !setbacks.holds(each, now()),
  );
}

function isToBeSeenTo({ now, lapses }: PlanDue): boolean {
  return now.state === 'due' || lapses.length > 0;
}

async function runOne<Made extends MadeByKind>(
  repository: Repository,
  { plan, kind }: { readonly plan: string; readonly kind: StartKind },
  { make, onEvent, stop, interrupt }: SchedulerOptions<Made>,
  setbacks: Setbacks,
): Promise<void> {
  let begun = false;
  const making =
    <Kind extends StartKind>(task: Kind) =>
    async (_: string, start: string): Promise<Made[Kind]> => {
      throwIfAborted(stop);
      begun = true;
      onEvent({ kind: 'started', plan, task, start });
      const tell: OnEvent = (event) => onEvent({ kind: 'progress', plan, task, start, event });
      return make[task](repository, plan, start, { signal: interrupt, onEvent: tell });
    };
  const outcomes = await runDue<Made>(repository, {
    plans: [plan],
    kinds: [kind],
    now: repository.surroundings.now,
    signal: interrupt,
    onWarning: (_, message) => onEvent({ kind: 'warned', plan, message }),
    onLapse: (_, lapse) => onEvent({ kind: 'lapsed', plan, lapse }),
    make: { backup: making('backup'), drill: making('drill') },
  });
  for (const { start, ...ended } of begun ? outcomes : []) {
    const { kind: task } = ended;
    if (ended.outcome === 'succeeded') {
      const { result } = ended;
      onEvent({ kind: 'succeeded', plan, task, start, result } as SchedulerEvent<Made>); // it is of its kind
    } else if (ended.outcome !== 'notStarted') onEvent({ kind: ended.outcome, plan, task, start, error: ended.error });
    if (ended.outcome === 'failed') setbacks.note({ plan, kind: task, start }, repository.surroundings.now());
  }
}

/** Whether the repository can be reached: that it cannot is told once, and so is that it can again. */
class Reach {
  readonly #onEvent: (event: { kind: 'away'; error: unknown } | { kind: 'back' }) => void;
  #away = false;

  constructor(onEvent: (event: { kind: 'away'; error: unknown } | { kind: 'back' }) => void) {
    this.#onEvent = onEvent;
  }

  /** Undefined where it has failed or was interrupted. Rejects where there is no hope. */
  async attempt<T>(
    work: () => Promise<T>,
    isHopeless: (thrown: unknown) => boolean = () => false,
  ): Promise<T | undefined> {
    try {
      const result = await work();
      if (this.#away) this.#onEvent({ kind: 'back' });
      this.#away = false;
      return result;
    } catch (thrown) {
      if (isHopeless(thrown)) throw thrown;
      if (thrown instanceof PgstowError && thrown.code === 'interrupted') return undefined;
      if (!this.#away) this.#onEvent({ kind: 'away', error: thrown });
      this.#away = true;
      return undefined;
    }
  }
}
