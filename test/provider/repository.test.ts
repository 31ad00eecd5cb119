import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { generateKey, initRepository, openRepository } from '../../engine/index.ts';
import { providerSchema } from '../../provider/provider.ts';
import { repositoryResource } from '../../provider/resources/repository.ts';
import { typeOfAttributes } from '../../provider/schema/attribute.ts';
import { unknown, type Value } from '../../provider/values/value.ts';
import { encodeValue } from '../../provider/values/wire.ts';
import { ProviderClient } from './providerClient.ts';
import { ResourceClient, said } from './terraformClient.ts';

test('a repository is made with a key that no state holds, and is imported as it is', async () => {
  await withRepositories(async ({ repositories, url }) => {
    const key = generateKey();
    const config = { url, region: 'eu-central-1', key_wo: key, key_wo_version: 1 };
    const made = await repositories.make(config);
    expect(JSON.stringify(made)).not.toContain(key);
    const { id, facts, locked } = await openRepository(url, { key });
    expect({ locked, region: facts.region }).toEqual({ locked: false, region: 'eu-central-1' });
    expect(made.value).toMatchObject({ id, encrypted: true, region: 'eu-central-1', key_wo: null });
    expect((await repositories.read(made)).state).toEqual(made);
    expect((await repositories.import(url)).state?.value).toEqual({ ...made.value, key_wo_version: null });
    expect((await repositories.plan(config, made)).planned.value).toEqual(made.value);
  });
});

test('an address that is none is told before anything is planned, of the provider’s repository too', async () => {
  await withRepositories(async ({ repositories, client }) => {
    const words =
      'the address of the bucket is not right: there is no parameter "regoin"\n\nwrite s3://bucket/prefix?region=eu-central-1, in quotes in a shell; its parameters are region, endpoint, path-style, storage-class, sse, kms-key, create-only';
    const told = (path: string) => ({ severity: 'error', summary: `Invalid value of ${path}`, detail: words, path });
    expect(await repositories.validate({ url: 's3://backups/prod?regoin=x' })).toEqual([told('url')]);
    const sharing = { url: './backups', blob_keys_from: 's3://backups/prod?regoin=x' };
    expect(await repositories.validate(sharing)).toEqual([told('blob_keys_from')]);
    expect((await repositories.validate({ url: 'backups' })).map(({ detail }) => detail)).toEqual([
      '"backups" is not the address of a repository\n\ngive a folder: ./folder, /folder or file:///folder, or a bucket: s3://bucket/prefix; did you mean ./backups?',
    ]);
    expect(await repositories.validate({ url: unknown })).toEqual([]);
    const provider = async (repository: Value) => {
      const config = encodeValue(typeOfAttributes(providerSchema.attributes), { repository });
      return (await client.calls.validateProviderConfig({ config })).diagnostics.map(said);
    };
    expect(await provider('s3://backups/prod?regoin=x')).toEqual([told('repository')]);
    for (const each of [null, unknown, './not/there', 's3://backups/prod?region=eu-central-1']) {
      expect(await provider(each)).toEqual([]);
    }
  });
});

test('without anything that would open it an encrypted repository is not made', async () => {
  await withRepositories(async ({ repositories, url }) => {
    await expect(repositories.make({ url })).rejects.toThrow(
      'Nothing is given that will open the repository: What is stored is encrypted, and whoever loses the key loses all of it.\n\n' +
        'Give key_wo or passphrase_wo (with key_wo_version = 1) or kms_key, or PGSTOW_KEY, PGSTOW_PASSPHRASE or PGSTOW_KMS_KEY in the environment; or encrypted = false.',
    );
    await expect(openRepository(url)).rejects.toThrow();
  });
});

test('it may share the keys of blobs of another one, which the environment of the provider opens', async () => {
  const key = generateKey();
  await withRepositories(
    async ({ repositories, url }) => {
      const { id } = await initRepository(`${url}-source`, { encryption: { key } });
      const config = { url, key_wo: generateKey(), blob_keys_from: `${url}-source` };
      const made = await repositories.make(config);
      expect((await openRepository(url)).facts.encryption).toMatchObject({ blobKeys: { of: id } });
      expect((await repositories.read(made)).state).toEqual(made);
      expect((await repositories.plan({ ...config, blob_keys_from: null }, made)).replaces).toEqual(['blob_keys_from']);
    },
    { PGSTOW_KEY: key },
  );
});

test('what opens it may come from the environment of the provider', async () => {
  await withRepositories(
    async ({ repositories, url }) => {
      await repositories.make({ url });
      expect((await openRepository(url, { passphrase: 'from outside' })).locked).toBe(false);
    },
    { PGSTOW_PASSPHRASE: 'from outside' },
  );
});

test('another version adds the new key, and the old one still opens', async () => {
  await withRepositories(
    async ({ repositories, url }) => {
      const made = await repositories.make({ url, passphrase_wo: 'old', key_wo_version: 1 });
      await repositories.make({ url, passphrase_wo: 'new', key_wo_version: 2 }, made);
      for (const passphrase of ['old', 'new']) expect((await openRepository(url, { passphrase })).locked).toBe(false);
    },
    { PGSTOW_PASSPHRASE: 'old' },
  );
});

test('without encryption is said explicitly, and whether it is encrypted makes another repository', async () => {
  await withRepositories(async ({ repositories, url }) => {
    const made = await repositories.make({ url, encrypted: false });
    expect(made.value).toMatchObject({ encrypted: false, public_key: null });
    expect((await repositories.plan({ url, passphrase_wo: 'x' }, made)).replaces).toEqual(['encrypted']);
    expect(
      (await repositories.validate({ url, encrypted: false, passphrase_wo: 'x' })).map(({ detail }) => detail),
    ).toEqual([
      'encrypted is false, and something to open it with is given.\n\nLeave out encrypted = false, or what would open it.',
    ]);
    const sharing = { url, encrypted: false, blob_keys_from: url };
    expect((await repositories.validate(sharing)).map(({ detail }) => detail)).toEqual([
      'encrypted is false, and keys of blobs are to be shared.\n\nLeave out one of the two: without encryption a service copies blobs as they are.',
    ]);
    expect(await repositories.validate({ url: unknown, encrypted: unknown, passphrase_wo: 'x' })).toEqual([]);
  });
});

test('destroying it deletes nothing; one that is gone shows, and one that cannot be reached is an error', async () => {
  await withRepositories(async ({ repositories, url }) => {
    const made = await repositories.make({ url, encrypted: false });
    const { planned } = await repositories.plan(null, made);
    const { state, said } = await repositories.apply(null, planned, made);
    expect({ state: state.value, said: said.map(({ summary }) => summary) }).toEqual({
      state: null,
      said: ['The repository is forgotten, not deleted'],
    });
    expect((await openRepository(url)).id).toBe(made.value?.id);
    await rm(join(url, 'repository.json'));
    expect((await repositories.read(made)).state.value).toBeNull();
    await rm(url, { recursive: true });
    const { state: kept, said: why } = await repositories.read(made);
    expect(kept).toEqual(made);
    expect(why.map(({ severity, summary }) => ({ severity, summary }))).toEqual([
      { severity: 'error', summary: 'The repository cannot be used' },
    ]);
  });
});

interface Scene {
  readonly client: ProviderClient;
  readonly repositories: ResourceClient;
  readonly url: string;
}

async function withRepositories(use: (scene: Scene) => Promise<void>, env: Readonly<Record<string, string>> = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'pgstow-provider-test-'));
  try {
    await using client = await ProviderClient.start({ env });
    await use({
      client,
      repositories: new ResourceClient(client, repositoryResource),
      url: join(folder, 'repository'),
    });
  } finally {
    await rm(folder, { recursive: true });
  }
}
