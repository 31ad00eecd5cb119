import { setTimeout } from 'node:timers/promises';
import type { BackupResult, Repository, RunDueOptions, StartOutcome } from '../../engine/index.ts';
import { backupSummary } from '../../words/backupText.ts';
import { describeFailure, type Failure } from '../../words/failure.ts';
import { instant } from '../../words/human.ts';
import { lapseText } from '../../words/lapseText.ts';
import { type ExitStatus, exitStatusOf, worstOf } from '../exitStatus.ts';
import { withInterruption } from '../interruption.ts';
import type { Invocation } from '../invocation.ts';
import { PgstowCommand } from '../pgstowCommand.ts';

export function runDueCommand(): PgstowCommand {
  return new PgstowCommand('run-due')
    .summary('make the backups that are due')
    .description(
      'Makes the backups that are due by the schedules of plans, one after the other, and records the starts that were skipped ' +
        '(the backup before was not finished) or missed. To be called again and again, by cron, a workflow or a timer: a start ' +
        'is made once, however late; a backup that failed is tried again after 5 and 30 minutes, until the next start, by a later ' +
        'call, or with --retry by this one, which stays for that. The exit status is the worst of all starts; 0 where nothing was due, or others make it.',
    )
    .argument('[plan...]', "plans' ids, or their names; default: all")
    .option(
      '--retry',
      'stay for the further attempts of what fails, up to 35 minutes: for who is called at the starts alone',
    )
    .examples('pgstow run-due', 'pgstow run-due orders-nightly --retry', 'pgstow run-due --json')
    .does(async (invocation, plans: string[], { retry = false }: { retry?: boolean }) => {
      const lapses: object[] = [];
      const outcomes = await runAll(invocation, { plans, retry }, lapses);
      if (outcomes.length === 0) invocation.output.say('nothing is due');
      invocation.output.document({ backups: outcomes.map(({ document }) => document), lapses });
      return worstOf(outcomes.map(({ status }) => status));
    });
}

interface Told {
  readonly document: object;
  readonly status: ExitStatus;
}

async function runAll(
  invocation: Invocation,
  { plans, retry }: { readonly plans: readonly string[]; readonly retry: boolean },
  lapses: object[],
): Promise<Told[]> {
  const repository = await invocation.repository();
  const { runDue, runDueWithRetries } = await invocation.engine();
  const options: RunDueOptions<BackupResult> = {
    plans,
    backUp: (plan, start) => backUp(invocation, repository, plan, start),
    onWarning: (plan, message) => invocation.output.warn(`${plan}: ${message}`),
    onLapse: (plan, lapse) => {
      const { outcome, start, until, count, reason } = lapse;
      lapses.push({ plan, outcome, start, until, count, reason });
      invocation.output.warn(`${plan}: ${lapseText(lapse)}`);
    },
  };
  const outcomes = retry
    ? await runDueWithRetries(repository, { ...options, waitUntil: (time) => waitUntil(invocation, time) })
    : await runDue(repository, options);
  return Promise.all(outcomes.map((outcome) => tell(invocation, outcome)));
}

/** What goes wrong is told at once: other backups follow. */
async function backUp(
  invocation: Invocation,
  repository: Repository,
  plan: string,
  start: string,
): Promise<BackupResult> {
  const { backup } = await invocation.engine();
  const title = `backup ${plan}, due since ${instant(start)}`;
  try {
    const made = await invocation.run(title, (operation) => backup(repository, plan, { ...operation, start }));
    invocation.output.say(backupSummary(made));
    return made;
  } catch (thrown) {
    const failure = await describeFailure(thrown);
    const message = `${plan}: ${failure.message}`;
    if (failure.code === 'busy') invocation.output.warn(message);
    else invocation.output.failure({ ...failure, message });
    throw thrown;
  }
}

/** False when the user has had enough of it: then what has failed stays so. */
function waitUntil({ output }: Invocation, time: Date): Promise<boolean> {
  output.warn(`the next attempt is made at ${instant(time)}`);
  return withInterruption(
    () => output.remark('pgstow: no further attempt is waited for'),
    (signal) => setTimeout(time.getTime() - Date.now(), true, { signal }).catch(() => false),
  );
}

async function tell({ output }: Invocation, outcome: StartOutcome<BackupResult>): Promise<Told> {
  const { plan, start, attempt } = outcome;
  switch (outcome.outcome) {
    case 'succeeded': {
      const { run, set, pruned } = outcome.result;
      const document = { plan, start, attempt, outcome: 'succeeded', run, set, ...(pruned && { pruned }) };
      return { document, status: 0 };
    }
    case 'notStarted':
      output.warn(`${plan} was not begun`);
      return { document: { plan, start, attempt, outcome: 'notStarted' }, status: 130 };
    case 'skipped': // another machine is at it, or has made it: the start is in good hands
      return {
        document: { plan, start, attempt, outcome: 'skipped', error: await describeFailure(outcome.error) },
        status: 0,
      };
    default: {
      const error: Failure = await describeFailure(outcome.error);
      return { document: { plan, start, attempt, outcome: outcome.outcome, error }, status: exitStatusOf(error.code) };
    }
  }
}
