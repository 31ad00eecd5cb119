import type { Unlocking } from '../../engine/index.ts';
import { InputError } from '../../values/inputError.ts';
import type { Invocation } from '../invocation.ts';
import { PgstowCommand } from '../pgstowCommand.ts';

export function initCommand(): PgstowCommand {
  return new PgstowCommand('init')
    .summary('create a repository')
    .description(
      'Creates a repository: a folder, or a prefix of a bucket, that holds plans, sets and runs. One that is there already is left as it is. What is ' +
        'stored is encrypted: with the key in PGSTOW_KEY or --key-file, the passphrase in PGSTOW_PASSPHRASE, a key of AWS ' +
        'KMS, or a new key, which is shown once.',
    )
    .option('--no-encryption', 'store everything readable for whoever can read the store; it cannot be encrypted later')
    .option('--kms-key <key>', 'let AWS KMS open it, with this key: an ARN, an id, or alias/NAME')
    .option('--region <label>', 'where it is, in your own words, such as eu-central-1')
    .examples(
      'pgstow init --repository ./backups',
      'PGSTOW_PASSPHRASE="$(cat passphrase)" pgstow init --repository file:///srv/backups --region basement',
      'pgstow init --repository "s3://backups/prod?region=eu-central-1" --region eu-central-1',
      'pgstow init --repository "s3://backups/prod?region=eu-central-1" --kms-key alias/backups',
    )
    .does((invocation, options: InitOptions) => init(invocation, options));
}

interface InitOptions {
  readonly encryption: boolean;
  readonly kmsKey?: string;
  readonly region?: string;
}

async function init(invocation: Invocation, { encryption, kmsKey, region }: InitOptions): Promise<undefined> {
  const address = invocation.address();
  const { initRepository, generateKey } = await invocation.engine();
  const given = { ...(await invocation.unlocking()), ...(kmsKey !== undefined && { kmsKey }) };
  const isGiven = Object.values(given).some((each) => each !== undefined);
  if (!encryption && isGiven) throw contradiction();
  const key = encryption && !isGiven ? generateKey() : undefined;
  const made: Unlocking | 'none' = encryption ? (key ? { key } : given) : 'none';
  const { store, facts } = await initRepository(address, { region, encryption: made });
  const { output } = invocation;
  output.say(`created repository ${store.url} (${facts.id}), ${encryption ? 'encrypted' : 'not encrypted'}`);
  if (key) output.print(`${key}\n`);
  if (key) output.say(whatLosingItMeans);
  if (made !== 'none' && !key && made.kmsKey === undefined) output.say(whatWasGiven);
  if (made !== 'none' && made.kmsKey !== undefined) output.say(whatKmsMeans);
  output.say('next: pgstow plan apply -f plans.yaml');
  output.document({ repository: { url: store.url, ...facts }, ...(key && { key }) });
  return undefined;
}

const whatLosingItMeans = `This key is shown once and stored nowhere. Keep it where you will find it on your worst day, and not beside the
repository: without it nothing in there can ever be read again, by anybody. Set PGSTOW_KEY to it to work with the
repository; pgstow key add adds another key or a passphrase.
`;

const whatWasGiven = `It opens with the key or passphrase that was given. For a key of its own, as a repository for copies should have, make it
without: unset PGSTOW_KEY and PGSTOW_PASSPHRASE, and one is made and shown.
`;

const whatKmsMeans = `AWS KMS opens it, for whoever may use the key. If that key is ever deleted, nothing in there can be read again, by
anybody: add a key that you keep elsewhere, with pgstow key add.
`;

function contradiction(): InputError {
  return new InputError(
    '--no-encryption is given, and a key or a passphrase as well',
    'take --no-encryption away, or unset PGSTOW_KEY, PGSTOW_PASSPHRASE and PGSTOW_KMS_KEY',
  );
}
