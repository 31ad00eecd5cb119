import type { SetManifest } from '../repository/manifest.ts';
import type { Plan } from '../repository/plans.ts';
import type { Repository } from '../repository/repository.ts';
import type { ListedRun, Run } from '../repository/runs.ts';
import { judgeHealth } from './judgeHealth.ts';
import { drillsOf, lastDrill } from './lastDrill.ts';
import { type Late, lateDrill } from './lateDrill.ts';
import { newestSet, type Seen } from './newestSet.ts';

export type PlanStatus = 'running' | 'paused' | 'late' | 'abnormal' | 'ready';

/** How a plan is, told from what is stored alone. */
export interface PlanHealth {
  readonly status: PlanStatus;
  /** Why it is late or abnormal, and what to do about it. */
  readonly reason?: string;
  readonly remedy?: string;
  /** The run that says so: the one under way, or the one that failed. */
  readonly run?: string;
  /** The newest set that is whole. In a locked repository `snapshotAt` is when its run began. */
  readonly lastSet?: Pick<SetManifest, 'set' | 'snapshotAt'>;
}

/** So many runs are looked at: a plan's last backup and verification are among them. */
const lookBack = 50;

/** Reads how a plan is; works in a locked repository too. */
export async function planHealth(repository: Repository, plan: Plan, now: Date = new Date()): Promise<PlanHealth> {
  const runs = await repository.runs.list(plan.id, { limit: lookBack });
  const drills = await drillsOf(repository, plan, runs);
  const late = await lateDrill(repository, plan, lastDrill(drills), now);
  const others = runs.filter((run) => run.state === 'damaged' || run.kind !== 'drill');
  return judgePlan(plan, await newestSet(repository, plan, runs), [...others, ...drills], now, late);
}

/** The same from what was read; runs of each kind the newest first. */
export function judgePlan(plan: Plan, seen: Seen, runs: readonly ListedRun[], now: Date, drills?: Late): PlanHealth {
  const lastSet = seen.newest && { lastSet: seen.newest };
  const known = runs.filter((run) => run.state !== 'damaged');
  const running = known.find((run) => run.state === 'running' && run.kind === 'backup');
  if (running) return { status: 'running', run: running.run, ...lastSet };
  if (plan.paused) return { status: 'paused', ...lastSet };
  const trouble = lastTrouble(runs);
  const { health, ...why } = judgeHealth(plan, seen, now);
  if (health === 'late' && !plan.deleted) return { status: 'late', ...withTrouble(why, trouble), ...lastSet };
  const ofDrill = drillTrouble(known);
  if (drills && !trouble) return { status: 'late', ...withTrouble(drills, ofDrill), ...lastSet };
  const concern = trouble ?? ofDrill;
  return concern ? { status: 'abnormal', ...concern, ...lastSet } : { status: 'ready', ...lastSet };
}

/** What a run that failed says. */
export type Trouble = Required<Pick<PlanHealth, 'reason' | 'remedy' | 'run'>>;

/** The newest backup, or else the newest verification, if it did not succeed. A restore says nothing about the plan. */
export function lastTrouble(runs: readonly ListedRun[]): Trouble | undefined {
  const ended = runs.filter((run) => run.state !== 'damaged').filter(({ state }) => !noTrouble.includes(state));
  const failed = (['backup', 'verify'] as const)
    .map((kind) => ended.find((run) => run.kind === kind))
    .find((run) => run && run.state !== 'succeeded');
  return failed && troubleOf(failed);
}

/**
 * The newest drill that was asked for by the schedule, or says something of the sets, if it has not passed: not one that somebody has
 * called for, and that came to no server.
 */
export function drillTrouble(runs: readonly Run[]): Trouble | undefined {
  const found = runs.find(
    ({ kind, state, start, error }) =>
      kind === 'drill' &&
      !noTrouble.includes(state) &&
      (state === 'succeeded' || start !== undefined || ['verification', 'damaged'].includes(error?.code ?? '')),
  );
  return found && found.state !== 'succeeded' ? troubleOf(found) : undefined;
}

/** What is under way may end well, and where there was no run, the set is late or it is not. */
const noTrouble: readonly Run['state'][] = ['running', 'skipped', 'missed'];

/** What is late is so because of a run that failed, where there is one. */
export function withTrouble<Why extends { readonly reason?: string; readonly remedy?: string }>(
  why: Why,
  trouble: Trouble | undefined,
): Why {
  return trouble ? { ...why, ...trouble, reason: `${why.reason}; ${trouble.reason}` } : why;
}

function troubleOf({ kind, state, error, run, plan, host, updatedAt }: Run): Trouble {
  const again = `run it again: pgstow ${kind} ${plan}`;
  if (state === 'lost') {
    return {
      reason: `${kind} ${run} on ${host} has not been heard of since ${updatedAt}: it was killed, or its machine went down`,
      remedy: `nothing of it is visible; ${again}`,
      run,
    };
  }
  return { reason: `${kind} ${run}: ${error?.message ?? state}`, remedy: error?.hint ?? again, run };
}
