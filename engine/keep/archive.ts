import { type ArchivedAfterBackup, type BlobCount, countsOf } from '../coldStorage/archiveAfterBackup.ts';
import { archiveRules, carryOut, forecastArchive, type MovedBy, requireClasses } from '../coldStorage/carryOut.ts';
import { PgstowError } from '../errors.ts';
import type { OnEvent } from '../events.ts';
import type { Blocker } from '../prune/blockers.ts';
import type { UnreadableSet } from '../prune/mark.ts';
import { recordRun } from '../repository/recordRun.ts';
import type { Repository } from '../repository/repository.ts';
import { requireKey } from '../repository/requireKey.ts';

export interface ArchiveRequest {
  /** Only say what would be moved. */
  readonly dryRun?: boolean | undefined;
}

export interface ArchiveOptions {
  readonly signal?: AbortSignal;
  readonly onEvent?: OnEvent;
}

/** What became of blobs that old sets alone need. */
export interface ArchiveResult extends ArchivedAfterBackup {
  /** The run's id; absent with `dryRun`. */
  readonly run?: string | undefined;
  /** How they are moved: by a copy in place, or by a tag and a lifecycle rule of the bucket. */
  readonly movedBy: MovedBy;
  /** How many sets are old. */
  readonly oldSets: number;
  /** Blobs that old sets alone need, and that are too small to be moved. */
  readonly small: number;
  /** The backups that have to end before what waits for them can be moved. */
  readonly waitsFor: readonly Blocker[];
  /** Sets that cannot be read: because of them nothing was moved. */
  readonly unreadable: readonly UnreadableSet[];
}

const none: BlobCount = { blobs: 0, bytes: 0 };

/**
 * Archives what sets alone need that are old by the rules of their plans, of all plans of the repository, as after a backup. Never what
 * a newer set needs, that is there or about to be. Run again it goes on with what was cut off.
 *
 * Rejects with `input` (no plan archives, no key), `unsupported` (a folder has no storage classes), `busy` (somebody else is at it), `store`
 * (which right is missing, or that the bucket has no such class) or `interrupted`.
 */
export async function archive(
  repository: Repository,
  { dryRun = false }: ArchiveRequest = {},
  { signal = new AbortController().signal, onEvent }: ArchiveOptions = {},
): Promise<ArchiveResult> {
  requireKey(repository);
  const classes = requireClasses(repository);
  await requireRules(repository);
  const movedBy = await classes.movedBy({ signal });
  if (dryRun) {
    const { blobs, small, oldSets, unreadable } = await forecastArchive(repository, signal);
    const would = { blobs: blobs.length, bytes: blobs.reduce((sum, { bytes }) => sum + bytes, 0) };
    const counts = { moved: none, tagged: none, waiting: none, [movedBy === 'copy' ? 'moved' : 'tagged']: would };
    return { movedBy, oldSets, small, ...counts, waitsFor: [], unreadable };
  }
  let result: ArchiveResult | undefined;
  await recordRun(repository, { kind: 'archive', onEvent }, async (run, meter) => {
    const { archivings, oldSets, small, unreadable } = await carryOut({ repository, classes, run, meter, signal });
    const counts = countsOf(archivings) ?? { moved: none, tagged: none, waiting: none };
    const waitsFor = archivings.flatMap((each) => each.waitsFor);
    result = { run, movedBy, oldSets, small, ...counts, waitsFor, unreadable };
    return {};
  });
  return result!;
}

async function requireRules(repository: Repository): Promise<void> {
  if ((await archiveRules(repository)).size > 0) return;
  if ((await repository.archivings.unfinished()).length > 0) return;
  throw new PgstowError('input', 'no plan of this repository archives anything', {
    hint: 'say in a plan when sets are archived, and where: archiveAfterDays: 90, archiveClass: GLACIER',
  });
}
