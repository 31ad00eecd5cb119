import type { ArchivingState } from '../repository/archivingRecords.ts';
import type { Plan } from '../repository/plans.ts';
import type { Repository } from '../repository/repository.ts';

/** An archiving that was begun and has not ended for longer than any should take. */
export interface StuckArchiving {
  /** The run that has begun it. */
  readonly archiving: string;
  /** Since when, ISO 8601. */
  readonly since: string;
  /** `rule`: all is tagged, and the bucket has not moved it. `runs`: it was cut off, or other runs keep it waiting. */
  readonly waitsFor: 'rule' | 'runs';
  /** What is wrong, and what to do. */
  readonly reason: string;
  readonly remedy: string;
}

/** A bucket carries out its rules once a day, and may take a day more: milliseconds. */
const patience = 3 * 24 * 60 * 60 * 1000;

/** The oldest archiving that is stuck; one listing, and none where no plan archives anything. */
export async function stuckArchiving(
  { store, archivings }: Repository,
  plans: readonly Pick<Plan, 'document'>[],
  now: Date,
  signal: AbortSignal | undefined,
): Promise<StuckArchiving | undefined> {
  if (!store.classes || !plans.some(({ document }) => document.archiveAfterDays !== undefined)) return undefined;
  const [oldest] = await archivings.unfinished({ signal });
  return oldest && judge(oldest, now);
}

function judge({ archiving, parts }: ArchivingState, now: Date): StuckArchiving | undefined {
  const tagged = parts.get('tagged.json');
  const since = (tagged ?? parts.get('blobs.ndjson.zst'))?.modified;
  if (!since || now.getTime() - since.getTime() < patience) return undefined;
  const told = { archiving, since: since.toISOString() };
  if (tagged) {
    return {
      ...told,
      waitsFor: 'rule',
      reason: `what was tagged to be archived ${told.since} was not found in its class since`,
      remedy:
        'has the bucket the lifecycle rule that moves it? pgstow archive --bucket-rule prints it; pgstow archive says what it finds moved',
    };
  }
  return {
    ...told,
    waitsFor: 'runs',
    reason: `an archiving that was begun ${told.since} has not ended since`,
    remedy: 'pgstow archive goes on with it, and says what it waits for',
  };
}

export function stuckWarnings(stuck: StuckArchiving | undefined): string[] {
  return stuck ? [`${stuck.reason}: ${stuck.remedy}`] : [];
}
