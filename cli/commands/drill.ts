import type { DrillReport } from '../../engine/index.ts';
import { wholeNumber } from '../../values/wholeNumber.ts';
import { drillSummary } from '../../words/drillText.ts';
import { describeFailure } from '../../words/failure.ts';
import { type ExitStatus, exitStatusOf } from '../exitStatus.ts';
import type { Invocation } from '../invocation.ts';
import { drillServer, drillServerOption } from '../options/drillServer.ts';
import { PgstowCommand } from '../pgstowCommand.ts';

export function drillCommand(): PgstowCommand {
  return new PgstowCommand('drill')
    .summary('practise a restore, and check what comes of it')
    .description(
      "Restores a plan's newest set into a throwaway PostgreSQL, reads its rows back and compares them with the set, checks what the " +
        'plan asserts, measures how long it took, and stores a report with the set. The server is started for that as for a query, and is gone ' +
        'afterwards. With --server a database is made in another one, and dropped. Owners and privileges are left out. Ends with status 4 ' +
        'when rows differ or an assertion does not hold. By the schedule of its drills, a plan is drilled by run-due and the scheduler.',
    )
    .argument('<plan>', "a plan's id, or its name where only one plan has it; a deleted plan's id too")
    .option('--set <id>', 'the set to restore; default: the newest')
    .addOption(drillServerOption('--server <url>'))
    .option('--jobs <count>', 'connections that load and build at once', wholeNumber('--jobs', 1, 64), 4)
    .examples(
      'pgstow drill orders-nightly',
      'pgstow drill orders-nightly --set 20261122T213000Z-k3v9qa --json',
      'pgstow drill orders-nightly --server postgresql://me@localhost/postgres',
    )
    .does((invocation, plan: string, options: DrillOptions) => drillAsAsked(invocation, plan, options));
}

interface DrillOptions {
  readonly set?: string;
  readonly server?: string;
  readonly jobs: number;
}

async function drillAsAsked(
  invocation: Invocation,
  plan: string,
  { set, server, jobs }: DrillOptions,
): Promise<ExitStatus> {
  const { output } = invocation;
  const { drill } = await invocation.engine();
  const request = { plan, set, jobs, server: await drillServer(invocation, '--server', server) };
  const repository = await invocation.repository();
  let report: DrillReport | undefined;
  const onReport = (made: DrillReport) => {
    report = made;
  };
  try {
    const done = await invocation.run(`drill ${plan}`, (operation) =>
      drill(repository, request, { ...operation, onReport }),
    );
    output.say(drillSummary(done.report));
    output.document({ report: done.report });
    return 0;
  } catch (thrown) {
    const failure = await describeFailure(thrown);
    output.failure(failure);
    output.document({ ...(report && { report }), error: failure });
    return exitStatusOf(failure.code);
  }
}
