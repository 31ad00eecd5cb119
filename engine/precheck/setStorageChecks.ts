import { inParallel } from '../repository/inParallel.ts';
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
    await check('thaw', async () => thawCheck(repository, await stored, signal)),
  ];
}

function blobsCheck(stored: Stored, { definitions, contents }: SetManifest, { request }: Previewed): Outcome {
  const damaged = damage(stored, request);
  if (damaged) return failed(damaged);
  const found = [...stored.sizes.values()].reduce<number>((sum, bytes = 0) => sum + bytes, 0);
  const read = size(found + definitions.bytes + contents.bytes);
  return pass(`the ${stored.sizes.size} blobs that are needed are there: ${read} to read, with the set's index`);
}

/** Objects that a rule of the bucket has moved into an archive are there, and cannot be read before they are thawed. */
async function thawCheck({ blobs }: Repository, { sizes }: Stored, signal: AbortSignal): Promise<Outcome> {
  const names = [...sizes.keys()];
  const archives = await inParallel(names, (name) => blobs.archivedAs(name, { signal }));
  const frozen = names.filter((_, i) => archives[i] !== undefined);
  if (frozen.length === 0) return pass('all of it can be read at once');
  const classes = [...new Set(archives.filter((each) => each !== undefined))].sort();
  return fail(
    `${frozen.length} of ${names.length} blobs are archived (${classes.join(', ')}), and cannot be read as they are`,
    `restore them in the bucket for some days (aws s3api restore-object), and try again: the first is ${frozen[0]}; and take rules that archive away from the bucket`,
  );
}
