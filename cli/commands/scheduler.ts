import { wholeNumber } from '../../values/wholeNumber.ts';
import { drillServerOption } from '../options/drillServer.ts';
import { startKindOption } from '../options/startKind.ts';
import { PgstowCommand } from '../pgstowCommand.ts';
import { listenAddress } from '../scheduler/listenAddress.ts';
import type { SchedulingOptions } from '../scheduler/scheduling.ts';

export function schedulerCommand(): PgstowCommand {
  const command = new PgstowCommand('scheduler');
  return command
    .summary('make what is due, minute after minute, until it is stopped')
    .description(
      'Looks every minute what is due by the schedules of plans, and makes it, as run-due does once. Several may run on one ' +
        'repository: each start is made by one of them. A repository that is away is tried again. Asked to stop (SIGTERM), it begins ' +
        'nothing new and lets what runs finish for some seconds; asked again, it interrupts that. Tells what happens on standard ' +
        'error, a line each; with --json each is an object, and the document comes at the end.',
    )
    .argument('[plan...]', "plans' ids, or their names; default: all, those too that are applied later")
    .option(
      '--parallel <n>',
      'so many plans are backed up at once, beside one drill',
      wholeNumber('--parallel', 1, 64),
      2,
    )
    .addOption(startKindOption())
    .addOption(drillServerOption('--drill-server <url>'))
    .option(
      '--grace <seconds>',
      'so long what runs may go on when it is asked to stop',
      wholeNumber('--grace', 0, 86_400),
      25,
    )
    .addOption(
      command
        .createOption(
          '--listen <[host:]port>',
          'serve /healthz and /metrics there; a port alone is for this machine only',
        )
        .env('PGSTOW_LISTEN')
        .argParser(listenAddress),
    )
    .examples(
      'pgstow scheduler',
      'pgstow scheduler --parallel 4 --listen 0.0.0.0:9188',
      'pgstow scheduler orders-nightly --grace 600 --json',
    )
    .does(async (invocation, plans: string[], options: SchedulingOptions) => {
      const { Scheduling } = await import('../scheduler/scheduling.ts'); // brings HTTP, which other commands do without
      const ended = await new Scheduling(invocation, plans, options).run();
      invocation.output.document(ended.document);
      return ended.interrupted ? 130 : 0;
    });
}
