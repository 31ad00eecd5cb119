import type { Plan } from '../repository/plans.ts';
import type { Repository } from '../repository/repository.ts';
import { periodsOf } from '../schedule/periods.ts';
import { allowedAge } from '../spec/allowedAge.ts';
import { inWords } from './judgeHealth.ts';
import type { LastDrill } from './lastDrill.ts';

/** Why the drills of a plan are late, and what to do. */
export interface Late {
  readonly reason: string;
  readonly remedy: string;
}

/** Whether the last drill that has passed is older than the plan's own schedule of drills lets it become; undefined where it is not. */
export async function lateDrill(
  repository: Repository,
  plan: Plan,
  last: Pick<LastDrill, 'passedAt'> | undefined,
  now: Date,
): Promise<Late | undefined> {
  if (plan.paused || plan.deleted || !latenessOf(plan, last?.passedAt, undefined, now)) return undefined;
  const revisions = plan.revision === 1 ? [plan] : (await repository.plans.history(plan.id)).toReversed();
  const since = periodsOf(revisions, 'drill').at(-1)!.from;
  const reason = latenessOf(plan, last?.passedAt, since, now);
  if (reason === undefined) return undefined;
  const remedy = `look at pgstow runs ${plan.id} --kind drill for what keeps it, or at the scheduler that should start pgstow run-due`;
  return { reason, remedy };
}

/** `since` is when the schedule came into force, in milliseconds since 1970: what went before it asked for no drill. */
function latenessOf(
  { document: { drill } }: Pick<Plan, 'document'>,
  passedAt: string | undefined,
  since = Number.NEGATIVE_INFINITY,
  now: Date,
): string | undefined {
  const allowed = allowedAge({ schedule: drill?.schedule, maxAge: undefined }, now);
  if (!allowed) return undefined;
  const passed = passedAt === undefined ? Number.NEGATIVE_INFINITY : Date.parse(passedAt);
  if (allowed.kind === 'single') {
    const start = allowed.start.getTime();
    const isOpen = start >= since && passed < start && now.getTime() > start + allowed.milliseconds;
    return isOpen ? `no drill has passed since its single start at ${allowed.start.toISOString()}` : undefined;
  }
  const from = Math.max(passed, since);
  if (now.getTime() - from <= allowed.milliseconds) return undefined;
  const age = inWords(now.getTime() - from);
  const what =
    passed >= since
      ? `the last drill that passed was ${age} ago`
      : `no drill has passed since drills were asked for ${age} ago`;
  return `${what}, and its schedule allows ${allowed.text}`;
}
