import { PgstowCommand } from '../pgstowCommand.ts';
import { addKeyCommand } from './key/add.ts';
import { listKeysCommand } from './key/list.ts';
import { removeKeyCommand } from './key/remove.ts';

export function keyCommand(): PgstowCommand {
  return new PgstowCommand('key')
    .summary('add, list and remove what opens an encrypted repository')
    .description(
      'An encrypted repository has one master key, which is stored in it once for each key or passphrase that opens it.',
    )
    .examples('pgstow key add --label "the safe in Vienna"', 'pgstow key list', 'pgstow key remove 3f9a12c4')
    .addCommand(addKeyCommand())
    .addCommand(listKeysCommand())
    .addCommand(removeKeyCommand());
}
