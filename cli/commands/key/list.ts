import type { KeyReach, KeySlot, PgstowError } from '../../../engine/index.ts';
import { whatBlobKeysOpen } from '../../../words/blobKeysText.ts';
import { count, instant } from '../../../words/human.ts';
import { describeReach, whatRemovedKeysOpen } from '../../../words/keyReachText.ts';
import { describeSlot, nameOfSlot } from '../../../words/keySlotText.ts';
import { printable } from '../../../words/printable.ts';
import type { Column } from '../../../words/table.ts';
import { PgstowCommand } from '../../pgstowCommand.ts';

export function listKeysCommand(): PgstowCommand {
  return new PgstowCommand('list')
    .summary('list what opens the repository')
    .description(
      'Lists the key slots. What is in them is of no use without the key or passphrase itself. Where the keys were rotated, it also says what each ' +
        'master key has sealed, and what the slots that were removed then still open for who has kept them. Ends with status 4 where a slot or the ' +
        'record of a rotation is damaged; the others are listed.',
    )
    .examples('pgstow key list', 'pgstow key list --json')
    .does(async (invocation) => {
      const { blobKeysOrigin, keyReach } = await invocation.engine();
      const repository = await invocation.repository({ withoutKms: true });
      const damaged = new Set<string>();
      const onDamaged = ({ message }: PgstowError) => damaged.add(message);
      const slots = await repository.keySlots.list({ onDamaged });
      const reach = await keyReach(repository, { onDamaged });
      const { output } = invocation;
      if (slots.length > 0) output.printTable(slots, columns);
      else if (damaged.size === 0) output.print('no key slots: the repository is not encrypted');
      if (reach.length > 1) {
        output.print('');
        output.printTable(reach, reachColumns);
        for (const line of whatRemovedKeysOpen(reach)) output.print(line);
      }
      const shared = whatBlobKeysOpen(blobKeysOrigin(repository));
      if (shared.length > 0) output.print(['', ...shared].join('\n'));
      for (const message of damaged) output.print(`\ndamaged: ${printable(message)}`);
      if (damaged.size > 0) output.print(whatToDo);
      output.document({
        slots: slots.map(describeSlot),
        generations: reach.map(describeReach),
        blobKeysOf: blobKeysOrigin(repository)?.of,
        ...(damaged.size > 0 && { damaged: [...damaged] }),
      });
      return damaged.size > 0 ? 4 : 0;
    });
}

const whatToDo =
  'hint: bring it back from a copy of the repository; or rotate the keys, by which a slot that nobody can read goes (pgstow key rotate --remove SLOT), and add what it was for anew';

const columns: readonly Column<KeySlot>[] = [
  { title: 'SLOT', value: ({ slot }) => slot },
  { title: 'OPENS WITH', value: ({ wrapped }) => (wrapped.kind === 'kms' ? `kms ${wrapped.key}` : wrapped.kind) },
  { title: 'LABEL', value: ({ label }) => label ?? '' },
  { title: 'ADDED', value: ({ created }) => instant(created) },
  { title: 'BY', value: ({ by }) => by },
];

const reachColumns: readonly Column<KeyReach>[] = [
  { title: 'MASTER KEY', value: ({ generation }) => String(generation) },
  { title: 'SINCE', value: ({ created }) => instant(created) },
  { title: 'BY', value: ({ by }) => by ?? '' },
  { title: 'SETS', value: ({ sets }) => count(sets.reduce((sum, each) => sum + each.sets, 0)) },
  { title: 'PASSWORDS OF', value: ({ passwords }) => passwords.join(', ') },
  { title: 'REMOVED THEN', value: ({ removed }) => removed.map(nameOfSlot).join(', ') },
];
