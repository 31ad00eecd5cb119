import { messageOf, PgstowError } from '../errors.ts';
import { type EngineEvent, type OnEvent, ProgressMeter } from '../events.ts';
import { newTimeId } from './ids.ts';
import type { SetManifest } from './manifest.ts';
import type { RunHandle, RunOutcome } from './runHandle.ts';
import type { NewRun, Runs } from './runs.ts';
import { realSurroundings } from './surroundings.ts';

export interface RecordedRun extends NewRun {
  readonly onEvent?: OnEvent | undefined;
}

/**
 * Carries out an operation as a run: what its meter tells goes to the caller and into the run's record, and so does how it
 * ends, with the set that the result names. That the outcome could not be recorded is a warning: the work itself is done,
 * or has failed with its own error. A backup and a prune need a store that can be written: sets are verified and restored from one
 * that can only be read too, and that they are not recorded is a warning.
 */
export async function recordRun<T extends { readonly set?: SetManifest | undefined }>(
  repository: { readonly runs: Runs },
  { onEvent = () => {}, ...about }: RecordedRun,
  work: (run: string, meter: ProgressMeter) => Promise<T>,
): Promise<T> {
  const started = await startRecord(repository.runs, about);
  if (started instanceof PgstowError) return workUnrecorded(started, onEvent, work);
  const meter = new ProgressMeter((event) => {
    record(event, started, meter);
    onEvent(event);
  });
  const finish = async (outcome: RunOutcome) => {
    started.update(meter.progress);
    await started.finish(outcome).catch((thrown) => {
      const message = `the outcome of run ${started.id} could not be recorded: ${messageOf(thrown)}`;
      onEvent({ kind: 'warning', message });
    });
  };
  try {
    const result = await work(started.id, meter);
    await finish({ set: result.set?.set });
    return result;
  } catch (thrown) {
    await finish({ error: thrown });
    throw thrown;
  }
}

/** The record's handle, or why there is none. */
async function startRecord(runs: Runs, about: NewRun): Promise<RunHandle | PgstowError> {
  try {
    return await runs.start(about);
  } catch (thrown) {
    if (['restore', 'verify'].includes(about.kind) && thrown instanceof PgstowError && thrown.code === 'store')
      return thrown;
    throw thrown;
  }
}

function workUnrecorded<T>(
  why: PgstowError,
  onEvent: OnEvent,
  work: (run: string, meter: ProgressMeter) => Promise<T>,
): Promise<T> {
  const meter = new ProgressMeter(onEvent);
  meter.warn(`this run is not recorded: ${why.message}`);
  return work(newTimeId(realSurroundings()), meter);
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
    default:
      event satisfies never;
  }
}
