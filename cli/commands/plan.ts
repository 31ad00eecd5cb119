import { PgstowCommand } from '../pgstowCommand.ts';
import { applyCommand } from './plan/apply.ts';
import { deleteCommand, pauseCommand, startCommand } from './plan/change.ts';
import { historyCommand } from './plan/history.ts';
import { listCommand } from './plan/list.ts';
import { showPlanCommand } from './plan/show.ts';

export function planCommand(): PgstowCommand {
  return new PgstowCommand('plan')
    .summary('apply, list, show, pause, start and delete plans')
    .description('Plans say what is backed up, and how. Every change is a revision that is kept.')
    .examples('pgstow plan apply -f plans.yaml', 'pgstow plan list', 'pgstow plan show orders-nightly')
    .addCommand(applyCommand())
    .addCommand(listCommand())
    .addCommand(showPlanCommand())
    .addCommand(historyCommand())
    .addCommand(pauseCommand())
    .addCommand(startCommand())
    .addCommand(deleteCommand());
}
