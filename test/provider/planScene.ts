import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateKey, initRepository, type Repository } from '../../engine/index.ts';
import { providerSchema } from '../../provider/provider.ts';
import { backupPlanResource } from '../../provider/resources/backupPlan.ts';
import { typeOfAttributes } from '../../provider/schema/attribute.ts';
import { encodeValue } from '../../provider/values/wire.ts';
import { ProviderClient } from './providerClient.ts';
import { ResourceClient } from './terraformClient.ts';

export interface Scene {
  readonly client: ProviderClient;
  readonly plans: ResourceClient;
  readonly repository: Repository;
  readonly key: string;
}

export interface SceneOptions {
  readonly encrypted?: boolean;
  readonly region?: string;
}

/** Runs `use` with a repository in a folder, and a provider that is configured for it and has no key. */
export async function withPlans(use: (scene: Scene) => Promise<void>, options: SceneOptions = {}): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'pgstow-provider-test-'));
  const key = generateKey();
  try {
    const encryption = options.encrypted === false ? 'none' : { key };
    const repository = await initRepository(folder, { encryption, region: options.region });
    await using client = await ProviderClient.start();
    await configure(client, folder);
    await use({ client, plans: new ResourceClient(client, backupPlanResource), repository, key });
  } finally {
    await rm(folder, { recursive: true });
  }
}

export async function configure(client: ProviderClient, repository: string | null): Promise<void> {
  const config = encodeValue(typeOfAttributes(providerSchema.attributes), { repository });
  await client.calls.configureProvider({ terraformVersion: '1.11.4', config });
}
