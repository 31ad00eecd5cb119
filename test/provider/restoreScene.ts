import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'vitest';
import type { RunningServer } from '../../embedded/runningServer.ts';
import {
  backup,
  generateKey,
  initRepository,
  openRepository,
  parsePlan,
  type SetManifest,
} from '../../engine/index.ts';
import { restoreResource } from '../../provider/resources/restore.ts';
import { freshDatabase, server, type TestDatabase } from '../servers.ts';
import { configure } from './planScene.ts';
import { ProviderClient } from './providerClient.ts';
import { ResourceClient, type Written } from './terraformClient.ts';

export interface RestoreScene {
  readonly client: ProviderClient;
  readonly restores: ResourceClient;
  readonly repository: Awaited<ReturnType<typeof openRepository>>;
  /** A set of plan `orders`: table `public.orders` with three rows. */
  readonly set: SetManifest;
  readonly postgres: RunningServer;
  readonly source: TestDatabase;
  /** An empty database, and where it is in Terraform's words. */
  readonly target: TestDatabase;
}

/** Runs `use` with a set that can be restored, and a provider that has the key. */
export async function withSet(
  context: TestContext,
  use: (scene: RestoreScene) => Promise<void>,
  env: Readonly<Record<string, string>> = {},
): Promise<void> {
  const postgres = await server('18', context);
  const source = await freshDatabase(postgres);
  const target = await freshDatabase(postgres);
  await source.query(`CREATE TABLE orders (what text); INSERT INTO orders VALUES ('a'), ('b'), ('c')`);
  const folder = await mkdtemp(join(tmpdir(), 'pgstow-provider-test-'));
  try {
    const key = generateKey(); // a passphrase takes a moment each time, by intention
    await initRepository(folder, { encryption: { key } });
    const repository = await openRepository(folder, { key });
    const { host, port, user } = source.target;
    await repository.plans.apply(parsePlan({ id: 'orders', source: { host, port, user, database: source.name } }));
    const { set } = await backup(repository, 'orders');
    await using client = await ProviderClient.start({ env: { PGSTOW_KEY: key, ...env } });
    await configure(client, folder);
    const restores = new ResourceClient(client, restoreResource);
    await use({ client, restores, repository, set, postgres, source, target });
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** A restore of the set into a database, as it is written. */
export function restoreInto(database: { readonly target: TestDatabase['target'] }, more: Written = {}): Written {
  const { host, port, user, database: name } = database.target;
  return { plan: 'orders', target: { host, port, user, database: name }, ...more };
}
