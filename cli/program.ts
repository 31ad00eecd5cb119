import { archiveCommand } from './commands/archive.ts';
import { backupCommand } from './commands/backup.ts';
import { catCommand } from './commands/cat.ts';
import { completionCommand } from './commands/completion.ts';
import { copyCommand } from './commands/copy.ts';
import { costCommand } from './commands/cost.ts';
import { drillCommand } from './commands/drill.ts';
import { dueCommand } from './commands/due.ts';
import { exportCommand } from './commands/export.ts';
import { grantsCommand } from './commands/grants.ts';
import { healthCommand } from './commands/health.ts';
import { holdCommand } from './commands/hold.ts';
import { initCommand } from './commands/init.ts';
import { keyCommand } from './commands/key.ts';
import { matrixCommand } from './commands/matrix.ts';
import { metricsCommand } from './commands/metrics.ts';
import { pinCommand } from './commands/pin.ts';
import { planCommand } from './commands/plan.ts';
import { precheckCommand } from './commands/precheck.ts';
import { pruneCommand } from './commands/prune.ts';
import { queryCommand } from './commands/query.ts';
import { rangeCommand } from './commands/range.ts';
import { releaseCommand } from './commands/release.ts';
import { renderCommand } from './commands/render.ts';
import { repairCommand } from './commands/repair.ts';
import { restoreCommand } from './commands/restore.ts';
import { runCommand } from './commands/run.ts';
import { runDueCommand } from './commands/runDue.ts';
import { runsCommand } from './commands/runs.ts';
import { schedulerCommand } from './commands/scheduler.ts';
import { setsCommand } from './commands/sets.ts';
import { showCommand } from './commands/show.ts';
import { testConnectionCommand } from './commands/testConnection.ts';
import { testNotificationsCommand } from './commands/testNotifications.ts';
import { thawCommand } from './commands/thaw.ts';
import { undeleteCommand } from './commands/undelete.ts';
import { unpinCommand } from './commands/unpin.ts';
import { verifyCommand } from './commands/verify.ts';
import { exitStatusHelp } from './exitStatus.ts';
import type { Output } from './output/output.ts';
import { PgstowCommand } from './pgstowCommand.ts';
import { version } from './version.ts';

/** The tree of commands. Building it loads nothing but itself: what a command needs is loaded when it runs. */
export function createProgram(output: Output): PgstowCommand {
  const program = new PgstowCommand('pgstow')
    .description('Backs up PostgreSQL databases into a repository, and restores them with a proof of content.')
    .version(version)
    .addOption(
      new PgstowCommand()
        .createOption(
          '-r, --repository <url>',
          'where everything is kept: ./folder, file:///folder or s3://bucket/prefix',
        )
        .env('PGSTOW_REPOSITORY'),
    )
    .option(
      '--key-file <path>',
      'a file with the key that opens the repository; default: PGSTOW_KEY, PGSTOW_PASSPHRASE, PGSTOW_KMS_KEY',
    )
    .option('--json', 'print one JSON document and nothing else on standard output')
    .option('-q, --quiet', 'say nothing but results that were asked for, and errors')
    .exitOverride()
    .showSuggestionAfterError(false)
    .configureHelp({ showGlobalOptions: true })
    .examples(
      'export PGSTOW_REPOSITORY=./backups',
      'pgstow init',
      'pgstow plan apply -f plans.yaml',
      'pgstow backup orders-nightly',
      'pgstow restore orders-nightly --target postgresql://app@localhost/orders_copy --create-database',
    )
    .addHelpText('after', exitStatusHelp)
    .helpOption('-h, --help', 'show this help')
    .addHelpCommand(helpCommand().helpGroup('Shell:'));
  program.output = output;
  add(program, 'Repository and plans:', [
    initCommand(),
    keyCommand(),
    planCommand(),
    testConnectionCommand(),
    testNotificationsCommand(),
    grantsCommand(),
    precheckCommand(),
  ]);
  add(program, 'Sets:', [
    backupCommand(),
    setsCommand(),
    showCommand(),
    catCommand(),
    queryCommand(),
    rangeCommand(),
    verifyCommand(),
    healthCommand(),
    costCommand(),
    copyCommand(),
    repairCommand(),
    pinCommand(),
    unpinCommand(),
    holdCommand(),
    releaseCommand(),
    pruneCommand(),
    archiveCommand(),
    thawCommand(),
    undeleteCommand(),
  ]);
  add(program, 'Schedule:', [
    dueCommand(),
    runDueCommand(),
    schedulerCommand(),
    metricsCommand(),
    matrixCommand(),
    renderCommand(),
  ]);
  add(program, 'Restores:', [restoreCommand(), drillCommand(), exportCommand()]);
  add(program, 'Runs:', [runsCommand(), runCommand()]);
  add(program, 'Shell:', [completionCommand()]);
  return program;
}

function helpCommand(): PgstowCommand {
  return new PgstowCommand('help').argument('[command]').description('show the help of a command');
}

/** Commands made on their own take over the settings of their parent. */
function add(program: PgstowCommand, group: string, commands: readonly PgstowCommand[]): void {
  program.commandsGroup(group);
  for (const command of commands) {
    inherit(command, program);
    program.addCommand(command);
  }
}

function inherit(command: PgstowCommand, parent: PgstowCommand): void {
  command.copyInheritedSettings(parent);
  if (command.commands.length > 0) command.addHelpCommand(helpCommand());
  for (const child of command.commands) inherit(child as PgstowCommand, command);
}
