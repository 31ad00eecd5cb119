import { InputError } from '../inputError.ts';
import { PgstowCommand } from '../pgstowCommand.ts';

export function initCommand(): PgstowCommand {
  return new PgstowCommand('init')
    .summary('create a repository')
    .description(
      'Creates a repository: a folder that holds plans, sets and runs. One that is there already is left as it is.',
    )
    .option(
      '--no-encryption',
      'store everything readable for whoever can read the folder; for now it must be asked for',
    )
    .option('--region <label>', 'where it is, in your own words, such as eu-central-1')
    .examples(
      'pgstow init --repository ./backups --no-encryption',
      'pgstow init --repository file:///srv/backups --no-encryption --region basement',
    )
    .does(async (invocation, { encryption, region }: { encryption: boolean; region?: string }) => {
      const address = invocation.address();
      if (encryption) throw noEncryptionYet();
      const { initRepository } = await invocation.engine();
      const { store, facts } = await initRepository(address, { region, encryption: 'none' });
      invocation.output.say(`created repository ${store.url} (${facts.id})\nnext: pgstow plan apply -f plans.yaml`);
      invocation.output.document({ repository: { url: store.url, ...facts } });
    });
}

function noEncryptionYet(): InputError {
  return new InputError(
    'this version cannot encrypt yet, and what is stored without encryption cannot be encrypted later',
    'encryption comes with the next version; to go on without, ask for it: pgstow init --no-encryption',
  );
}
