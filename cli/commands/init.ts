import type { Unlocking } from '../../engine/index.ts';
import { InputError } from '../inputError.ts';
import type { Invocation } from '../invocation.ts';
import { PgstowCommand } from '../pgstowCommand.ts';

export function initCommand(): PgstowCommand {
  return new PgstowCommand('init')
    .summary('create a repository')
    .description(
      'Creates a repository: a folder, or a prefix of a bucket, that holds plans, sets and runs. One that is there already is left as it is. What is ' +
        'stored is encrypted: with the key in PGSTOW_KEY or --key-file, the passphrase in PGSTOW_PASSPHRASE, or a new key, ' +
        'which is shown once.',
    )
    .option('--no-encryption', 'store everything readable for whoever can read the store; it cannot be encrypted later')
    .option('--region <label>', 'where it is, in your own words, such as eu-central-1')
    .examples(
      'pgstow init --repository ./backups',
      'PGSTOW_PASSPHRASE="$(cat passphrase)" pgstow init --repository file:///srv/backups --region basement',
      'pgstow init --repository "s3://backups/prod?region=eu-central-1" --region eu-central-1',
    )
    .does((invocation, options: InitOptions) => init(invocation, options));
}

interface InitOptions {
  readonly encryption: boolean;
  readonly region?: string;
}

async function init(invocation: Invocation, { encryption, region }: InitOptions): Promise<undefined> {
  const address = invocation.address();
  const { initRepository, generateKey } = await invocation.engine();
  const given = await invocation.unlocking();
  const isGiven = given.key !== undefined || given.passphrase !== undefined;
  if (!encryption && isGiven) throw contradiction();
  const key = encryption && !isGiven ? generateKey() : undefined;
  const made: Unlocking | 'none' = encryption ? (key ? { key } : given) : 'none';
  const { store, facts } = await initRepository(address, { region, encryption: made });
  const { output } = invocation;
  output.say(`created repository ${store.url} (${facts.id}), ${encryption ? 'encrypted' : 'not encrypted'}`);
  if (key) output.print(`${key}\n`);
  if (key) output.say(whatLosingItMeans);
  output.say('next: pgstow plan apply -f plans.yaml');
  output.document({ repository: { url: store.url, ...facts }, ...(key && { key }) });
  return undefined;
}

const whatLosingItMeans = `This key is shown once and stored nowhere. Keep it where you will find it on your worst day, and not beside the
repository: without it nothing in there can ever be read again, by anybody. Set PGSTOW_KEY to it to work with the
repository; pgstow key add adds another key or a passphrase.
`;

function contradiction(): InputError {
  return new InputError(
    '--no-encryption is given, and a key or a passphrase as well',
    'take --no-encryption away, or unset PGSTOW_KEY and PGSTOW_PASSPHRASE',
  );
}
