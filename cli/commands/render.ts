import { PgstowCommand } from '../pgstowCommand.ts';

export function renderCommand(): PgstowCommand {
  return new PgstowCommand('render');
}
