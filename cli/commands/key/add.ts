import type { Invocation } from '../../invocation.ts';
import { PgstowCommand } from '../../pgstowCommand.ts';
import { describeSlot } from './slot.ts';

export function addKeyCommand(): PgstowCommand {
  return new PgstowCommand('add')
    .summary('let another key or passphrase open the repository')
    .description(
      'Adds a new key, which is shown once, or the passphrase in a file. The repository must be opened with one that is ' +
        'known already: PGSTOW_KEY, PGSTOW_PASSPHRASE or --key-file.',
    )
    .option('--passphrase-file <path>', 'add the passphrase in this file instead of a new key')
    .option('--label <words>', 'what it is for, or who has it')
    .examples('pgstow key add --label "the safe in Vienna"', 'pgstow key add --passphrase-file ./new-passphrase')
    .does((invocation, options: AddOptions) => addKey(invocation, options));
}

interface AddOptions {
  readonly passphraseFile?: string;
  readonly label?: string;
}

async function addKey(invocation: Invocation, { passphraseFile, label }: AddOptions): Promise<undefined> {
  const { generateKey, resolveReference } = await invocation.engine();
  const { keySlots } = await invocation.repository();
  const key = passphraseFile === undefined ? generateKey() : undefined;
  const added = await keySlots.add(
    key ? { key } : { passphrase: await resolveReference({ file: passphraseFile! }, '--passphrase-file') },
    label,
  );
  const { output } = invocation;
  output.say(`added key slot ${added.slot}`);
  if (key) output.print(`${key}\n`);
  if (key) output.say('This key is shown once and stored nowhere.');
  output.document({ slot: describeSlot(added), ...(key && { key }) });
  return undefined;
}
