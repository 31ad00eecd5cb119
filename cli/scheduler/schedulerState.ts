import type { BackupResult, SchedulerEvent } from '../../engine/index.ts';

export type StartEnd = 'succeeded' | 'failed' | 'interrupted' | 'skipped' | 'missed';

/** What is known of a scheduler that runs; a value. Times are milliseconds since 1970. */
export interface SchedulerState {
  readonly since: number;
  readonly looks: number;
  /** When it has looked the last time; undefined before it has. */
  readonly lastLook: number | undefined;
  /** Why the repository cannot be reached; undefined while it can. */
  readonly away: string | undefined;
  /** The plans that it is backing up. */
  readonly running: readonly string[];
  /** How starts have ended here: by plan, then by end. `skipped` and `missed` count those that it has recorded, too. */
  readonly ends: ReadonlyMap<string, Readonly<Partial<Record<StartEnd, number>>>>;
}

export function stateAt(now: number): SchedulerState {
  return { since: now, looks: 0, lastLook: undefined, away: undefined, running: [], ends: new Map() };
}

export function advanced(state: SchedulerState, event: SchedulerEvent<BackupResult>, now: number): SchedulerState {
  switch (event.kind) {
    case 'looked':
      return { ...state, looks: state.looks + 1, lastLook: now };
    case 'away':
      return { ...state, away: event.error instanceof Error ? event.error.message : String(event.error) };
    case 'back':
      return { ...state, away: undefined };
    case 'started':
      return { ...state, running: [...state.running, event.plan] };
    case 'progress':
    case 'warned':
      return state;
    case 'lapsed':
      return counted(state, event.plan, event.lapse.outcome, event.lapse.count);
    case 'succeeded':
    case 'failed':
    case 'interrupted':
    case 'skipped': {
      const running = state.running.filter((plan) => plan !== event.plan);
      return counted({ ...state, running }, event.plan, event.kind, 1);
    }
    default:
      return event satisfies never;
  }
}

function counted(state: SchedulerState, plan: string, end: StartEnd, more: number): SchedulerState {
  const ofPlan = state.ends.get(plan) ?? {};
  return { ...state, ends: new Map(state.ends).set(plan, { ...ofPlan, [end]: (ofPlan[end] ?? 0) + more }) };
}

/** A look is due every minute, and may take as long as a store is tried. */
const silentFor = 5 * 60_000;

/** Why a scheduler does not do what it is there for; undefined when it does. */
export function ailmentOf({ since, lastLook, away }: SchedulerState, now: number): string | undefined {
  if (now - (lastLook ?? since) <= silentFor) return undefined;
  const silence = `it has not looked what is due for ${Math.floor((now - (lastLook ?? since)) / 60_000)} min`;
  return away === undefined ? silence : `${silence}: ${away}`;
}
