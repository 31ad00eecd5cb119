import type { EngineEvent, Phase, Progress } from '../engine/index.ts';

/** What is known of a running operation; a value, so that what is shown of it can be tested. Times are milliseconds. */
export interface ProgressState {
  readonly title: string;
  readonly startedAt: number;
  readonly phase: Phase | undefined;
  readonly phaseStartedAt: number;
  readonly progress: Progress | undefined;
  /** How far it was at some moments of late, the oldest first. */
  readonly samples: readonly { readonly at: number; readonly bytes: number }[];
}

export function startOf(title: string, now: number): ProgressState {
  return { title, startedAt: now, phase: undefined, phaseStartedAt: now, progress: undefined, samples: [] };
}

/** The rate is that of so long: long enough to be steady, short enough to be true. */
const window = 8000;
const sampleEvery = 250;

export function advanced(state: ProgressState, event: EngineEvent, now: number): ProgressState {
  switch (event.kind) {
    case 'phase':
      return { ...state, phase: event.phase, phaseStartedAt: now, progress: undefined, samples: [] };
    case 'progress':
      return withProgress(state, event.progress, now);
    case 'warning':
    case 'remark':
      return state;
    default:
      return event satisfies never;
  }
}

function withProgress(state: ProgressState, progress: Progress, now: number): ProgressState {
  if (progress.phase === state.phase) return { ...state, progress, samples: sampled(state, progress.bytes, now) };
  // one who follows a run from afar hears of its phase only so
  return {
    ...state,
    phase: progress.phase,
    phaseStartedAt: now,
    progress,
    samples: [{ at: now, bytes: progress.bytes }],
  };
}

function sampled({ samples, phaseStartedAt }: ProgressState, bytes: number, now: number): ProgressState['samples'] {
  const before = samples.length > 0 ? samples : [{ at: phaseStartedAt, bytes: 0 }];
  if (now - before.at(-1)!.at < sampleEvery) return before;
  const recent = before.filter(({ at }, index) => now - at <= window || index === before.length - 1);
  return [...recent, { at: now, bytes }];
}

/** Whoever follows a run from afar hears of it every two or three seconds: silence for longer than that counts as time in which nothing was done. */
const silence = 5000;

/** Bytes per second; undefined while nothing can be said. */
export function rateOf({ samples }: ProgressState, now: number): number | undefined {
  const [first, last] = [samples[0], samples.at(-1)];
  if (!first || !last) return undefined;
  const until = now - last.at > silence ? now : last.at;
  return until - first.at < 500 ? undefined : ((last.bytes - first.bytes) * 1000) / (until - first.at);
}

/** Whether all rows of a restore are in; what comes then moves no bytes that are counted. */
export function isLoaded({ phase, progress }: ProgressState): boolean {
  return phase === 'load' && progress !== undefined && progress.tables > 0 && progress.bytes >= progress.bytesTotal;
}

/** Milliseconds; undefined while nothing can be said. */
export function timeLeftOf(state: ProgressState, now: number): number | undefined {
  const rate = rateOf(state, now);
  if (!rate || !state.progress || now - state.phaseStartedAt < 2000) return undefined;
  const left = state.progress.bytesTotal - state.progress.bytes;
  return left > 0 ? (left / rate) * 1000 : undefined;
}

/** From 0 to 1; the total is an estimate, so that it is 1 only when every table is done. */
export function fractionOf({ progress }: ProgressState): number | undefined {
  if (!progress || progress.bytesTotal <= 0) return undefined;
  const done = progress.tables > 0 && progress.tablesDone >= progress.tables;
  return Math.min(progress.bytes / progress.bytesTotal, done ? 1 : 0.99);
}
