import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { progressMessages } from '../../provider/progressMessages.ts';
import { actionTypes } from '../../provider/provider.ts';
import { type Attributes, isNested, typeOfAttributes } from '../../provider/schema/attribute.ts';
import { encodeValue } from '../../provider/values/wire.ts';
import { withPlans } from './planScene.ts';
import type { ProviderClient } from './providerClient.ts';
import { restoreInto, withSet } from './restoreScene.ts';
import { complete, said, type Written } from './terraformClient.ts';

// no Terraform that knows actions is asked here: these are the calls that 1.14 makes

test('actions back up, restore and verify, and tell how they are getting on', async (context) => {
  await withSet(context, async ({ client, repository, target }) => {
    const made = await invoke(client, 'pgstow_backup', { plan: 'orders', full: true });
    const [newest] = await repository.sets.list('orders', { limit: 1 });
    expect(newest).toMatchObject({ manifest: { reading: { reason: 'all was asked for' } } });
    expect(made.said).toEqual([]);
    expect(made.told).toEqual(expect.arrayContaining(['phase: snapshot', 'phase: data', 'phase: commit']));
    expect(made.told.at(-1)).toBe(`set ${newest!.set} is complete: 1 tables, 3 rows`);

    const restored = await invoke(client, 'pgstow_restore', restoreInto(target));
    expect(restored.said).toEqual([]);
    expect(restored.told.at(-1)).toBe(`set ${newest!.set} is restored: 1 tables, 3 rows proved`);
    expect(await target.query('SELECT count(*)::int AS rows FROM orders')).toEqual([{ rows: 3 }]);

    const again = await invoke(client, 'pgstow_restore', restoreInto(target, { conflict: 'fail' }));
    expect(again.said.map(({ summary }) => summary)).toEqual(['The restore of plan orders cannot go ahead']);

    const verified = await invoke(client, 'pgstow_verify', { plan: 'orders', sample: 100 });
    expect(verified.said).toEqual([]);
    expect(verified.told.at(-1)).toMatch(/^2 sets are intact: \d+ blobs were read$/);
  });
});

test('damage is an error that names what it affects', async (context) => {
  await withSet(context, async ({ client, repository, set }) => {
    await rm(join(repository.store.url, 'sets/orders', set.set, 'definitions.dump'));
    const { said } = await invoke(client, 'pgstow_verify', {});
    expect(said).toEqual([
      {
        severity: 'error',
        summary: '1 of 1 sets are damaged',
        detail: expect.stringMatching(
          /^.*sets\/orders\/.*definitions\.dump.*\n\nBring the damaged objects back from a copy of the repository; a backup that reads all \(full\) stores again what the database still holds; what is not named can be restored\.$/,
        ),
        path: '',
      },
    ]);
  });
});

test('an action that is asked to stop gives up', async (context) => {
  await withSet(context, async ({ client, source }) => {
    await source.query('BEGIN; LOCK TABLE orders IN ACCESS EXCLUSIVE MODE');
    const running = invoke(client, 'pgstow_backup', { plan: 'orders' }, async (message) => {
      if (message === 'phase: snapshot') await client.calls.stopProvider({});
    });
    expect((await running).said.map(({ summary }) => summary)).toEqual(['Interrupted']);
    await source.query('ROLLBACK');
  });
});

test('an action whose caller goes away gives up, and the provider goes on', async (context) => {
  await withSet(context, async ({ client, source, repository }) => {
    await source.query('BEGIN; LOCK TABLE orders IN ACCESS EXCLUSIVE MODE');
    const { config, name } = configured('pgstow_backup', { plan: 'orders' });
    const gone = new AbortController();
    const watch = async () => {
      const events = client.calls.invokeAction({ actionType: name, config }, { signal: gone.signal });
      for await (const { progress } of events) if (progress?.message === 'phase: snapshot') gone.abort();
    };
    await expect(watch()).rejects.toThrow();
    const last = async () => (await repository.runs.list('orders', { limit: 1 }))[0]?.state;
    await expect.poll(last, { timeout: 20_000 }).toBe('interrupted');
    expect((await client.calls.getMetadata({})).actions).toHaveLength(3);
    await source.query('ROLLBACK');
  });
});

test('what is wrong with an action is told when it is validated, and when it is planned', async () => {
  await withPlans(async ({ client }) => {
    const target = { host: 'db.example.com', database: 'orders', user: 'app', port: 0 };
    const { config, name } = configured('pgstow_restore', { plan: 'orders', target, conflict: 'merge' });
    const texts = [
      'conflict: "merge" is not allowed; allowed: rename, fail, skip, replace or append',
      'target.port: 0 is not allowed; allowed: a whole number from 1 to 65535',
    ];
    const validated = await client.calls.validateActionConfig({ typeName: name, config });
    const planned = await client.calls.planAction({ actionType: name, config });
    for (const { diagnostics } of [validated, planned]) {
      expect(diagnostics.map(({ detail }) => detail).sort()).toEqual(texts);
    }
    const sample = configured('pgstow_verify', { sample: 0 });
    const { diagnostics } = await client.calls.validateActionConfig({ typeName: sample.name, config: sample.config });
    expect(diagnostics.map(said).map(({ detail }) => detail)).toEqual([
      'sample: 0 is not allowed; allowed: more than 0 and at most 100',
    ]);
  });
});

test('an action has nothing computed and nothing write-only', async () => {
  await withPlans(async ({ client }) => {
    const { actionSchemas } = await client.calls.getProviderSchema({});
    expect(Object.keys(actionSchemas).sort()).toEqual(['pgstow_backup', 'pgstow_restore', 'pgstow_verify']);
    const all = (attributes: Attributes): Attributes[string][] =>
      Object.values(attributes).flatMap((each) => [each, ...(isNested(each) ? all(each.attributes) : [])]);
    for (const { schema } of actionTypes) {
      const found = all(schema.attributes);
      expect(found.filter(({ given }) => given !== 'required' && given !== 'optional')).toEqual([]);
      expect(found.filter(({ writeOnly }) => writeOnly)).toEqual([]);
    }
  });
});

test('progress is told every five seconds at most, phases and warnings at once', () => {
  const told: string[] = [];
  let now = 0;
  const onEvent = progressMessages(
    (message) => told.push(message),
    () => now,
  );
  const at = (bytes: number) => ({ tables: 10, tablesDone: 3, rows: 7, bytes, bytesTotal: 200, storedBytes: 0 });
  onEvent({ kind: 'phase', phase: 'load' });
  onEvent({ kind: 'progress', progress: { phase: 'load', ...at(20) } });
  now = 5000;
  onEvent({ kind: 'progress', progress: { phase: 'load', ...at(100) } });
  onEvent({ kind: 'warning', message: 'look' });
  onEvent({ kind: 'progress', progress: { phase: 'load', ...at(120) } });
  expect(told).toEqual(['phase: load', 'load, 3 of 10 tables, 7 rows, 50 %', 'warning: look']);
});

interface Invoked {
  readonly told: readonly string[];
  readonly said: readonly ReturnType<typeof said>[];
}

async function invoke(
  client: ProviderClient,
  action: string,
  written: Written,
  onMessage: (message: string) => unknown = () => {},
): Promise<Invoked> {
  const { config, name } = configured(action, written);
  const told: string[] = [];
  for await (const { progress, completed } of client.calls.invokeAction({ actionType: name, config })) {
    if (completed) return { told, said: completed.diagnostics.map(said) };
    told.push(progress!.message);
    await onMessage(progress!.message);
  }
  throw new Error('it ended without a completion');
}

function configured(name: string, written: Written) {
  const { attributes } = actionTypes.find((each) => each.name === name)!.schema;
  return { name, config: encodeValue(typeOfAttributes(attributes), complete(attributes, written)) };
}
