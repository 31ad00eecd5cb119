import { PgstowCommand } from '../pgstowCommand.ts';
import { addKeyCommand } from './key/add.ts';
import { listKeysCommand } from './key/list.ts';
import { removeKeyCommand } from './key/remove.ts';
import { rotateKeysCommand } from './key/rotate.ts';

export function keyCommand(): PgstowCommand {
  return new PgstowCommand('key')
    .summary('add, list, remove and rotate what opens an encrypted repository')
    .description(
      'An encrypted repository has a master key, which is stored in it once for each key or passphrase that opens it. Who may have learnt one of these ' +
        'is kept from reading what comes by another master key: pgstow key rotate.',
    )
    .examples('pgstow key add --label "the safe in Vienna"', 'pgstow key list', 'pgstow key rotate --remove 3f9a12c4')
    .addCommand(addKeyCommand())
    .addCommand(listKeysCommand())
    .addCommand(removeKeyCommand())
    .addCommand(rotateKeysCommand());
}
