import type { Unlocking } from '../../../engine/index.ts';
import { InputError } from '../../../values/inputError.ts';
import { describeSlot } from '../../../words/keySlotText.ts';
import type { Invocation } from '../../invocation.ts';
import { PgstowCommand } from '../../pgstowCommand.ts';

export function addKeyCommand(): PgstowCommand {
  return new PgstowCommand('add')
    .summary('let another key, passphrase or key of AWS KMS open the repository')
    .description(
      'Adds a new key, which is shown once, the passphrase in a file, or a key of AWS KMS. The repository must be opened ' +
        'with one that is known already: PGSTOW_KEY, PGSTOW_PASSPHRASE, PGSTOW_KMS_KEY or --key-file.',
    )
    .option('--passphrase-file <path>', 'add the passphrase in this file instead of a new key')
    .option('--kms-key <key>', 'let AWS KMS open it, with this key: an ARN, an id, or alias/NAME')
    .option('--label <words>', 'what it is for, or who has it')
    .examples(
      'pgstow key add --label "the safe in Vienna"',
      'pgstow key add --passphrase-file ./new-passphrase',
      'pgstow key add --kms-key alias/backups',
    )
    .does((invocation, options: AddOptions) => addKey(invocation, options));
}

interface AddOptions {
  readonly passphraseFile?: string;
  readonly kmsKey?: string;
  readonly label?: string;
}

async function addKey(invocation: Invocation, options: AddOptions): Promise<undefined> {
  const { keySlots } = await invocation.repository();
  const unlocking = await toAdd(invocation, options);
  const added = await keySlots.add(unlocking, options.label);
  const { key } = unlocking;
  const { output } = invocation;
  output.say(`added key slot ${added.slot}`);
  if (key) output.print(`${key}\n`);
  if (key) output.say('This key is shown once and stored nowhere.');
  output.document({ slot: describeSlot(added), ...(key && { key }) });
  return undefined;
}

async function toAdd(invocation: Invocation, { passphraseFile, kmsKey }: AddOptions): Promise<Unlocking> {
  if (passphraseFile !== undefined && kmsKey !== undefined) {
    throw new InputError('--passphrase-file and --kms-key are given', 'add one after the other');
  }
  const { generateKey, resolveReference } = await invocation.engine();
  if (kmsKey !== undefined) return { kmsKey };
  if (passphraseFile === undefined) return { key: generateKey() };
  return { passphrase: await resolveReference({ file: passphraseFile }, '--passphrase-file') };
}
