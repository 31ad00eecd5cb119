import { type ArchivedBlob, isArchivedError, notReadable } from '../coldStorage/archivedBlobs.ts';
import { askToThaw, howLong, type ThawTerms, waitForThaw } from '../coldStorage/thaw.ts';
import { PgstowError } from '../errors.ts';
import type { SetManifest } from '../repository/manifest.ts';
import type { Repository } from '../repository/repository.ts';
import type { Execution } from './execution.ts';
import type { Stored } from './preview/needs.ts';

/** What is to be restored lies in an archive: nothing was changed yet. */
class StillArchived extends PgstowError {
  readonly blobs: readonly ArchivedBlob[];
  readonly all: number;

  constructor(blobs: readonly ArchivedBlob[], all: number, set: string) {
    const { code, message, hint } = isArchivedError(blobs, all, set);
    super(code, message, { ...(hint && { hint }) });
    this.blobs = blobs;
    this.all = all;
  }
}

/** Rejects when something of what is to be read lies in an archive: before anything is created. */
export function refuseArchived({ archived, sizes }: Stored, { set }: Pick<SetManifest, 'set'>): void {
  const unreadable = archived.filter(({ state }) => state !== 'thawed');
  if (unreadable.length > 0) throw new StillArchived(unreadable, sizes.size, set);
}

/**
 * Restores; where what that needs lies in an archive has it thawed first. Waits for that where it is asked to, with no connection to the
 * target meanwhile, and then begins anew: what was previewed hours ago may not hold any more. Else it ends with `archived`, which
 * says when and how to come back.
 */
export async function thawFirst<T>(
  {
    repository,
    set,
    thaw,
  }: { readonly repository: Repository; readonly set: SetManifest; readonly thaw: ThawTerms | undefined },
  execution: Execution,
  restore: () => Promise<T>,
): Promise<T> {
  for (;;) {
    try {
      return await restore();
    } catch (thrown) {
      if (!(thrown instanceof StillArchived) || !thaw) throw thrown;
      await askToThaw(repository, thrown.blobs, thaw, execution);
      const taking = `${thrown.blobs.length === 1 ? 'it is' : 'they are'} being thawed; ${howLong(repository, thrown.blobs, thaw)}`;
      if (!thaw.wait) throw isOnItsWay(`${notReadable(thrown.blobs, thrown.all)}: ${taking}`, set, execution);
      execution.meter.warn(`${notReadable(thrown.blobs, thrown.all)}: ${taking}; waiting until they can be read`);
      await waitForThaw(repository, thrown.blobs, execution);
    }
  }
}

function isOnItsWay(message: string, { plan, set }: SetManifest, { resumableAs }: Execution): PgstowError {
  const back =
    resumableAs === undefined ? `the same command, of set ${set},` : `pgstow restore ${plan} --resume ${resumableAs}`;
  return new PgstowError('archived', message, {
    hint: `nothing was changed; come back when they are thawed: ${back} goes on then; or let it wait, with --wait-for-thaw`,
    retryable: true,
  });
}
