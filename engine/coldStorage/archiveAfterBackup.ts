import { messageOf, PgstowError } from '../errors.ts';
import type { ArchivingState } from '../repository/archivingRecords.ts';
import type { Plan } from '../repository/plans.ts';
import type { AdvancedArchiving, ArchiveWork } from './advanceArchiving.ts';
import { archiveRuleOf } from './archiveRule.ts';
import { carryOut } from './carryOut.ts';

/** What came into a colder storage class after a backup. */
export interface ArchivedAfterBackup {
  /** What was moved into its class. */
  readonly moved: BlobCount;
  /** What is tagged, and waits for the bucket's rule to move it. */
  readonly tagged: BlobCount;
  /** What is moved only when other backups that are under way have ended. */
  readonly waiting: BlobCount;
}

export interface BlobCount {
  readonly blobs: number;
  /** Their bytes in the store. */
  readonly bytes: number;
}

/** Having looked, one need not look again for so long: milliseconds. Sets grow old by the day, and each look reads what all of them need. */
const pause = 12 * 60 * 60 * 1000;

/**
 * Archives what old sets alone need, where the plan has that done, and finishes what others have begun. Never rejects: that it failed is a
 * warning, for the set is made. Undefined when there was nothing to do.
 */
export async function archiveAfterBackup(
  work: Omit<ArchiveWork, 'classes'>,
  { document }: Pick<Plan, 'document'>,
): Promise<ArchivedAfterBackup | undefined> {
  const { repository, meter, signal } = work;
  const { classes } = repository.store;
  if (!classes || !archiveRuleOf(document) || signal.aborted) return undefined;
  try {
    if (!(await isDue(work))) return undefined;
    const { archivings, unreadable } = await carryOut({ ...work, classes });
    for (const { set, error } of unreadable) {
      meter.warn(
        `nothing is archived, for set ${set} cannot be read, and nobody knows what it needs: ${error.message}`,
      );
    }
    return countsOf(archivings);
  } catch (thrown) {
    if (thrown instanceof PgstowError && thrown.code === 'busy') return undefined; // what it leaves the next one finds
    meter.warn(`older sets could not be archived: ${messageOf(thrown)}`);
    return undefined;
  }
}

/** What was begun is always gone on with; but what is tagged waits for the bucket, which acts once a day. */
async function isDue({ repository, signal }: Pick<ArchiveWork, 'repository' | 'signal'>): Promise<boolean> {
  const known = await repository.archivings.list({ signal });
  const isCutOff = ({ parts }: ArchivingState) =>
    parts.has('blobs.ndjson.zst') && !looked.some((part) => parts.has(part));
  if (known.some(isCutOff)) return true;
  const last = known.flatMap(({ parts }) => looked.flatMap((part) => parts.get(part)?.modified.getTime() ?? []));
  return (await repository.store.clock(signal)).getTime() - Math.max(0, ...last) >= pause;
}

/** What is written last by who has looked. */
const looked = ['tagged.json', 'done.json'];

export function countsOf(archivings: readonly AdvancedArchiving[]): ArchivedAfterBackup | undefined {
  const count = (of: 'moved' | 'tagged' | 'waiting'): BlobCount => {
    const blobs = archivings.flatMap((each) => each[of]);
    return { blobs: blobs.length, bytes: blobs.reduce((sum, { bytes }) => sum + bytes, 0) };
  };
  const counts = { moved: count('moved'), tagged: count('tagged'), waiting: count('waiting') };
  return Object.values(counts).some(({ blobs }) => blobs > 0) ? counts : undefined;
}
