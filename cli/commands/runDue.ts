import { setTimeout } from 'node:timers/promises';
import type {
  BackupResult,
  ConnectionTarget,
  DrillResult,
  Repository,
  RunDueOptions,
  StartKind,
  StartOutcome,
} from '../../engine/index.ts';
import { backupSummary } from '../../words/backupText.ts';
import { drillSummary } from '../../words/drillText.ts';
import { describeFailure, type Failure } from '../../words/failure.ts';
import { instant } from '../../words/human.ts';
import { lapseText } from '../../words/lapseText.ts';
import { type ExitStatus, exitStatusOf, worstOf } from '../exitStatus.ts';
import { withInterruption } from '../interruption.ts';
import type { Invocation } from '../invocation.ts';
import { drillServer, drillServerOption } from '../options/drillServer.ts';
import { kindsOf, startKindOption } from '../options/startKind.ts';
import { PgstowCommand } from '../pgstowCommand.ts';

export function runDueCommand(): PgstowCommand {
  return new PgstowCommand('run-due')
    .summary('make the backups and drills that are due')
    .description(
      'Makes the backups that are due by the schedules of plans, one after the other, then the drills, and records the starts that were ' +
        'skipped (the one before was not finished) or missed. To be called again and again, by cron, a workflow or a timer: a start ' +
        'is made once, however late; what failed is tried again after 5 and 30 minutes, until the next start, by a later ' +
        'call, or with --retry by this one, which stays for that. The exit status is the worst of all starts; 0 where nothing was due, or others make it.',
    )
    .argument('[plan...]', "plans' ids, or their names; default: all")
    .option(
      '--retry',
      'stay for the further attempts of what fails, up to 35 minutes: for who is called at the starts alone',
    )
    .addOption(startKindOption())
    .addOption(drillServerOption('--drill-server <url>'))
    .examples('pgstow run-due', 'pgstow run-due orders-nightly --retry', 'pgstow run-due --kind drill --json')
    .does(async (invocation, plans: string[], options: RunDueInput) => {
      const lapses: object[] = [];
      const outcomes = await runAll(invocation, plans, options, lapses);
      if (outcomes.length === 0) invocation.output.say('nothing is due');
      const of = (wanted: StartKind) => outcomes.filter(({ kind }) => kind === wanted).map(({ document }) => document);
      invocation.output.document({ backups: of('backup'), drills: of('drill'), lapses });
      return worstOf(outcomes.map(({ status }) => status));
    });
}

interface RunDueInput {
  readonly retry?: boolean;
  readonly kind?: StartKind;
  readonly drillServer?: string;
}

interface Made {
  readonly backup: BackupResult;
  readonly drill: DrillResult;
}

interface Told {
  readonly kind: StartKind;
  readonly document: object;
  readonly status: ExitStatus;
}

async function runAll(
  invocation: Invocation,
  plans: readonly string[],
  { retry = false, kind, drillServer: url }: RunDueInput,
  lapses: object[],
): Promise<Told[]> {
  const server = await drillServer(invocation, '--drill-server', url);
  const repository = await invocation.repository();
  const { runDue, runDueWithRetries } = await invocation.engine();
  const options: RunDueOptions<Made> = {
    plans,
    kinds: kindsOf(kind),
    make: {
      backup: (plan, start) => backUp(invocation, repository, plan, start),
      drill: (plan, start) => drillOne(invocation, repository, { plan, server }, start),
    },
    onWarning: (plan, message) => invocation.output.warn(`${plan}: ${message}`),
    onLapse: (plan, lapse) => {
      const { kind, outcome, start, until, count, reason } = lapse;
      lapses.push({ plan, kind, outcome, start, until, count, reason });
      invocation.output.warn(`${plan}: ${lapseText(lapse)}`);
    },
  };
  const outcomes = retry
    ? await runDueWithRetries(repository, { ...options, waitUntil: (time) => waitUntil(invocation, time) })
    : await runDue(repository, options);
  return Promise.all(outcomes.map((outcome) => tell(invocation, outcome)));
}

async function backUp(
  invocation: Invocation,
  repository: Repository,
  plan: string,
  start: string,
): Promise<BackupResult> {
  const { backup } = await invocation.engine();
  const title = `backup ${plan}, due since ${instant(start)}`;
  return tellingFailure(invocation, plan, async () => {
    const made = await invocation.run(title, (operation) => backup(repository, plan, { ...operation, start }));
    invocation.output.say(backupSummary(made));
    return made;
  });
}

async function drillOne(
  invocation: Invocation,
  repository: Repository,
  request: { readonly plan: string; readonly server: ConnectionTarget | undefined },
  start: string,
): Promise<DrillResult> {
  const { drill } = await invocation.engine();
  const title = `drill ${request.plan}, due since ${instant(start)}`;
  return tellingFailure(invocation, `drill of ${request.plan}`, async () => {
    const done = await invocation.run(title, (operation) => drill(repository, request, { ...operation, start }));
    invocation.output.say(`drill of ${request.plan} ${drillSummary(done.report)}`);
    return done;
  });
}

/** What goes wrong is told at once: others follow. */
async function tellingFailure<T>(invocation: Invocation, what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    const failure = await describeFailure(thrown);
    const message = `${what}: ${failure.message}`;
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

async function tell({ output }: Invocation, ended: StartOutcome<Made>): Promise<Told> {
  const { plan, kind, start, attempt, outcome } = ended;
  const about = { plan, start, attempt, outcome };
  switch (ended.outcome) {
    case 'succeeded':
      return { kind, document: { ...about, ...resultOf(ended) }, status: 0 };
    case 'notStarted':
      output.warn(`${kind === 'drill' ? `the drill of ${plan}` : plan} was not begun`);
      return { kind, document: about, status: 130 };
    case 'skipped': // another machine is at it, or has made it: the start is in good hands
      return { kind, document: { ...about, error: await describeFailure(ended.error) }, status: 0 };
    default: {
      const error: Failure = await describeFailure(ended.error);
      return { kind, document: { ...about, error }, status: exitStatusOf(error.code) };
    }
  }
}

function resultOf(ended: Extract<StartOutcome<Made>, { readonly outcome: 'succeeded' }>): object {
  if (ended.kind === 'drill') return { run: ended.result.run, report: ended.result.report };
  const { run, set, pruned, archived } = ended.result;
  return { run, set, ...(pruned && { pruned }), ...(archived && { archived }) };
}
