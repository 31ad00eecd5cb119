import { messageOf } from '../errors.ts';
import { type EngineEvent, type OnEvent, ProgressMeter } from '../events.ts';
import type { SetManifest } from './manifest.ts';
import type { RunHandle, RunOutcome } from './runHandle.ts';
import type { NewRun, Runs } from './runs.ts';

export interface RecordedRun extends NewRun {
  readonly onEvent?: OnEvent | undefined;
}

/**
 * Carries out an operation as a run: what its meter tells goes to the caller and into the run's record, and so does how it
 * ends, with the set that the result names. That the outcome could not be recorded is a warning: the work itself is done,
 * or has failed with its own error.
 */
export async function recordRun<T extends { readonly set?: SetManifest | undefined }>(
  repository: { readonly runs: Runs },
  { onEvent = () => {}, ...about }: RecordedRun,
  work: (run: string, meter: ProgressMeter) => Promise<T>,
): Promise<T> {
  const handle = await repository.runs.start(about);
  const meter = new ProgressMeter((event) => {
    record(event, handle, meter);
    onEvent(event);
  });
  const finish = async (outcome: RunOutcome) => {
    handle.update(meter.progress);
    await handle.finish(outcome).catch((thrown) => {
      const message = `the outcome of run ${handle.id} could not be recorded: ${messageOf(thrown)}`;
      onEvent({ kind: 'warning', message });
    });
  };
  try {
    const result = await work(handle.id, meter);
    await finish({ set: result.set?.set });
    return result;
  } catch (thrown) {
    await finish({ error: thrown });
    throw thrown;
  }
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
