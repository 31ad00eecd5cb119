import type { BackupResult, PlanOutcome, Repository, Shard } from '../../engine/index.ts';
import { backupSummary } from '../../words/backupText.ts';
import { describeFailure } from '../../words/failure.ts';
import { type ExitStatus, exitStatusOf, worstOf } from '../exitStatus.ts';
import type { Invocation } from '../invocation.ts';
import { type ShardOptions, shardOptions, shardRequest } from '../options/shard.ts';
import { PgstowCommand } from '../pgstowCommand.ts';

export function backupCommand(): PgstowCommand {
  return new PgstowCommand('backup')
    .summary('back up the databases of plans')
    .description(
      'Makes a set of each plan, one plan after the other. A set is whole or it is not there. A plan that fails does not ' +
        'keep the others from being backed up; the exit status is the worst of all. Of a plan that is being backed up, by ' +
        'whatever machine, the run is skipped (status 3). Afterwards sets go that the retention of the plan no longer keeps, and what old ones alone need is archived. ' +
        'With --shard several machines make one set together: each ends with 0 when that is there, whichever of them died.',
    )
    .argument('<plan...>', "plans' ids, or their names")
    .option('--full', 'read everything, also what is proved to be unchanged since an older set')
    .addOptions(shardOptions())
    .examples(
      'pgstow backup orders-nightly',
      'pgstow backup orders-nightly billing-nightly',
      'pgstow backup orders-nightly --full',
      'pgstow backup orders-nightly --shard 3/8 --shard-group night-of-2026-11-25',
      'pgstow backup orders-nightly --json',
    )
    .does(async (invocation, plans: string[], { full = false, ...options }: BackupCommandOptions) => {
      const shard = await shardOf(invocation, options);
      const repository = await invocation.repository();
      const outcomes = await backUpAll(invocation, repository, plans, { full, shard });
      const told = await Promise.all(outcomes.map(tell));
      invocation.output.document({ backups: told.map(({ document }) => document) });
      return worstOf(told.map(({ status }) => status));
    });
}

interface BackupCommandOptions extends ShardOptions {
  readonly full?: boolean;
}

/** What every plan of the call is backed up with. */
interface How {
  readonly full: boolean;
  readonly shard: Shard | undefined;
}

async function shardOf(invocation: Invocation, options: ShardOptions): Promise<Shard | undefined> {
  const request = shardRequest(options);
  return request && (await invocation.engine()).resolveShard(request, process.env);
}

type Outcome = PlanOutcome<BackupResult>;

async function backUpAll(
  invocation: Invocation,
  repository: Repository,
  plans: readonly string[],
  how: How,
): Promise<Outcome[]> {
  const { runPlans } = await invocation.engine();
  const backUp = (plan: string) => backUpOne(invocation, repository, plan, { many: plans.length > 1, how });
  const outcomes = await runPlans(plans, { backUp });
  for (const { plan, outcome } of outcomes) {
    if (outcome === 'notStarted') invocation.output.warn(`${plan} was not begun`);
  }
  return outcomes;
}

/** What goes wrong is told at once: other backups follow. */
async function backUpOne(
  invocation: Invocation,
  repository: Repository,
  plan: string,
  { many, how }: { readonly many: boolean; readonly how: How },
): Promise<BackupResult> {
  const { backup } = await invocation.engine();
  try {
    const result = await invocation.run(`backup ${plan}`, (operation) =>
      backup(repository, plan, { ...operation, ...how }),
    );
    invocation.output.say(backupSummary(result));
    return result;
  } catch (thrown) {
    const failure = await describeFailure(thrown);
    invocation.output.failure(many ? { ...failure, message: `${plan}: ${failure.message}` } : failure);
    throw thrown;
  }
}

interface Told {
  readonly document: object;
  readonly status: ExitStatus;
}

/** A plan that was resolved by its name is called by its id. */
async function tell(outcome: Outcome): Promise<Told> {
  switch (outcome.outcome) {
    case 'succeeded': {
      const { set, run, copies, pruned, archived } = outcome.result;
      const more = { ...(copies && { copies }), ...(pruned && { pruned }), ...(archived && { archived }) };
      return { document: { plan: set.plan, outcome: 'succeeded', run, set, ...more }, status: 0 };
    }
    case 'notStarted':
      return { document: outcome, status: 130 };
    default: {
      const error = await describeFailure(outcome.error);
      return { document: { ...outcome, error }, status: exitStatusOf(error.code) };
    }
  }
}
