import type { Failure } from '../words/failure.ts';
import { illness, illPlans } from '../words/healthText.ts';
import { precheckFailure } from '../words/precheckText.ts';
import { repairFailure } from '../words/repairText.ts';
import { undeleteFailure } from '../words/undeleteText.ts';
import { damageFailure } from '../words/verifyText.ts';
import type { BackupOutcome, Done, DrillOutcome, Status } from './report.ts';

/** What of that which was done makes the step fail. */
export function failuresIn(done: Done): Failure[] {
  switch (done.command) {
    case 'run-due': // what is skipped another machine makes, or has made
      return [
        ...done.backups.filter(notSkipped).flatMap((each) => failureOf(each, each.plan)),
        ...done.drills.filter(notSkipped).flatMap((each) => failureOf(each, `drill of ${each.plan}`)),
      ];
    case 'backup':
      return done.backups.flatMap((each) => failureOf(each, each.plan));
    case 'drill':
      return done.drills.flatMap((each) => failureOf(each, each.plan));
    case 'copy':
      return done.plans.flatMap(({ error }) => error ?? []);
    case 'precheck':
      return done.reports.filter(({ passed }) => !passed).map(precheckFailure);
    case 'restore':
    case 'plan-apply':
      return done.error ? [done.error] : [];
    case 'verify':
      return done.result.intact ? [] : [damageFailure(done.result)];
    case 'repair':
      return done.result.intact ? [] : [repairFailure(done.result)];
    case 'health':
      return illPlans(done.report).map((plan) => ({
        code: plan.health === 'damaged' ? 'damaged' : 'precheck',
        message: illness(plan),
        hint: plan.remedy,
      }));
    case 'undelete': {
      const failure = undeleteFailure(done.result.objects);
      return failure ? [failure] : [];
    }
    case 'restore-shard':
    case 'prune':
    case 'archive':
    case 'thaw':
    case 'hold':
    case 'release':
    case 'key-rotate':
    case 'cost':
    case 'matrix':
      return [];
    default:
      return done satisfies never;
  }
}

function notSkipped({ outcome }: BackupOutcome | DrillOutcome): boolean {
  return outcome !== 'skipped';
}

function failureOf(ended: BackupOutcome | DrillOutcome, what: string): Failure[] {
  switch (ended.outcome) {
    case 'succeeded':
      return [];
    case 'notStarted':
      return [{ code: 'interrupted', message: `${what} was not begun`, hint: 'run the job again' }];
    default:
      return [{ ...ended.error, message: `${what}: ${ended.error.message}` }];
  }
}

/** Who was interrupted may be run again as it is. */
export function statusOf(failures: readonly Failure[]): Status {
  if (failures.length === 0) return 'succeeded';
  return failures.some(({ code }) => code === 'interrupted') ? 'interrupted' : 'failed';
}
