import { PgstowError, throwIfAborted } from '../errors.ts';
import type { OnEvent } from '../events.ts';
import type { Repository } from '../repository/repository.ts';
import { requireKey } from '../repository/requireKey.ts';
import { realSurroundings, type Surroundings } from '../repository/surroundings.ts';
import type { PlanDue } from '../schedule/due.ts';
import type { Looking } from './lookAt.ts';
import { PatientLook } from './patientLook.ts';
import { inOrder, runDue } from './runDue.ts';
import type { SchedulerEvent } from './schedulerEvent.ts';
import { Setbacks } from './setbacks.ts';
import { Slots } from './slots.ts';

export interface SchedulerOptions<Result> {
  /** Opens the repository. It is called again while the store does not answer. */
  readonly open: () => Promise<Repository>;
  /** Ids or names of plans. Default: all, those too that are applied later. */
  readonly plans?: readonly string[] | undefined;
  /** So many backups at once, each of another plan. Default: 1. */
  readonly parallel?: number | undefined;
  /** Backs up a plan and records the start as that which it is for. */
  readonly backUp: (
    repository: Repository,
    plan: string,
    start: string,
    operation: { readonly signal: AbortSignal; readonly onEvent: OnEvent },
  ) => Promise<Result>;
  /** Must not throw. */
  readonly onEvent: (event: SchedulerEvent<Result>) => void;
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
export async function runScheduler<Result>(options: SchedulerOptions<Result>): Promise<void> {
  const { stop, onEvent, surroundings = realSurroundings() } = options;
  const spread = spreadOf(surroundings);
  const reach = new Reach(onEvent);
  const repository = await openPatiently(options, reach, surroundings);
  if (!repository) return;
  const setbacks = new Setbacks();
  const slots = new Slots(options.parallel ?? 1, (plan) =>
    reach.attempt(() => runOne(repository, plan, options, setbacks)),
  );
  const patient = new PatientLook((plan, message) => onEvent({ kind: 'warned', plan, message }));
  try {
    for (let looks = 0; !stop.aborted; looks++) {
      const looked = await reach.attempt(
        () =>
          look(repository, options, { dueNow: (looking) => patient.look(repository, looking, looks === 0), setbacks }),
        (thrown) => looks === 0 && isInput(thrown),
      );
      if (looked) slots.offer(looked);
      await surroundings.pause(untilNextLook(surroundings.now(), spread), stop);
    }
  } finally {
    await slots.close();
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
async function openPatiently<Result>(
  { open, stop }: SchedulerOptions<Result>,
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

/** The plans that there is something to do for, the most urgent first. */
async function look<Result>(
  { surroundings: { now } }: Repository,
  { plans, stop, onEvent }: SchedulerOptions<Result>,
  { dueNow, setbacks }: { readonly dueNow: (looking: Looking) => Promise<PlanDue[]>; readonly setbacks: Setbacks },
): Promise<string[]> {
  const looked = await dueNow({ plans, signal: stop, now });
  onEvent({ kind: 'looked', plans: looked });
  return inOrder(looked)
    .filter((each) => isToBeSeenTo(each) && !setbacks.holds(each, now()))
    .map(({ plan }) => plan);
}

function isToBeSeenTo({ now, lapses }: PlanDue): boolean {
  return now.state === 'due' || lapses.length > 0;
}

async function runOne<Result>(
  repository: Repository,
  plan: string,
  { backUp, onEvent, stop, interrupt }: SchedulerOptions<Result>,
  setbacks: Setbacks,
): Promise<void> {
  let begun = false;
  const outcomes = await runDue(repository, {
    plans: [plan],
    now: repository.surroundings.now,
    signal: interrupt,
    onWarning: (_, message) => onEvent({ kind: 'warned', plan, message }),
    onLapse: (_, lapse) => onEvent({ kind: 'lapsed', plan, lapse }),
    backUp: async (_, start) => {
      throwIfAborted(stop);
      begun = true;
      onEvent({ kind: 'started', plan, start });
      const tell: OnEvent = (event) => onEvent({ kind: 'progress', plan, start, event });
      return backUp(repository, plan, start, { signal: interrupt, onEvent: tell });
    },
  });
  for (const { start, ...ended } of begun ? outcomes : []) {
    if (ended.outcome === 'succeeded') onEvent({ kind: 'succeeded', plan, start, result: ended.result });
    else if (ended.outcome !== 'notStarted') onEvent({ kind: ended.outcome, plan, start, error: ended.error });
    if (ended.outcome === 'failed') setbacks.note(plan, start, repository.surroundings.now());
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
