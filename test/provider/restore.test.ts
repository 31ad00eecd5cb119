import { expect, test } from 'vitest';
import { backup } from '../../engine/index.ts';
import { restoreResource } from '../../provider/resources/restore.ts';
import { unknown } from '../../provider/values/value.ts';
import { TestDatabase } from '../servers.ts';
import { withPlans } from './planScene.ts';
import { restoreInto, withSet } from './restoreScene.ts';
import { ResourceClient } from './terraformClient.ts';

const rows = (database: TestDatabase) => database.query('SELECT what FROM orders ORDER BY 1');

test('a restore is carried out and proved, and then stays as it is, whatever is backed up later', async (context) => {
  await withSet(context, async ({ restores, repository, set, target }) => {
    const config = restoreInto(target, { name: 'for the test' });
    const { value, private: kept } = await restores.make(config);
    expect(await rows(target)).toEqual([{ what: 'a' }, { what: 'b' }, { what: 'c' }]);
    const [run] = await repository.runs.list('orders', { limit: 1 });
    expect(run).toMatchObject({ kind: 'restore', state: 'succeeded', name: 'for the test' });
    expect(value).toMatchObject({
      set: set.set,
      snapshot_at: set.snapshotAt,
      run: run!.run,
      proved_tables: 1,
      proved_rows: 3,
      conflict: 'rename',
      restored_as: {},
    });
    await backup(repository, 'orders');
    const { state, said } = await restores.read({ value, private: kept });
    expect({ state, said }).toEqual({ state: { value, private: kept }, said: [] });
    expect((await restores.plan(config, state)).planned.value).toEqual(value);
  });
});

test('what makes it another restore replaces it; how it is carried out does not', async (context) => {
  await withSet(context, async ({ restores, source, target }) => {
    const config = restoreInto(target);
    const made = await restores.make(config);
    const replaces = async (more: object) => (await restores.plan({ ...config, ...more }, made)).replaces;
    const into = (more: object) => ({ target: { ...(config.target as object), ...more } });
    expect(await replaces({ to: '2030-01-01T00:00:00Z' })).toEqual(['to']);
    expect(await replaces({ conflict: 'replace', owner: false, tables: ['public.orders'] })).toEqual([
      'tables',
      'conflict',
      'owner',
    ]);
    expect(await replaces(into({ database: source.name }))).toEqual(['target.database']);
    expect(await replaces({ jobs: 2, proof: false, name: 'x', timeouts: { create: '1h' } })).toEqual([]);
    expect(await replaces(into({ user: 'other', password: { env: 'X' }, ssl: { mode: 'require' } }))).toEqual([]);
    const changed = await restores.make({ ...config, jobs: 2 }, made);
    expect(changed.value).toEqual({ ...made.value, jobs: 2 });
    expect(await rows(target)).toHaveLength(3);
  });
});

test('what the set does not hold is told when it is planned', async (context) => {
  await withSet(context, async ({ restores, set, target }) => {
    const details = async (more: object) =>
      (await restores.plan(restoreInto(target, { set: set.set, ...more }))).said.map(({ detail }) => detail);
    expect(await details({ into_schema: 'copies' })).toEqual([]);
    expect(await details({ map_schema: { publik: 'copies' } })).toEqual([
      'the set holds no schema publik\n\npgstow show SET lists what it holds; names are case-sensitive',
    ]);
    expect(await details({ tables: ['public.order'] })).toEqual([
      `set ${set.set} holds no table public.order\n\ndid you mean public.orders?`,
    ]);
    expect(await details({ tables: ['public.order'], map_schema: unknown })).toEqual([]);
  });
});

test('its replacement restores again', async (context) => {
  await withSet(context, async ({ restores, target }) => {
    const config = restoreInto(target, { conflict: 'replace' });
    const made = await restores.make(config);
    await target.query(`DELETE FROM orders WHERE what = 'a'`);
    const { planned } = await restores.plan(null, made);
    const { said } = await restores.apply(null, planned, made);
    expect(said).toEqual([
      {
        severity: 'warning',
        summary: 'The restore is forgotten, its data stays',
        detail: `What was restored into database ${target.name} on ${target.target.host} is still there.`,
        path: '',
      },
    ]);
    expect(await rows(target)).toHaveLength(2);
    await restores.make(config);
    expect(await rows(target)).toHaveLength(3);
  });
});

test('a table that is there stays, and the restore tells how the one beside it is called', async (context) => {
  await withSet(context, async ({ restores, target }) => {
    await target.query('CREATE TABLE orders (mine int)');
    const { value } = await restores.make(restoreInto(target, { rename_format: '{name}_before', map_schema: {} }));
    expect(value).toMatchObject({ restored_as: { 'public.orders': 'public.orders_before' }, proved_rows: 3 });
    expect(await target.query('SELECT what FROM orders_before ORDER BY 1')).toHaveLength(3);
    expect(await target.query('SELECT mine FROM orders')).toEqual([]);
  });
});

test('all that stands in the way is told, nothing is changed, and nothing is in the state', async (context) => {
  await withSet(context, async ({ restores, target }) => {
    await target.query('CREATE TABLE orders (what text)');
    const config = restoreInto(target, { conflict: 'fail' });
    const { planned } = await restores.plan(config);
    const { state, said } = await restores.apply(config, planned);
    expect(state.value).toBeNull();
    expect(said).toEqual([
      {
        severity: 'error',
        summary: 'The restore of plan orders cannot go ahead',
        detail:
          'Nothing was changed.\n\nthe target has TABLE public.orders already\n  choose conflict rename, skip, replace or append, restore into another database, or drop what is there',
        path: '',
      },
    ]);
    expect(await rows(target)).toEqual([]);
  });
});

test('one that takes too long leaves no resource, and made again it goes on', async (context) => {
  await withSet(context, async ({ restores, target }) => {
    const config = restoreInto(target, { timeouts: { create: '2s' } });
    await hold(target);
    const { planned } = await restores.plan(config);
    const { state, said } = await restores.apply(config, planned);
    expect({ state: state.value, said }).toEqual({
      state: null,
      said: [
        {
          severity: 'error',
          summary: 'It has taken too long',
          detail:
            'It was given up after timeouts.create = "2s".\n\nAllow more. The next apply goes on with what it has done so far.',
          path: 'timeouts',
        },
      ],
    });
    await release(target);
    expect((await restores.make(restoreInto(target))).value).toMatchObject({ proved_rows: 3 });
  });
});

test('asked to stop it gives up within seconds, and leaves no backend', async (context) => {
  await withSet(context, async ({ client, restores, target }) => {
    const config = restoreInto(target);
    await hold(target);
    const { planned } = await restores.plan(config);
    const applying = restores.apply(config, planned);
    await expect.poll(() => backends(target), { timeout: 20_000 }).toContain('CREATE');
    const began = performance.now();
    await client.calls.stopProvider({});
    const { state, said } = await applying;
    expect(performance.now() - began).toBeLessThan(30_000); // it would be held for ten minutes
    expect(state.value).toBeNull();
    expect(said.map(({ severity, summary }) => ({ severity, summary }))).toEqual([
      { severity: 'error', summary: 'Interrupted' },
    ]);
    await expect.poll(() => backends(target)).toBe('');
  });
});

test('a database that the restore has created is dropped with it, when that was applied before', async (context) => {
  await withSet(context, async ({ restores, postgres, target }) => {
    const name = `${target.name}_copy`;
    const config = restoreInto({ target: postgres.target(name) }, { create_database: true });
    const kept = await restores.make(config);
    const dropping = await restores.make({ ...config, drop_on_destroy: true }, kept);
    const { planned } = await restores.plan(null, dropping);
    const there = () => target.query(`SELECT FROM pg_database WHERE datname = '${name}'`);
    const user = await new TestDatabase(postgres, name).connect();
    const refused = await restores.apply(null, planned, dropping);
    expect(refused.state).toEqual(dropping);
    expect(refused.said).toEqual([
      {
        severity: 'error',
        summary: 'The database cannot be dropped',
        detail: `database ${name} is in use: There is 1 other session using the database.\n\nclose their connections, and try again`,
        path: 'drop_on_destroy',
      },
    ]);
    await user.end();
    expect(await restores.apply(null, planned, dropping)).toMatchObject({ state: { value: null }, said: [] });
    expect(await there()).toEqual([]);
    // gone already: nothing is left to do
    expect(await restores.apply(null, planned, dropping)).toMatchObject({ state: { value: null }, said: [] });
    // another one of the same name
    await target.query(`CREATE DATABASE "${name}"`);
    try {
      const { state, said } = await restores.apply(null, planned, dropping);
      expect(state).toEqual(dropping);
      expect(said.map(({ detail }) => detail)).toEqual([
        `database ${name} is not the one that was restored: it has been made anew since\n\nit is left as it is; drop it yourself if it is to go`,
      ]);
    } finally {
      await target.query(`DROP DATABASE "${name}"`);
    }
  });
});

test('a database that is there already is not created, in the words of Terraform', async (context) => {
  await withSet(context, async ({ restores, target }) => {
    const config = restoreInto(target, { create_database: true });
    const { planned } = await restores.plan(config);
    const { said } = await restores.apply(config, planned);
    expect(said.map(({ summary, detail }) => `${summary}: ${detail}`)).toEqual([
      `The restore of plan orders cannot go ahead: there is a database ${target.name} already\n\nleave create_database away to restore into it, or name another database in target`,
    ]);
  });
});

test('an import takes what is not recorded from the configuration, and restores nothing', async (context) => {
  await withSet(context, async ({ restores, repository, set, target }) => {
    const config = restoreInto(target, { tables: ['public.orders'], owner: false });
    const made = await restores.make(config);
    const run = made.value?.run as string;
    const { state } = await restores.import(run);
    expect(state?.value).toMatchObject({
      plan: 'orders',
      set: set.set,
      run,
      snapshot_at: set.snapshotAt,
      target: null,
    });
    expect((await restores.plan({ ...config, plan: 'other' }, state!)).replaces).toEqual(['plan']);
    expect((await restores.plan(config, state!)).replaces).toEqual([]);
    const adopted = await restores.make(config, state!);
    expect(adopted.value).toEqual({ ...made.value, restored_as: null, proved_tables: null, proved_rows: null });
    expect((await restores.plan({ ...config, to: '2030-01-01T00:00:00Z' }, adopted)).replaces).toEqual(['to']);
    const onInstance = {
      user: 'app',
      database: 'orders',
      instance: { aws_rds: { region: 'eu-central-1', id: 'orders-1' } },
    };
    const there = await restores.make({ ...config, target: onInstance }, state!);
    const { planned } = await restores.plan(null, there);
    expect((await restores.apply(null, planned, there)).said.map(({ detail }) => detail)).toEqual([
      'What was restored into database orders on orders-1 is still there.',
    ]);
    const [, first] = await repository.runs.list('orders');
    expect((await restores.import(first!.run)).said).toEqual([
      {
        severity: 'error',
        summary: 'The run is no restore that has succeeded',
        detail: `Run ${first!.run} is a backup that has succeeded.\n\npgstow runs shows those that there are: import the id of a restore.`,
        path: '',
      },
    ]);
  });
});

test('a set that is not there is told when it is planned', async (context) => {
  await withSet(context, async ({ restores, set, target }) => {
    const said = async (more: object) =>
      (await restores.plan(restoreInto(target, { ...more }))).said.map((each) => each.detail);
    expect(await said({ set: '20200101T000000Z-aaaaaa' })).toEqual([
      expect.stringContaining('20200101T000000Z-aaaaaa'),
    ]);
    expect(await said({ to: '2020-01-01T00:00:00Z' })).toEqual([expect.stringContaining('2020-01-01')]);
    expect(await said({ set: set.set })).toEqual([]);
    expect(await said({ set: unknown })).toEqual([]);
    expect(await said({ plan: 'made-in-the-same-apply' })).toEqual([]);
  });
});

test('what is not allowed is told with its attribute, its value, and what is allowed', async () => {
  await withPlans(async ({ client }) => {
    const restores = new ResourceClient(client, restoreResource);
    const target = { host: 'db.example.com', database: 'orders', user: 'app' };
    const details = async (more: object) =>
      (await restores.validate({ plan: 'orders', target, ...more })).map(({ path, detail }) => `${path} | ${detail}`);
    expect(
      await details({
        set: '20200101T000000Z-aaaaaa',
        to: 'yesterday',
        conflict: 'merge',
        rename_format: 'old',
        into_schema: 'pg_toast',
        map_schema: { a: 'pgstow_restore', b: unknown, c: 'fine' },
        jobs: 0,
        tables: ['orders'],
        timeouts: { create: '1 hour' },
        target: { ...target, port: 0, password_wo: 'x', password: { env: 'X' }, ssl: { mode: 'always' } },
        drop_on_destroy: true,
      }),
    ).toMatchInlineSnapshot(`
      [
        "to | to: "yesterday" is not allowed; allowed: an instant in RFC 3339, such as 2026-11-22T21:30:00Z",
        "conflict | conflict: "merge" is not allowed; allowed: rename, fail, skip, replace or append",
        "jobs | jobs: 0 is not allowed; allowed: a whole number from 1 to 64",
        "timeouts | timeouts.create: "1 hour" is not allowed; allowed: a text such as 90s, 30m or 1h30m, of at most 24 days",
        "to | set and to are both given.

      Give one of them.",
        "target | target.password_wo and target.password are both given.

      Give one of them.",
        "target | target.port: 0 is not allowed; allowed: a whole number from 1 to 65535",
        "target | target.ssl.mode: "always" is not allowed; allowed: disable, prefer, require, verify-ca or verify-full",
        "tables | tables[0]: "orders" names no schema; write public.orders, or *.orders for every schema, or orders.* for all of a schema",
        "rename_format | the rename format "old" must name {name}, once.

      name what a name is made of: {name} and more, such as {name}_dbs_{task}_{timestamp}; {task} tells the restore, {timestamp} when it began",
        "into_schema | nothing can be restored into schema "pg_toast": it belongs to PostgreSQL, and backups leave it out.

      choose another name; a schema that is not there is created",
        "map_schema | nothing can be restored into schema "pgstow_restore": restores keep their notes there, and backups leave it out.

      choose another name; a schema that is not there is created",
        "drop_on_destroy | drop_on_destroy drops only what the restore has created.

      Give create_database = true with it.",
        "drop_on_destroy | drop_on_destroy needs the password when it is destroyed, and a write-only one is not there then.

      Name where it is, such as target.password = { env = "NAME" }, or set PGPASSWORD.",
      ]
    `);
    expect(await details({ drop_on_destroy: true, create_database: unknown })).toEqual([]);
    expect(await details({ target: { ...target, host: unknown, password_wo: unknown, port: 0 } })).toEqual([
      'target | target.port: 0 is not allowed; allowed: a whole number from 1 to 65535',
    ]);
    expect(await details({ tables: ['public.a', unknown] })).toEqual([]);
    expect(await details({ target: unknown, tables: unknown, set: unknown, to: unknown })).toEqual([]);
  });
});

test('a password that is not where it is said to be is told of the target', async (context) => {
  await withSet(context, async ({ restores, target }) => {
    const config = restoreInto(target);
    const missing = { ...config, target: { ...(config.target as object), password: { env: 'NOT_THERE' } } };
    const { planned } = await restores.plan(missing);
    const { said } = await restores.apply(missing, planned);
    expect(said).toEqual([
      {
        severity: 'error',
        summary: 'Something of the target is not there',
        detail:
          'target.password: the environment variable NOT_THERE is not set\n\nset NOT_THERE for this process, for example from the secrets of your scheduler',
        path: 'target',
      },
    ]);
  });
});

test('its progress is in the log, and its password in nothing', async (context) => {
  await withSet(context, async ({ client, restores, target }) => {
    const config = restoreInto(target);
    const secret = { ...config, target: { ...(config.target as object), password_wo: 'correct horse' } };
    const state = await restores.make(secret);
    expect(JSON.stringify(state)).not.toContain('correct horse');
    await client.shutdown();
    const log = await client.log;
    expect(log).toContain('"@message":"restore","@module":"pgstow"');
    expect(log).toContain('"phase":"load"');
    expect(log).not.toContain('correct horse');
  });
});

/** From now on whoever creates a table waits for a lock. */
async function hold(database: TestDatabase): Promise<void> {
  await database.query(`
    CREATE FUNCTION hold() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(600); END';
    CREATE EVENT TRIGGER hold ON ddl_command_end WHEN TAG IN ('CREATE TABLE') EXECUTE FUNCTION hold()`);
}

async function release(database: TestDatabase): Promise<void> {
  await database.query('DROP EVENT TRIGGER hold; DROP FUNCTION hold()');
}

/** What others are doing in a database. */
async function backends(database: TestDatabase): Promise<string> {
  const found = await database.query(
    `SELECT query FROM pg_stat_activity WHERE datname = $1 AND pid <> pg_backend_pid() AND backend_type = 'client backend'`,
    [database.name],
  );
  return found.map(({ query }) => query).join('\n');
}
