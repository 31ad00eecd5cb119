import { createHash } from 'node:crypto';
import { PgstowError } from '../errors.ts';
import { cronsOf } from '../schedule/cronOf.ts';
import { scheduleOf } from '../schedule/periods.ts';
import { type StartKind, startKinds } from '../schedule/startKind.ts';
import { hasHooks } from '../spec/hooks.ts';
import type { RenderedPlan } from './request.ts';

/** When somebody else's scheduler is to look whether a plan is due. */
export interface Triggers {
  readonly plan: RenderedPlan;
  /** What is due then. */
  readonly kind: StartKind;
  /** Cron expressions of the plan's time zone. */
  readonly crons: readonly string[];
  readonly timeZone: string;
}

/** Those of plans that start again and again, and of the others the reason why there are none. */
export function triggersOf(plans: readonly RenderedPlan[]): {
  readonly triggered: readonly Triggers[];
  readonly omitted: readonly string[];
} {
  const each = plans.flatMap(triggersOfPlan);
  const triggered = each.filter((result) => typeof result !== 'string');
  const omitted = each.filter((result) => typeof result === 'string');
  if (triggered.length > 0) return { triggered, omitted };
  throw new PgstowError('input', omitted.length > 0 ? omitted.join('\n') : 'there is no plan to be rendered', {
    hint: 'give a plan days and times or a cron expression, such as schedule: { startAt: ["01:00"], timeZone: Europe/Berlin }',
  });
}

/** Those of its backups, and of its drills. */
function triggersOfPlan(plan: RenderedPlan): (Triggers | string)[] {
  const scheduled = startKinds.filter((kind) => scheduleOf(plan, kind));
  if (scheduled.length === 0) return [`plan ${plan.id} has no schedule`];
  return scheduled.map((kind) => {
    const said = cronsOf(scheduleOf(plan, kind)!);
    if (!said.crons) return `${kind === 'drill' ? 'drills of ' : ''}plan ${plan.id}: ${said.reason}`;
    return { plan, kind, timeZone: said.timeZone, crons: said.crons.map((cron) => offTheHour(cron, plan.id)) };
  });
}

/** Whoever writes plans could have put the commands or addresses there that are allowed with this. */
export function allowanceWarnings(triggered: readonly Triggers[]): string[] {
  const plans = triggered.filter(({ kind }) => kind === 'backup').map(({ plan }) => plan);
  return plans.flatMap((plan) => [
    ...(hasHooks(plan)
      ? [
          `plan ${plan.id} has hooks, and its job sets PGSTOW_ALLOW_HOOKS=1: it runs the commands of whoever writes plans`,
        ]
      : []),
    ...(plan.copies?.length
      ? [`plan ${plan.id} has copies, and its job sets PGSTOW_ALLOW_COPIES: look that they go to repositories of yours`]
      : []),
  ]);
}

/**
 * Schedulers are busiest at the full hour, and late then. What starts at it is looked for some minutes after, the same ones
 * for a plan whenever it is rendered; a start is due from its time on, not only at it. Every other minute was chosen by
 * somebody, and is kept.
 */
function offTheHour(cron: string, plan: string): string {
  const [minute, ...others] = cron.split(' ');
  return minute === '0' ? [offsetOf(plan), ...others].join(' ') : cron;
}

/** 3 to 27 minutes: not the first ones, in which the full hour's are still being worked off. */
function offsetOf(plan: string): number {
  return 3 + (createHash('sha256').update(plan).digest().readUInt32BE() % 25);
}
