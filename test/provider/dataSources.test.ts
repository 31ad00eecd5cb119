import { expect, test } from 'vitest';
import { backup, openRepository, renderGithub } from '../../engine/index.ts';
import { dataSourceTypes } from '../../provider/provider.ts';
import { typeOfAttributes } from '../../provider/schema/attribute.ts';
import { decodeValue, encodeValue } from '../../provider/values/wire.ts';
import { freshDatabase, server } from '../servers.ts';
import { configure, withPlans } from './planScene.ts';
import { ProviderClient } from './providerClient.ts';
import { complete, said, type Written } from './terraformClient.ts';

test('what there is to restore, how old it is, and what would keep a backup from succeeding', async (context) => {
  const { target } = await freshDatabase(await server('18', context));
  const source = { host: target.host, port: target.port, database: target.database, user: target.user };
  await withPlans(async ({ plans, repository, key }) => {
    await plans.make({ id: 'orders', name: 'Orders', source, max_age: '26h' });
    const opened = await openRepository(repository.store.url, { key });
    const { set } = await backup(opened, 'orders');
    const held = await opened.pins.add(set, 'case 4711', { hold: true });
    await using client = await ProviderClient.start({ env: { PGSTOW_KEY: key } });
    await configure(client, repository.store.url);

    expect(await read(client, 'pgstow_backup_plan', { name: 'Orders' })).toMatchObject({
      id: 'orders',
      name: 'Orders',
      max_age: '26h',
      paused: false,
      revision: 1,
      source: { database: target.database, ssl: { mode: 'prefer' } },
    });
    expect(await read(client, 'pgstow_backup_sets', { plan: 'orders' })).toEqual({
      plan: 'orders',
      limit: null,
      sets: [
        expect.objectContaining({
          id: set.set,
          state: 'complete',
          error: null,
          snapshot_at: set.snapshotAt,
          tables: 0,
          archived_in: [],
          locked_until: null,
          pins: [{ reason: 'case 4711', hold: true, by: held.by, at: held.at }],
        }),
      ],
    });
    expect(await read(client, 'pgstow_restore_range', { plan: 'Orders' })).toEqual({
      plan: 'Orders',
      earliest: set.snapshotAt,
      latest: set.snapshotAt,
      sets: 1,
    });
    expect(await read(client, 'pgstow_health', {})).toMatchObject({
      healthy: true,
      archiving_since: null,
      plans: [
        {
          ...{ plan: 'orders', health: 'fine', newest_set: set.set, max_age: '26h', reason: null },
          ...{ archived_in: [], readable_set: set.set, archived_sets: 0, lock: null, locked_until: null },
        },
      ],
    });
    const prices = { currency: 'EUR', date: '2026-11', source: 'us', classes: { '*': { storage: 2 ** 30 } } };
    const cost = (await read(client, 'pgstow_cost', { plan: 'orders', prices: JSON.stringify(prices) })) as Written;
    expect(cost).toMatchObject({ currency: 'EUR', prices_date: '2026-11', prices_source: 'us', warnings: [] });
    const [of] = cost.plans as { monthly: number; bytes: number }[];
    expect(of).toMatchObject({ plan: 'orders', sets: 1, outlook: 'unknown', restore_set: set.set, restore_cost: null });
    expect(of!.monthly).toBe(of!.bytes);
    const { passed, checks } = (await read(client, 'pgstow_precheck', { plan: 'orders' })) as Written;
    expect(passed).toBe(true);
    expect(checks).toContainEqual(expect.objectContaining({ name: 'connection', status: 'pass', remedy: null }));

    const restored = { plan: 'orders', target: source, conflict: 'fail' };
    const found = (await read(client, 'pgstow_restore_precheck', restored)) as Written;
    expect(found).toMatchObject({ plan: 'orders', conflict: 'fail', jobs: null, passed: true });
    expect(found.checks).toContainEqual(expect.objectContaining({ name: 'writes', status: 'pass', remedy: null }));
  });
});

test('what a precheck advises is in the words of Terraform', async () => {
  await withPlans(async ({ client, plans }) => {
    const source = { host: '127.0.0.1', port: 1, database: 'orders', user: 'backup' };
    await plans.make({ id: 'orders', source });
    const { passed, checks } = (await read(client, 'pgstow_precheck', { plan: 'orders' })) as Written;
    const remedy = 'set PGSTOW_KEY or PGSTOW_PASSPHRASE in the environment';
    expect(passed).toBe(false);
    expect(checks).toContainEqual(expect.objectContaining({ name: 'key', status: 'fail', remedy }));
  });
});

test('the workflow that runs the plans is as the command line writes it', async () => {
  await withPlans(async ({ client, plans, repository }) => {
    const source = { host: 'db.example.com', database: 'orders', user: 'backup', password: { env: 'ORDERS_PASSWORD' } };
    await plans.make({ id: 'orders', source, schedule: { start_at: ['01:00'], time_zone: 'Europe/Berlin' } });
    await plans.make({ id: 'unscheduled', source });
    const { text, warnings } = (await read(client, 'pgstow_workflow', { kind: 'github' })) as Written;
    const { id, document } = await repository.plans.resolve('orders');
    expect({ text, warnings }).toEqual(
      renderGithub({ repository: repository.store.url, opener: { kind: 'key' }, plans: [{ ...document, id }] }),
    );
    const manifests = (await read(client, 'pgstow_workflow', { kind: 'kubernetes', plans: ['orders'] })) as Written;
    expect(manifests.text).toContain('kind: CronJob');
  });
});

test('what cannot be read says why', async () => {
  await withPlans(async ({ client, plans }) => {
    await plans.make({ id: 'orders', source: { host: 'db.example.com', database: 'orders', user: 'backup' } });
    await expect(read(client, 'pgstow_backup_plan', {})).rejects.toThrow('Give the id or the name of the plan.');
    await expect(read(client, 'pgstow_restore_range', { plan: 'order' })).rejects.toThrow(
      'there is no plan "order" in this repository\n\ndid you mean orders?',
    );
    expect(await read(client, 'pgstow_restore_range', { plan: 'orders' })).toMatchObject({ earliest: null, sets: 0 });
  });
});

test('a limit is a whole number', async () => {
  await withPlans(async ({ client }) => {
    const { name, type, attributes } = typeNamed('pgstow_backup_sets');
    const config = encodeValue(type, complete(attributes, { limit: 0 }));
    const { diagnostics } = await client.calls.validateDataResourceConfig({ typeName: name, config });
    expect(diagnostics.map(said)).toEqual([
      {
        severity: 'error',
        summary: 'Invalid value of limit',
        detail: 'limit: 0 is not allowed; allowed: a whole number from 1',
        path: 'limit',
      },
    ]);
  });
});

async function read(client: ProviderClient, name: string, written: Written) {
  const { type, attributes } = typeNamed(name);
  const config = encodeValue(type, complete(attributes, written));
  const { state, diagnostics } = await client.calls.readDataSource({ typeName: name, config });
  if (diagnostics.length > 0) throw new Error(diagnostics.map(({ detail }) => detail).join('\n'));
  return decodeValue(type, state);
}

function typeNamed(name: string) {
  const { attributes } = dataSourceTypes.find((each) => each.name === name)!.schema;
  return { name, attributes, type: typeOfAttributes(attributes) };
}
