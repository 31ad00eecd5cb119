import type { KeySlot } from '../../../engine/index.ts';
import { instant } from '../../../words/human.ts';
import type { Column } from '../../../words/table.ts';
import { PgstowCommand } from '../../pgstowCommand.ts';
import { describeSlot } from './slot.ts';

export function listKeysCommand(): PgstowCommand {
  return new PgstowCommand('list')
    .summary('list what opens the repository')
    .description('Lists the key slots. What is in them is of no use without the key or passphrase itself.')
    .examples('pgstow key list', 'pgstow key list --json')
    .does(async (invocation) => {
      const slots = await (await invocation.repository({ withoutKms: true })).keySlots.list();
      const { output } = invocation;
      if (slots.length > 0) output.printTable(slots, columns);
      else output.print('no key slots: the repository is not encrypted');
      output.document({ slots: slots.map(describeSlot) });
    });
}

const columns: readonly Column<KeySlot>[] = [
  { title: 'SLOT', value: ({ slot }) => slot },
  { title: 'OPENS WITH', value: ({ wrapped }) => (wrapped.kind === 'kms' ? `kms ${wrapped.key}` : wrapped.kind) },
  { title: 'LABEL', value: ({ label }) => label ?? '' },
  { title: 'ADDED', value: ({ created }) => instant(created) },
  { title: 'BY', value: ({ by }) => by },
];
