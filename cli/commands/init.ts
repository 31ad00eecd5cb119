import type { Unlocking } from '../../engine/index.ts';
import { InputError } from '../../values/inputError.ts';
import { copyUnlockingOf } from '../../values/unlocking.ts';
import type { Invocation } from '../invocation.ts';
import { readUnlocking } from '../options/unlocking.ts';
import { PgstowCommand } from '../pgstowCommand.ts';

export function initCommand(): PgstowCommand {
  return new PgstowCommand('init')
    .summary('create a repository')
    .description(
      'Creates a repository: a folder, or a prefix of a bucket, that holds plans, sets and runs. One that is there already is left as it is. What is ' +
        'stored is encrypted: with the key in PGSTOW_KEY or --key-file, the passphrase in PGSTOW_PASSPHRASE, a key of AWS ' +
        'KMS, or a new key, which is shown once. With --blob-keys-from it is for copies of another encrypted repository: within one service that copies their ' +
        'blobs by itself. The other one is opened by --from-key-file, PGSTOW_COPY_KEY, PGSTOW_COPY_PASSPHRASE or PGSTOW_COPY_KMS_KEY.',
    )
    .option('--no-encryption', 'store everything readable for whoever can read the store; it cannot be encrypted later')
    .option('--kms-key <key>', 'let AWS KMS open it, with this key: an ARN, an id, or alias/NAME')
    .option(
      '--blob-keys-from <url>',
      'for copies of this repository: keep the keys of its blobs, so that a service copies these as they are stored',
    )
    .option('--from-key-file <path>', 'a file with the key that opens it')
    .option('--region <label>', 'where it is, in your own words, such as eu-central-1')
    .examples(
      'pgstow init --repository ./backups',
      'PGSTOW_PASSPHRASE="$(cat passphrase)" pgstow init --repository file:///srv/backups --region basement',
      'pgstow init --repository "s3://backups/prod?region=eu-central-1" --region eu-central-1',
      'pgstow init --repository "s3://backups/prod?region=eu-central-1" --kms-key alias/backups',
      "pgstow init --repository 's3://acme-copies/orders?region=eu-west-1' --blob-keys-from 's3://backups/prod?region=eu-central-1' --from-key-file prod.key",
    )
    .does((invocation, options: InitOptions) => init(invocation, options));
}

interface InitOptions {
  readonly encryption: boolean;
  readonly kmsKey?: string;
  readonly region?: string;
  readonly blobKeysFrom?: string;
  readonly fromKeyFile?: string;
}

async function init(invocation: Invocation, options: InitOptions): Promise<undefined> {
  const { encryption, kmsKey, region } = options;
  const address = invocation.address();
  const { initRepository, generateKey } = await invocation.engine();
  const given = { ...(await invocation.unlocking()), ...(kmsKey !== undefined && { kmsKey }) };
  const isGiven = Object.values(given).some((each) => each !== undefined);
  if (!encryption && isGiven) throw contradiction();
  const key = encryption && !isGiven ? generateKey() : undefined;
  const made: Unlocking | 'none' = encryption ? (key ? { key } : given) : 'none';
  const blobKeysFrom = await sourceOf(invocation, options);
  const { store, facts } = await initRepository(address, { region, encryption: made, blobKeysFrom });
  const { output } = invocation;
  output.say(`created repository ${store.url} (${facts.id}), ${encryption ? 'encrypted' : 'not encrypted'}`);
  if (key) output.print(`${key}\n`);
  if (key) output.say(whatLosingItMeans);
  if (made !== 'none' && !key && made.kmsKey === undefined) output.say(whatWasGiven);
  if (made !== 'none' && made.kmsKey !== undefined) output.say(whatKmsMeans);
  if (blobKeysFrom) output.say(whatSharingMeans(blobKeysFrom.store.url));
  output.say('next: pgstow plan apply -f plans.yaml');
  output.document({ repository: { url: store.url, ...facts }, ...(key && { key }) });
  return undefined;
}

/** The repository whose blobs shall be named and opened with the same keys here. */
async function sourceOf(invocation: Invocation, { blobKeysFrom, fromKeyFile }: InitOptions) {
  if (blobKeysFrom === undefined && fromKeyFile === undefined) return undefined;
  if (blobKeysFrom === undefined)
    throw new InputError('--from-key-file is given, and no --blob-keys-from', 'give both');
  const engine = await invocation.engine();
  const isInFile = fromKeyFile !== undefined;
  const unlocking = isInFile
    ? await readUnlocking(engine, fromKeyFile, '--from-key-file')
    : copyUnlockingOf(process.env);
  return engine.openRepository(blobKeysFrom, unlocking);
}

const whatSharingMeans = (
  url: string,
) => `It shares the keys of blobs of ${url}, as they are now: a service copies them as they are stored.
Whoever has what opens the one repository, and can read the other, opens such blobs there, but neither sets nor passwords. To remove a key
from what comes, rotate the keys there as well: what is stored in ${url} after that is sealed anew on its way here.
`;

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
