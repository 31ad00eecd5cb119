import type { BackupResult } from '../engine/index.ts';
import { archivedAfterBackup } from './archiveText.ts';
import { copySummary } from './copyText.ts';
import { counted, duration, size } from './human.ts';
import { connectionsText, readingText } from './readingText.ts';

/** What a backup has made, in a line; in others how much of it was read and by how many connections, where it was copied to, and what went and was archived afterwards. */
export function backupSummary({ set, copies, pruned, archived }: BackupResult): string {
  const how = [readingText(set), connectionsText(set)].flatMap((text) =>
    text === undefined ? [] : [`${set.plan}: ${text}`],
  );
  return [
    madeIn(set),
    ...how,
    ...(copies ? [copySummary(set.plan, copies)] : []),
    ...(pruned ? wentIn(set.plan, pruned) : []),
    ...(archived ? [archivedAfterBackup(set.plan, archived)] : []),
  ].join('\n');
}

function madeIn({ plan, set, totals, startedAt, finishedAt }: BackupResult['set']): string {
  const took = duration(Date.parse(finishedAt) - Date.parse(startedAt));
  const held = [counted(totals.tables, 'table'), counted(totals.rows, 'row'), size(totals.bytes)].join(', ');
  return `${plan}: set ${set}: ${held}; ${size(totals.newBytes)} added to the repository in ${took}`;
}

function wentIn(plan: string, { sets, blobs, bytes, waiting }: NonNullable<BackupResult['pruned']>): string[] {
  if (sets.length === 0 && blobs === 0) return [];
  const ids = sets.map(({ set }) => set).join(', ');
  const removed = sets.length > 0 ? [`no longer kept and removed: ${ids}`] : [];
  const deleted = `${counted(blobs, 'blob')}, ${size(bytes)} deleted`;
  const later =
    waiting.blobs > 0 ? [`${counted(waiting.blobs, 'blob')}, ${size(waiting.bytes)} wait for the next prune`] : [];
  return [`${plan}: ${[...removed, deleted, ...later].join('; ')}`];
}
