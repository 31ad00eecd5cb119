import { notReadable } from '../coldStorage/archivedBlobs.ts';
import { howLong, usualThaw } from '../coldStorage/thaw.ts';
import { type OnEvent, ProgressMeter } from '../events.ts';
import { databaseError } from '../postgres/databaseError.ts';
import { withReading } from '../prune/withReading.ts';
import { newTimeId } from '../repository/ids.ts';
import type { SetManifest } from '../repository/manifest.ts';
import { isRecorded, recordRun } from '../repository/recordRun.ts';
import type { Repository } from '../repository/repository.ts';
import { carryOut } from './carryOut.ts';
import { checkNames } from './checkNames.ts';
import type { Execution, Outcome } from './execution.ts';
import { foresee } from './preview/foresee.ts';
import type { Preview } from './preview/preview.ts';
import { damagedNeeds, refuseDamaged } from './preview/refuseDamaged.ts';
import type { RestoreInput, RestoreRequest } from './request.ts';
import { grantsFor, restoreError } from './restoreError.ts';
import { setToRestore } from './setToRestore.ts';
import { previewTarget, readWanted } from './target/readTarget.ts';
import { completeRestoreRequest, termsOf } from './task/resumedRequest.ts';
import { setOfSameUnfinished } from './task/sameUnfinished.ts';
import { taskIdentity } from './task/taskIdentity.ts';

export interface RestoreOptions {
  readonly signal?: AbortSignal;
  readonly onEvent?: OnEvent;
  /**
   * Called with what will be done, before anything of it is; problems are in it, and then nothing is. Once, and once more when what it needs has
   * been thawed: hours may have passed. `run` is absent with `dryRun`.
   */
  readonly onPreview?: (preview: Preview, set: SetManifest, run?: string) => void;
  /** With `skipDamaged`, when rows were left out: told what was done and what is missing, before the promise rejects with `damaged`. */
  readonly onLoss?: (result: RestoreResult) => void;
}

export interface RestoreResult extends Outcome {
  readonly set: SetManifest;
  /** The run's id; absent with `dryRun`. */
  readonly run?: string;
}

/**
 * Restores a set, or some of its objects, into a database: previews, then does exactly what was previewed, then reads the
 * loaded rows back and compares them with the set's counts and hashes.
 *
 * Rejects with `input` (unknown plan, set or object; instant outside the range), `conflict` or `privilege` (the preview's
 * problems, before anything is changed; or a prune deletes the set), `archived` (what it needs is being thawed), `damaged` (the set is not whole), `verification` (what was read back differs),
 * `connection`, `database`, `interrupted`. A restore that was killed goes on with `resume`, and without it starts
 * over when it is run again.
 */
export async function restore(
  repository: Repository,
  input: RestoreInput,
  { signal = new AbortController().signal, onEvent, onPreview = () => {}, onLoss = () => {} }: RestoreOptions = {},
): Promise<RestoreResult> {
  const request = await completeRestoreRequest(repository, input);
  checkNames(request);
  const begun = await setOfSameUnfinished(repository, request, signal);
  const set = await setToRestore(repository, { ...request, set: request.set ?? begun });
  const outdated = begun === undefined ? undefined : outdatedText(set, await setToRestore(repository, request));
  if (request.dryRun) {
    const meter = new ProgressMeter(onEvent);
    if (outdated) meter.warn(outdated);
    return dryRun(repository, set, request, { meter, signal, onPreview }).catch((thrown) => {
      throw databaseError(thrown, `preview of set ${set.set}`, signal, grantsFor(set));
    });
  }
  return recordRun(
    repository,
    { kind: 'restore', plan: set.plan, set: set.set, name: request.name, restore: termsOf(request), onEvent },
    async (run, meter, record) => {
      if (outdated) meter.warn(outdated);
      const outcome = await withReading(repository, set, { run, meter, signal }, async (reading) => {
        await reading.require(set);
        const execution: Execution = {
          ...{ run, meter, signal: reading.signal },
          resumableAs: isRecorded(record) ? run : undefined,
          onPreview: (preview) => onPreview(preview, set, run),
          onLoss: (outcome) => onLoss({ set, run, ...outcome }),
        };
        return carryOut(repository, set, request, execution).catch((thrown) => {
          throw restoreError(thrown, set, { ...execution, goOn: request.goOn });
        });
      });
      return { set, run, ...outcome };
    },
  );
}

/** Whoever asks for the newest set gets another one where an attempt at it was cut off. */
function outdatedText(set: SetManifest, newest: SetManifest): string | undefined {
  if (newest.set === set.set) return undefined;
  return (
    `an unfinished restore is gone on with, of set ${set.set}, the state of ${set.snapshotAt}; ` +
    `set ${newest.set}, of ${newest.snapshotAt}, is newer: for that one restore again when this is done, or remove first what it has left`
  );
}

async function dryRun(
  repository: Repository,
  set: SetManifest,
  request: RestoreRequest,
  { meter, signal, onPreview }: Omit<Execution, 'run'>,
): Promise<RestoreResult> {
  meter.phase('preview');
  const run = newTimeId(repository.surroundings); // of no run: names that are made of it are like those of one
  const wanted = await readWanted(repository, set, request, taskIdentity(run, set.set, request));
  const previewed = await previewTarget(wanted, signal);
  const { preview, stored } = await foresee(repository, set, previewed, signal);
  onPreview(preview, set);
  if (preview.problems.length === 0) {
    refuseDamaged(stored, request);
    for (const what of damagedNeeds(stored)) meter.warn(`${what} will lack rows: blobs of it are missing`);
    const unreadable = stored.archived.filter(({ state }) => state !== 'thawed');
    if (unreadable.length > 0) {
      const terms = request.thaw ?? usualThaw;
      meter.warn(`${notReadable(unreadable, stored.sizes.size)}: ${howLong(repository, unreadable, terms)}`);
    }
  }
  return { set, preview, proved: 0, provedRows: 0, lost: [] };
}
