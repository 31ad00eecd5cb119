import { PgstowCommand } from '../pgstowCommand.ts';
import { showRunCommand } from './run/show.ts';

export function runCommand(): PgstowCommand {
  return new PgstowCommand('run')
    .summary('show one run, and follow it')
    .description('Looks at one backup, restore, drill, verification, export or prune.')
    .examples('pgstow run show 20261122T213000Z-k3v9qa --follow')
    .addCommand(showRunCommand());
}
