import { counted } from '../../words/human.ts';
import { PgstowCommand } from '../pgstowCommand.ts';

export function unpinCommand(): PgstowCommand {
  return new PgstowCommand('unpin')
    .summary('let a pinned set go when its time has come')
    .description(
      'Takes all pins of a set away. It is removed when the retention of its plan no longer keeps it, and not before.',
    )
    .argument('<set>', "a set's id, as pgstow sets lists it")
    .examples('pgstow unpin 20261122T213000Z-k3v9qa')
    .does(async (invocation, set: string) => {
      const repository = await invocation.repository();
      const { unpin } = await invocation.engine();
      const pins = await unpin(repository, set);
      invocation.output.say(`${counted(pins.length, 'pin')} of set ${set} taken away`);
      invocation.output.document({ pins });
    });
}
