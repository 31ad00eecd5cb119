import { describeSlot } from '../../../words/keySlotText.ts';
import { PgstowCommand } from '../../pgstowCommand.ts';

export function removeKeyCommand(): PgstowCommand {
  return new PgstowCommand('remove')
    .summary('let a key or passphrase no longer open the repository')
    .description(
      'Removes a key slot. The repository must be opened with another one, which is thereby proved to open it: so the last ' +
        'one stays. Whoever has opened the repository before may have kept its master key: what is stored, now and later, ' +
        'stays readable for them. If that matters, remove it with pgstow key rotate --remove.',
    )
    .argument('<slot>', 'as pgstow key list shows it')
    .examples('pgstow key remove 3f9a12c4')
    .does(async (invocation, slot: string) => {
      const { keySlots } = await invocation.repository();
      const removed = await keySlots.remove(slot);
      const { generation } = await keySlots.publicKey();
      invocation.output.say(`removed key slot ${removed.slot}\n${whatItStillOpens}`);
      invocation.output.document({ slot: describeSlot(removed), generation });
    });
}

const whatItStillOpens =
  'whoever has kept what opened it, and can read the repository, may still open all that is stored, and all that comes until the keys are rotated: pgstow key rotate';
