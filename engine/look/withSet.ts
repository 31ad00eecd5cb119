import { throwIfAborted } from '../errors.ts';
import { type OnEvent, ProgressMeter } from '../events.ts';
import { withReading } from '../prune/withReading.ts';
import { chooseSet, type SetChoice } from '../repository/chooseSet.ts';
import { newTimeId } from '../repository/ids.ts';
import type { SetManifest } from '../repository/manifest.ts';
import type { Repository } from '../repository/repository.ts';

export interface LookOptions {
  readonly signal?: AbortSignal;
  readonly onEvent?: OnEvent;
}

/** What looking into a set works with. */
export interface Looking {
  readonly meter: ProgressMeter;
  readonly signal: AbortSignal;
}

/** Runs `use` with a set that no prune removes meanwhile. It is no run that is recorded: nothing comes of it. */
export async function withSet<T>(
  repository: Repository,
  choice: SetChoice,
  { signal = new AbortController().signal, onEvent }: LookOptions,
  use: (set: SetManifest, looking: Looking) => Promise<T>,
): Promise<T> {
  const set = await chooseSet(repository, choice);
  const meter = new ProgressMeter(onEvent);
  const run = newTimeId(repository.surroundings);
  return withReading(repository, set, { run, meter, signal }, async (reading) => {
    await reading.require(set);
    try {
      return await use(set, { meter, signal: reading.signal });
    } catch (thrown) {
      throwIfAborted(reading.signal); // what is cut off fails in many ways
      throw thrown;
    }
  });
}
