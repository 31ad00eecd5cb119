import { messageOf, PgstowError } from '../errors.ts';
import { type EngineEvent, type OnEvent, ProgressMeter } from '../events.ts';
import { newTimeId } from './ids.ts';
import type { SetManifest } from './manifest.ts';
import type { RunHandle, RunOutcome } from './runHandle.ts';
import type { NewRun, Runs } from './runs.ts';
import { realSurroundings } from './surroundings.ts';

/** What a backup notes of its set, and of the copies of it, while it runs. */
export type SetRecord = Pick<RunHandle, 'making' | 'made' | 'copied'>;

export interface RecordedRun<T> extends NewRun {
  readonly onEvent?: OnEvent | undefined;
  /**
   * Told how the run has ended, before that is recorded: what it warns of is in the record. Must not reject. A run that could not even
   * be begun, for want of its record, has an end too.
   */
  readonly onEnd?: ((end: RunEnd<T>) => Promise<void>) | undefined;
}

/** How a run has ended. */
export interface RunEnd<T> extends Pick<NewRun, 'start' | 'set'> {
  /** Absent where there is no record. */
  readonly run?: string | undefined;
  readonly startedAt: Date;
  readonly finishedAt: Date;
  readonly ended: Ended<T>;
  /** What was warned of so far. */
  readonly warnings: readonly string[];
  readonly warn: (message: string) => void;
}

export type Ended<T> = { readonly result: T } | { readonly error: unknown };

/** Thrown by work that finds that another run does it: nothing is recorded, and nobody told. */
export class NoRun extends Error {}

/** What of a result is recorded. */
interface Recordable {
  readonly set?: SetManifest | undefined;
  readonly recoverySeconds?: number | undefined;
}

type Work<T> = (run: string, meter: ProgressMeter, record: SetRecord) => Promise<T>;

/** Of a run without a record nothing can be noted. */
const unrecorded: SetRecord = { making: async () => {}, made: () => {}, copied: () => {} };

/** Whether a run can be found again, as who would go on with it must. */
export function isRecorded(record: SetRecord): boolean {
  return record !== unrecorded;
}

/**
 * Carries out an operation as a run: what its meter tells goes to the caller and into the run's record, and so does how it
 * ends, with the set that the result names and how long its recovery took. That the outcome could not be recorded is a warning: the work itself is done,
 * or has failed with its own error. A backup and a prune need a store that can be written: sets are verified, restored and exported
 * from one that can only be read too, and that they are not recorded is a warning.
 */
export async function recordRun<T extends Recordable>(
  { runs }: { readonly runs: Runs },
  { onEvent = () => {}, onEnd = async () => {}, ...about }: RecordedRun<T>,
  work: Work<T>,
): Promise<T> {
  const startedAt = new Date();
  const warnings: string[] = [];
  let handle: RunHandle | undefined;
  const meter = new ProgressMeter((event) => {
    if (event.kind === 'warning') warnings.push(event.message);
    if (handle) record(event, handle, meter);
    onEvent(event);
  });
  const warn = (message: string) => meter.warn(message);
  const ended = await endOf<T>(async () => {
    handle = await startRecord(runs, about, warn);
    return work(handle?.id ?? newTimeId(realSurroundings()), meter, handle ?? unrecorded);
  });
  if ('error' in ended && ended.error instanceof NoRun) {
    await handle?.forget();
    throw ended.error;
  }
  const { start, set } = about;
  await onEnd({ run: handle?.id, start, set, startedAt, finishedAt: new Date(), ended, warnings, warn });
  await finish(handle, ended, meter);
  if ('error' in ended) throw ended.error;
  return ended.result;
}

async function endOf<T>(work: () => Promise<T>): Promise<Ended<T>> {
  try {
    return { result: await work() };
  } catch (error) {
    return { error };
  }
}

/** The record's handle; undefined where the work is done without one. */
async function startRecord(runs: Runs, about: NewRun, warn: (message: string) => void): Promise<RunHandle | undefined> {
  try {
    return await runs.start(about);
  } catch (thrown) {
    const isNeeded = !['restore', 'verify', 'export'].includes(about.kind);
    if (isNeeded || !(thrown instanceof PgstowError) || thrown.code !== 'store') throw thrown;
    warn(`this run is not recorded: ${thrown.message}`);
    return undefined;
  }
}

async function finish<T extends Recordable>(
  handle: RunHandle | undefined,
  ended: Ended<T>,
  meter: ProgressMeter,
): Promise<void> {
  if (!handle) return;
  handle.update(meter.progress);
  const outcome = 'error' in ended ? { error: ended.error } : recordable(ended.result);
  await handle.finish(outcome).catch((thrown) => {
    meter.warn(`the outcome of run ${handle.id} could not be recorded: ${messageOf(thrown)}`);
  });
}

function recordable({ set, recoverySeconds }: Recordable): RunOutcome {
  return { set: set?.set, recoverySeconds };
}

function record(event: EngineEvent, handle: RunHandle, meter: ProgressMeter): void {
  switch (event.kind) {
    case 'phase':
    case 'progress':
      handle.update(meter.progress);
      break;
    case 'warning':
      handle.warn(event.message);
      break;
    case 'remark':
      break;
    default:
      event satisfies never;
  }
}
