import type { BackupResult, DrillResult, SchedulerEvent, StartKind } from '../../engine/index.ts';

/** What starts come to. */
export interface Made {
  readonly backup: BackupResult;
  readonly drill: DrillResult;
}

export type StartEnd = 'succeeded' | 'failed' | 'interrupted' | 'skipped' | 'missed';

/** What is known of a scheduler that runs; a value. Times are milliseconds since 1970. */
export interface SchedulerState {
  readonly since: number;
  readonly looks: number;
  /** When it has looked the last time; undefined before it has. */
  readonly lastLook: number | undefined;
  /** Why the repository cannot be reached; undefined while it can. */
  readonly away: string | undefined;
  /** What it makes now. */
  readonly running: readonly Task[];
  /** How starts have ended here: by kind, by plan, then by end. `skipped` and `missed` count those that it has recorded, too. */
  readonly ends: Readonly<Record<StartKind, ReadonlyMap<string, Readonly<Partial<Record<StartEnd, number>>>>>>;
}

export interface Task {
  readonly plan: string;
  readonly task: StartKind;
}

/** A backup goes by its plan's name. */
export function taskName({ plan, task }: Task): string {
  return task === 'drill' ? `the drill of ${plan}` : plan;
}

export function stateAt(now: number): SchedulerState {
  return {
    since: now,
    looks: 0,
    lastLook: undefined,
    away: undefined,
    running: [],
    ends: { backup: new Map(), drill: new Map() },
  };
}

export function advanced(state: SchedulerState, event: SchedulerEvent<Made>, now: number): SchedulerState {
  switch (event.kind) {
    case 'looked':
      return { ...state, looks: state.looks + 1, lastLook: now };
    case 'away':
      return { ...state, away: event.error instanceof Error ? event.error.message : String(event.error) };
    case 'back':
      return { ...state, away: undefined };
    case 'started':
      return { ...state, running: [...state.running, { plan: event.plan, task: event.task }] };
    case 'progress':
    case 'warned':
      return state;
    case 'lapsed':
      return counted(state, { plan: event.plan, task: event.lapse.kind }, event.lapse.outcome, event.lapse.count);
    case 'succeeded':
    case 'failed':
    case 'interrupted':
    case 'skipped': {
      const running = state.running.filter(({ plan, task }) => plan !== event.plan || task !== event.task);
      return counted({ ...state, running }, event, event.kind, 1);
    }
    default:
      return event satisfies never;
  }
}

function counted(state: SchedulerState, { plan, task }: Task, end: StartEnd, more: number): SchedulerState {
  const ofKind = state.ends[task];
  const ofPlan = ofKind.get(plan) ?? {};
  const ends = new Map(ofKind).set(plan, { ...ofPlan, [end]: (ofPlan[end] ?? 0) + more });
  return { ...state, ends: { ...state.ends, [task]: ends } };
}

/** A look is due every minute, and may take as long as a store is tried. */
const silentFor = 5 * 60_000;

/** Why a scheduler does not do what it is there for; undefined when it does. */
export function ailmentOf({ since, lastLook, away }: SchedulerState, now: number): string | undefined {
  if (now - (lastLook ?? since) <= silentFor) return undefined;
  const silence = `it has not looked what is due for ${Math.floor((now - (lastLook ?? since)) / 60_000)} min`;
  return away === undefined ? silence : `${silence}: ${away}`;
}
