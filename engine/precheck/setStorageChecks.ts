import { notReadable } from '../coldStorage/archivedBlobs.ts';
import { howLong, usualThaw } from '../coldStorage/thaw.ts';
import type { SetManifest } from '../repository/manifest.ts';
import type { Repository } from '../repository/repository.ts';
import { readStored, type Stored } from '../restore/preview/needs.ts';
import { damage } from '../restore/preview/refuseDamaged.ts';
import type { Previewed } from '../restore/target/readTarget.ts';
import { type Check, check, fail, failed, type Outcome, pass } from './report.ts';
import { repositoryCheck, size } from './storageChecks.ts';

/** Whether what is stored of the set can be read. */
export async function setStorageChecks(
  repository: Repository,
  set: SetManifest,
  previewed: Previewed,
  signal: AbortSignal,
): Promise<Check[]> {
  const stored = readStored(repository, previewed, signal);
  stored.catch(() => {}); // whoever waits for it says so
  return [
    await check('repository', () => repositoryCheck(repository, signal)),
    await check('blobs', async () => blobsCheck(await stored, set, previewed)),
    await check('thaw', async () => thawCheck(repository, await stored, set)),
  ];
}

function blobsCheck(stored: Stored, { definitions, contents }: SetManifest, { request }: Previewed): Outcome {
  const damaged = damage(stored, request);
  if (damaged) return failed(damaged);
  const found = [...stored.sizes.values()].reduce<number>((sum, bytes = 0) => sum + bytes, 0);
  const read = size(found + definitions.bytes + contents.bytes);
  return pass(`the ${stored.sizes.size} blobs that are needed are there: ${read} to read, with the set's index`);
}

/** What is archived is there, and cannot be read before it is thawed: that may take hours, so it is better begun before the restore. */
function thawCheck(repository: Repository, { sizes, archived }: Stored, { set }: SetManifest): Outcome {
  const unreadable = archived.filter(({ state }) => state !== 'thawed');
  if (unreadable.length === 0) {
    const until = archived.flatMap(({ readableUntil }) => readableUntil?.getTime() ?? []);
    const thawed = `all of it can be read: ${archived.length} blobs are thawed`;
    if (archived.length === 0) return pass('all of it can be read at once');
    return pass(
      until.length === 0 ? thawed : `${thawed}, until ${new Date(Math.min(...until)).toISOString()} at least`,
    );
  }
  const frozen = unreadable.filter(({ state }) => state === 'frozen');
  const what = notReadable(unreadable, sizes.size);
  const taking = howLong(repository, unreadable, usualThaw);
  if (frozen.length === 0) return fail(`${what}, which is under way`, `wait until they are; ${taking}`);
  return fail(what, `thaw them: pgstow thaw ${set}, or have the restore do it; ${taking}`);
}
