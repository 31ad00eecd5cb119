import type { RepairResult } from '../engine/index.ts';
import type { Failure } from './failure.ts';
import { counted, size } from './human.ts';
import { printable } from './printable.ts';
import { notRead } from './verifyText.ts';

/** What was put back, and that nothing is damaged any more. */
export function repairSummary({ sets, repaired, blobs, bytes, archived }: RepairResult): string {
  const what = repaired.length === 0 ? 'nothing to repair' : `repaired: ${counted(repaired.length, 'object')} put back`;
  const read = `${counted(sets.length, 'set')}: ${counted(blobs, 'blob')}, ${size(bytes)} read`;
  const proved = archived === 0 ? 'every byte, row count and hash is as it was backed up' : notRead(archived);
  return `${what}${repaired.length === 0 ? ':' : ';'} ${read}; ${proved}`;
}

/** Why what is still damaged could not be put back, a line each. */
export function repairReasons({ reasons }: RepairResult): string[] {
  return reasons.map((reason) => printable(`not repaired: ${reason}`));
}

export function repairFailure({ sets, findings, repaired }: RepairResult): Failure {
  const damaged = sets.filter(({ intact }) => !intact).length;
  return {
    code: 'verification',
    message: `${counted(findings.length, 'object')} still damaged, ${repaired.length} repaired; ${damaged} of ${counted(sets.length, 'set')} concerned`,
    hint: 'try another repository that has the sets: --from URL; a backup that reads all (pgstow backup PLAN --full) stores again what the database still holds; what is not named can be restored',
  };
}
