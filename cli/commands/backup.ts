import type { BackupResult, Repository } from '../../engine/index.ts';
import { describeFailure, type Failure } from '../../words/failure.ts';
import { counted, duration, size } from '../../words/human.ts';
import { type ExitStatus, exitStatusOf, worstOf } from '../exitStatus.ts';
import type { Invocation } from '../invocation.ts';
import { PgstowCommand } from '../pgstowCommand.ts';

export function backupCommand(): PgstowCommand {
  return new PgstowCommand('backup')
    .summary('back up the databases of plans')
    .description(
      'Makes a set of each plan, one plan after the other. A set is whole or it is not there. A plan that fails does not ' +
        'keep the others from being backed up; the exit status is the worst of all. Of a plan that is being backed up, by ' +
        'whatever machine, the run is skipped (status 3). Afterwards sets go that the retention of the plan no longer keeps.',
    )
    .argument('<plan...>', "plans' ids, or their names")
    .examples(
      'pgstow backup orders-nightly',
      'pgstow backup orders-nightly billing-nightly',
      'pgstow backup orders-nightly --json',
    )
    .does(async (invocation, plans: string[]) => {
      const repository = await invocation.repository();
      const outcomes = await backUpAll(invocation, repository, plans);
      invocation.output.document({ backups: outcomes.map(toDocument) });
      return worstOf(outcomes.map(statusOf));
    });
}

type Outcome =
  | { readonly plan: string; readonly outcome: 'succeeded'; readonly result: BackupResult }
  | { readonly plan: string; readonly outcome: 'failed' | 'interrupted' | 'skipped'; readonly error: Failure }
  | { readonly plan: string; readonly outcome: 'notStarted' };

async function backUpAll(invocation: Invocation, repository: Repository, plans: readonly string[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const plan of plans) {
    const interrupted = outcomes.some(({ outcome }) => outcome === 'interrupted' || outcome === 'notStarted');
    outcomes.push(
      interrupted ? { plan, outcome: 'notStarted' } : await backUp(invocation, repository, plan, plans.length > 1),
    );
    if (interrupted) invocation.output.warn(`${plan} was not begun`);
  }
  return outcomes;
}

async function backUp(invocation: Invocation, repository: Repository, plan: string, many: boolean): Promise<Outcome> {
  const { backup } = await invocation.engine();
  try {
    const result = await invocation.run(`backup ${plan}`, (operation) => backup(repository, plan, operation));
    invocation.output.say(summaryOf(result));
    return { plan, outcome: 'succeeded', result };
  } catch (thrown) {
    const error = await describeFailure(thrown);
    invocation.output.failure(many ? { ...error, message: `${plan}: ${error.message}` } : error);
    return { plan, outcome: outcomeOf(error), error };
  }
}

/** Who is skipped, another one is at work for. */
function outcomeOf({ code }: Failure): 'failed' | 'interrupted' | 'skipped' {
  return code === 'interrupted' ? 'interrupted' : code === 'busy' ? 'skipped' : 'failed';
}

/** What a backup has made, in a line, and in another one what went afterwards. */
export function summaryOf({ set, pruned }: BackupResult): string {
  return [madeIn(set), ...(pruned ? wentIn(set.plan, pruned) : [])].join('\n');
}

function madeIn({ plan, set, totals, startedAt, finishedAt }: BackupResult['set']): string {
  const took = duration(Date.parse(finishedAt) - Date.parse(startedAt));
  const held = [counted(totals.tables, 'table'), counted(totals.rows, 'row'), size(totals.bytes)].join(', ');
  return `${plan}: set ${set}: ${held}; ${size(totals.newBytes)} added to the repository in ${took}`;
}

function wentIn(plan: string, { sets, blobs, bytes, waiting }: NonNullable<BackupResult['pruned']>): string[] {
  if (sets.length === 0 && blobs === 0) return [];
  const ids = sets.map(({ set }) => set).join(', ');
  const removed = sets.length > 0 ? [`no longer kept and removed: ${ids}`] : [];
  const deleted = `${counted(blobs, 'blob')}, ${size(bytes)} deleted`;
  const later =
    waiting.blobs > 0 ? [`${counted(waiting.blobs, 'blob')}, ${size(waiting.bytes)} wait for the next prune`] : [];
  return [`${plan}: ${[...removed, deleted, ...later].join('; ')}`];
}

function statusOf(outcome: Outcome): ExitStatus {
  switch (outcome.outcome) {
    case 'succeeded':
      return 0;
    case 'notStarted':
      return 130;
    default:
      return exitStatusOf(outcome.error.code);
  }
}

/** A plan that was resolved by its name is called by its id. */
function toDocument(outcome: Outcome): unknown {
  if (outcome.outcome !== 'succeeded') return outcome;
  const { set, run, pruned } = outcome.result;
  return { plan: set.plan, outcome: outcome.outcome, run, set, ...(pruned && { pruned }) };
}
