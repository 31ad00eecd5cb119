import { addressProblems } from '../addressProblems.ts';
import type { OpenOptions, Repository } from '../engine.ts';
import { isPgstowError, refusal } from '../refusal.ts';
import type { Applied, Change, Kept, ResourceType, Update } from '../resourceType.ts';
import type { Schema } from '../schema/attribute.ts';
import type { Diagnostic } from '../schema/diagnostic.ts';
import type { Session } from '../session.ts';
import { fillUnknown } from '../values/fillUnknown.ts';
import { isEqual, isUnknown, type ObjectValue } from '../values/value.ts';

const schema: Schema = {
  description:
    'A repository: the folder or the prefix of a bucket that holds everything. Creating it makes one where there is none; destroying it only forgets it: nothing that is stored is ever deleted.',
  attributes: {
    url: {
      type: 'string',
      given: 'required',
      replaces: true,
      description: 'Its address: `./folder`, `/folder`, `file:///folder` or `s3://bucket/prefix?region=...`.',
    },
    region: {
      type: 'string',
      given: 'optional',
      replaces: true,
      description: 'Where it is, in your own words. Plans whose source is elsewhere are refused, unless they allow it.',
    },
    encrypted: {
      type: 'bool',
      given: 'defaulted',
      default: true,
      replaces: true,
      description: 'Whether what is stored is encrypted. It is so for good, or never. Default: true.',
    },
    blob_keys_from: {
      type: 'string',
      given: 'optional',
      replaces: true,
      description:
        'The address of another encrypted repository, for copies of which this one is: it keeps the keys of its blobs as they are then, so that a service copies these as they are stored. That one is opened by `PGSTOW_KEY`, `PGSTOW_PASSPHRASE` or `PGSTOW_KMS_KEY`, when this one is made. It is of no use afterwards: where the repository is imported, or the other one has moved, name it in `ignore_changes`.',
    },
    key_wo: {
      type: 'string',
      given: 'optional',
      sensitive: true,
      writeOnly: true,
      description:
        'A key that opens it, as `pgstow init` shows it: `pgstow-key-1-...`. Kept in no state and no plan file, if it comes from a variable with `ephemeral = true`: the values of others stand in the plan file. Default: that in the environment variable `PGSTOW_KEY`, or the passphrase in `PGSTOW_PASSPHRASE`.',
    },
    passphrase_wo: {
      type: 'string',
      given: 'optional',
      sensitive: true,
      writeOnly: true,
      description:
        'A passphrase that opens it, in place of a key. Kept in no state and no plan file, if it comes from a variable with `ephemeral = true`.',
    },
    kms_key: {
      type: 'string',
      given: 'optional',
      description:
        'A key of AWS KMS that opens it, in place of a key: its ARN or id, or `alias/NAME`. Another one is added like another `key_wo`. Default: `PGSTOW_KMS_KEY`.',
    },
    key_wo_version: {
      type: 'number',
      given: 'optional',
      description:
        'Any number; another one says that `key_wo` or `passphrase_wo` is another one now. That is added to what opens the repository, for which `PGSTOW_KEY`, `PGSTOW_PASSPHRASE` or `PGSTOW_KMS_KEY` must open it; the old one stays until `pgstow key remove`, or `pgstow key rotate --remove` where it may have leaked.',
    },
    id: { type: 'string', given: 'computed', fixed: true, description: 'Its UUID.' },
    created: { type: 'string', given: 'computed', fixed: true, description: 'When it was made, in RFC 3339.' },
    public_key: {
      type: 'string',
      given: 'computed',
      fixed: true,
      description:
        'Passwords in plans are sealed to it (X25519, in base64). Null without encryption. It is another one when the keys were rotated.',
    },
    generation: {
      type: 'number',
      given: 'computed',
      fixed: true,
      description:
        'Which of its master keys seals what is stored from now on: 1 until the first `pgstow key rotate`. Null without encryption.',
    },
  },
};

/** `pgstow_repository`. */
export const repositoryResource: ResourceType = {
  name: 'pgstow_repository',
  schema,
  identity: 'url',
  validate,
  create,
  read,
  update,
  delete: destroy,
  import: importRepository,
};

const openers = ['key_wo', 'passphrase_wo', 'kms_key'] as const;

async function validate(config: ObjectValue, session: Session): Promise<readonly Diagnostic[]> {
  const ofSource = await addressProblems(config.blob_keys_from ?? null, ['blob_keys_from'], session);
  return [...(await addressProblems(config.url ?? null, ['url'], session)), ...ofSource, ...openerProblems(config)];
}

/** How what opens it goes together. */
function openerProblems(config: ObjectValue): Diagnostic[] {
  if ([...openers, 'encrypted'].some((name) => isUnknown(config[name] ?? null))) return [];
  const given = openers.filter((name) => (config[name] ?? null) !== null);
  if (given.length > 1) return [invalid(`${given.join(' and ')} are given`, 'Give one of them.', given[1]!)];
  if (config.encrypted === false && given.length > 0) {
    const remedy = 'Leave out encrypted = false, or what would open it.';
    return [invalid('encrypted is false, and something to open it with is given', remedy, 'encrypted')];
  }
  if (config.encrypted === false && typeof config.blob_keys_from === 'string') {
    const remedy = 'Leave out one of the two: without encryption a service copies blobs as they are.';
    return [invalid('encrypted is false, and keys of blobs are to be shared', remedy, 'blob_keys_from')];
  }
  return [];
}

function invalid(what: string, remedy: string, attribute: string): Diagnostic {
  return { severity: 'error', summary: 'Invalid repository', detail: `${what}.\n\n${remedy}`, path: [attribute] };
}

async function create({ config, planned }: Change, session: Session): Promise<Applied> {
  const { initRepository } = await session.engine();
  const encryption = planned.encrypted === false ? 'none' : requireUnlocking(config, session);
  const region = (planned.region as string | null) ?? undefined;
  const from = planned.blob_keys_from as string | null;
  const blobKeysFrom = from === null ? undefined : await session.open(from);
  const repository = await initRepository(planned.url as string, { region, encryption, blobKeysFrom });
  return { state: fillUnknown(planned, await stateOf(planned.url as string, repository)), private: {} };
}

/** An empty folder may be a disk that is not mounted: that is shown as what it is, a repository that is not there. */
async function read({ state, private: kept }: Kept, session: Session): Promise<Kept | null> {
  const url = state.url as string;
  try {
    const found = await stateOf(url, await session.open(url, {}));
    const { key_wo_version = null, kms_key = null, blob_keys_from = null } = state;
    return { state: { ...found, key_wo_version, kms_key, blob_keys_from }, private: kept };
  } catch (thrown) {
    if (isPgstowError(thrown) && thrown.code === 'input') return null;
    throw thrown;
  }
}

async function update({ config, planned, prior }: Update, session: Session): Promise<Applied> {
  const url = planned.url as string;
  const given = unlockingIn(config);
  const isNew = ['key_wo_version', 'kms_key'].some((name) => !isEqual(planned[name] ?? null, prior[name] ?? null));
  if (given && isNew) {
    const isKnown = await session.open(url, given).then(
      () => true,
      () => false,
    );
    if (!isKnown) await (await session.open(url)).keySlots.add(given, 'terraform');
  }
  return { state: fillUnknown(planned, await stateOf(url, await session.open(url, {}))), private: {} };
}

async function destroy({ state }: Kept): Promise<readonly Diagnostic[]> {
  return [
    {
      severity: 'warning',
      summary: 'The repository is forgotten, not deleted',
      detail: `${state.url} and all that is in it are still there. Import it to manage it again, or remove it yourself.`,
    },
  ];
}

async function importRepository(url: string, session: Session): Promise<Kept> {
  return { state: await stateOf(url, await session.open(url, {})), private: {} };
}

async function stateOf(url: string, { id, facts, keySlots }: Repository): Promise<ObjectValue> {
  const { region = null, created, encryption } = facts;
  const newest = encryption === 'none' ? undefined : await keySlots.publicKey();
  return {
    url,
    region,
    encrypted: encryption !== 'none',
    blob_keys_from: null,
    key_wo: null,
    passphrase_wo: null,
    kms_key: null,
    key_wo_version: null,
    id,
    created,
    public_key: newest ? Buffer.from(newest.publicKey).toString('base64') : null,
    generation: newest?.generation ?? null,
  };
}

function unlockingIn({
  key_wo: key,
  passphrase_wo: passphrase,
  kms_key: kmsKey,
}: ObjectValue): OpenOptions | undefined {
  if (typeof key === 'string') return { key };
  if (typeof passphrase === 'string') return { passphrase };
  return typeof kmsKey === 'string' ? { kmsKey } : undefined;
}

function requireUnlocking(config: ObjectValue, session: Session) {
  const given = unlockingIn(config) ?? (session.hasKey ? session.unlocking() : undefined);
  if (given) return given;
  throw refusal('Nothing is given that will open the repository', {
    detail:
      'What is stored is encrypted, and whoever loses the key loses all of it.\n\nGive key_wo or passphrase_wo (with key_wo_version = 1) or kms_key, or PGSTOW_KEY, PGSTOW_PASSPHRASE or PGSTOW_KMS_KEY in the environment; or encrypted = false.',
    path: ['key_wo'],
  });
}
