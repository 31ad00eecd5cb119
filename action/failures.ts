import type { Failure } from '../words/failure.ts';
import { latePlans } from '../words/healthText.ts';
import { precheckFailure } from '../words/precheckText.ts';
import { damageFailure } from '../words/verifyText.ts';
import type { BackupOutcome, Done, Status } from './report.ts';

/** What of that which was done makes the step fail. */
export function failuresIn(done: Done): Failure[] {
  switch (done.command) {
    case 'run-due': // what is skipped another machine makes, or has made
      return done.backups.filter(({ outcome }) => outcome !== 'skipped').flatMap(failureOfBackup);
    case 'backup':
      return done.backups.flatMap(failureOfBackup);
    case 'precheck':
      return done.reports.filter(({ passed }) => !passed).map(precheckFailure);
    case 'restore':
    case 'plan-apply':
      return done.error ? [done.error] : [];
    case 'verify':
      return done.result.intact ? [] : [damageFailure(done.result)];
    case 'health':
      return latePlans(done.report).map(({ plan, reason, remedy }) => ({
        code: 'precheck',
        message: `${plan} is late: ${reason ?? ''}`,
        hint: remedy,
      }));
    case 'prune':
    case 'matrix':
      return [];
    default:
      return done satisfies never;
  }
}

function failureOfBackup(backup: BackupOutcome): Failure[] {
  switch (backup.outcome) {
    case 'succeeded':
      return [];
    case 'notStarted':
      return [{ code: 'interrupted', message: `${backup.plan} was not begun`, hint: 'run the job again' }];
    default:
      return [{ ...backup.error, message: `${backup.plan}: ${backup.error.message}` }];
  }
}

/** Who was interrupted may be run again as it is. */
export function statusOf(failures: readonly Failure[]): Status {
  if (failures.length === 0) return 'succeeded';
  return failures.some(({ code }) => code === 'interrupted') ? 'interrupted' : 'failed';
}
