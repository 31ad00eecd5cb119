import type { SetManifest } from '../repository/manifest.ts';
import type { Plan } from '../repository/plans.ts';
import type { Repository } from '../repository/repository.ts';
import type { ListedRun, Run } from '../repository/runs.ts';
import type { ListedSet } from '../repository/sets.ts';

export type PlanStatus = 'running' | 'paused' | 'abnormal' | 'ready';

/** How a plan is, told from what is stored alone. */
export interface PlanHealth {
  readonly status: PlanStatus;
  /** Why it is abnormal, and what to do about it. */
  readonly reason?: string;
  readonly remedy?: string;
  /** The run that says so: the one under way, or the one that failed. */
  readonly run?: string;
  /** The newest set that is whole. */
  readonly lastSet?: Pick<SetManifest, 'set' | 'snapshotAt'>;
}

/** So many runs are looked at: a plan's last backup and its last verification are among them. */
const lookBack = 50;

/** Reads how a plan is. */
export async function planHealth(repository: Repository, plan: Plan): Promise<PlanHealth> {
  const [sets, runs] = await Promise.all([
    repository.sets.list(plan.id),
    repository.runs.list(plan.id, { limit: lookBack }),
  ]);
  return judgePlan(plan, sets, runs);
}

/** The same from what was read; sets and runs the newest first. */
export function judgePlan(plan: Plan, sets: readonly ListedSet[], runs: readonly ListedRun[]): PlanHealth {
  const whole = sets.find((listed) => listed.state === 'complete');
  const lastSet = whole && { lastSet: { set: whole.set, snapshotAt: whole.manifest.snapshotAt } };
  const known = runs.filter((run) => run.state !== 'damaged');
  const running = known.find((run) => run.state === 'running' && run.kind === 'backup');
  if (running) return { status: 'running', run: running.run, ...lastSet };
  if (plan.paused) return { status: 'paused', ...lastSet };
  const failed = lastFailed(known);
  return failed
    ? { status: 'abnormal', ...troubleOf(failed), run: failed.run, ...lastSet }
    : { status: 'ready', ...lastSet };
}

/** The newest backup, or else the newest verification, if it did not succeed. A restore says nothing about the plan. */
function lastFailed(runs: readonly Run[]): Run | undefined {
  const ended = runs.filter(({ state }) => state !== 'running');
  return (['backup', 'verify'] as const)
    .map((kind) => ended.find((run) => run.kind === kind))
    .find((run) => run && run.state !== 'succeeded');
}

function troubleOf({ kind, state, error, run, plan, host, updatedAt }: Run): Pick<PlanHealth, 'reason' | 'remedy'> {
  const again = `run it again: pgstow ${kind} ${plan}`;
  if (state === 'lost') {
    return {
      reason: `${kind} ${run} on ${host} has not been heard of since ${updatedAt}: it was killed, or its machine went down`,
      remedy: `nothing of it is visible; ${again}`,
    };
  }
  return { reason: `${kind} ${run}: ${error?.message ?? state}`, remedy: error?.hint ?? again };
}
