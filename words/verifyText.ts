import type { VerifyResult } from '../engine/index.ts';
import type { Failure } from './failure.ts';
import { counted, size } from './human.ts';
import { printable } from './printable.ts';

/** What was proved by reading, where nothing is damaged. */
export function verifySummary({ archived, ...result }: VerifyResult): string {
  if (archived === 0) return summaryOfRead(result);
  const { sets, blobs, bytes } = result;
  return `no damage found: ${counted(sets.length, 'set')}: ${counted(blobs, 'blob')}, ${size(bytes)} read; ${notRead(archived)}`;
}

/** What was not proved, because it lies in an archive. */
export function notRead(archived: number): string {
  const were = archived === 1 ? 'was' : 'were';
  return `${counted(archived, 'blob')} in an archive ${were} not read: pgstow thaw SET makes what a set needs readable`;
}

function summaryOfRead({ sets, sample, blobs, blobsInAll, bytes }: Omit<VerifyResult, 'archived'>): string {
  const read = `${counted(sets.length, 'set')}: ${counted(blobs, 'blob')}, ${size(bytes)} read`;
  return sample === 100
    ? `intact: ${read}; every byte, row count and hash is as it was backed up`
    : `no damage found: ${read}, a sample of ${sample} % of ${counted(blobsInAll, 'blob')}`;
}

/** Each finding, with what it concerns below it. */
export function findingTexts({ findings }: Pick<VerifyResult, 'findings'>): string[] {
  return findings.map(({ message, affects }) =>
    [message, ...affects.map((effect) => `  ${effect.message}`)].map(printable).join('\n'),
  );
}

export function damageFailure({ sets, findings }: VerifyResult): Failure {
  const isHidden = findings.some(({ kind }) => kind === 'deleted' || kind === 'overwritten');
  const damaged = sets.filter(({ intact }) => !intact).length;
  return {
    code: 'verification',
    message: `${counted(findings.length, 'object')} damaged; ${damaged} of ${counted(sets.length, 'set')} concerned`,
    hint: isHidden
      ? 'what is locked is brought back by pgstow undelete; see who has these credentials'
      : 'put back what another repository has of them: pgstow repair --from URL; a backup that reads all (pgstow backup PLAN --full) stores again what the database still holds; what is not named can be restored',
  };
}
