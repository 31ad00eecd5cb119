import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, type TestContext } from 'vitest';
import { initRepository } from '../../engine/index.ts';
import { freshDatabase, server } from '../servers.ts';
import { runEngine } from './engineProcess.ts';
import type { BackedUp } from './killRestore.ts';
import { planOf } from './scene.ts';
import { shopSchema } from './shopSchema.ts';

const shops = new Map<string, Promise<BackedUp>>();
afterAll(async () => {
  for (const shop of shops.values()) await rm((await shop).folder, { recursive: true });
});

/** A shop on a server of this version, with one set. It serves all tests of a file: backups and restores only read it. */
export function shopOn(version: string, context: TestContext): Promise<BackedUp> {
  const shop = shops.get(version) ?? openShop(version, context);
  shops.set(version, shop);
  return shop;
}

async function openShop(version: string, context: TestContext): Promise<BackedUp> {
  const source = await freshDatabase(await server(version, context));
  await source.query(shopSchema);
  const folder = await mkdtemp(join(tmpdir(), 'pgstow-shop-'));
  const repository = await initRepository(folder, { encryption: 'none' });
  await repository.plans.apply(planOf('shop', source.target));
  await runEngine({ repository: folder, work: { kind: 'backup', plan: 'shop' } });
  return { source, folder };
}
