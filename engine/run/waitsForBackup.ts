import type { PlanDue } from '../schedule/due.ts';

/**
 * Whether a drill is better made a little later: it practises with the newest set, and a backup of its plan is under way, or due since
 * no later than the drill. A backup that came due after it is not waited for, or a plan that is always due would have no drill.
 */
export function waitsForBackup({ plan, kind, now }: PlanDue, looked: readonly PlanDue[]): boolean {
  if (kind !== 'drill' || now.state !== 'due') return false;
  const backup = looked.find((each) => each.plan === plan && each.kind === 'backup')?.now;
  return backup?.state === 'running' || (backup?.state === 'due' && backup.start <= now.start);
}
