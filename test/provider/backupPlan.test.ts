import { expect, test } from 'vitest';
import { openRepository } from '../../engine/index.ts';
import { backupPlanResource } from '../../provider/resources/backupPlan.ts';
import { Session } from '../../provider/session.ts';
import { unknown } from '../../provider/values/value.ts';
import { freshDatabase, server } from '../servers.ts';
import { configure, withPlans } from './planScene.ts';
import { ProviderClient } from './providerClient.ts';
import { ResourceClient } from './terraformClient.ts';

const source = { host: 'db.example.com', database: 'orders', user: 'backup' };
const orders = { id: 'orders', source };

test('what is not allowed is told with its attribute, its value, and what is allowed', async () => {
  await withPlans(async ({ plans }) => {
    const said = await plans.validate({
      id: 'Orders!',
      source: { ...source, port: 70_000, ssl: { mode: 'always', client_key: { env: 'KEY' } }, password: { env: '1' } },
      objects: { include: ['public.*', 'orders'] },
      concurrency: '0',
      rate_limit: 'fast',
      max_age: '1.5h',
      cross_border: { allowed: true },
    });
    expect(said.map(({ path, detail }) => `${path} | ${detail}`)).toMatchInlineSnapshot(`
      [
        "id | id: "Orders!" is not allowed; allowed: 1 to 63 lower-case letters, digits and hyphens, with no hyphen at the ends",
        "source | source.port: 70000 is not allowed; allowed: a whole number from 1 to 65535",
        "source | source.password names no place of a password; allowed: password = { env = "NAME" }, { file = "PATH" }, { aws_secret = "NAME" }, { ssm_parameter = "NAME" } or { rds_iam = {} }",
        "source | source.ssl.mode: "always" is not allowed; allowed: disable, prefer, require, verify-ca or verify-full",
        "objects | objects.include[1]: "orders" names no schema; write public.orders, or *.orders for every schema, or orders.* for all of a schema",
        "concurrency | concurrency: 0 is not allowed; allowed: a whole number from 1 to 64, or auto",
        "rate_limit | rate_limit: "fast" is not allowed; allowed: a text such as 50MB/s (B, kB, MB, GB, KiB, MiB or GiB), or whole bytes per second",
        "max_age | max_age: "1.5h" is not allowed; allowed: a text such as 26h: a whole number of minutes (m), hours (h), days (d) or weeks (w)",
        "cross_border | cross_border: the reason is missing; say why, or who has decided it: it is recorded in every set",
      ]
    `);
  });
});

test('what goes together is not judged while a part of it is unknown', async () => {
  await withPlans(async ({ plans }) => {
    const config = {
      id: unknown,
      source: {
        ...source,
        host: unknown,
        ssl: { mode: unknown, client_key: { env: 'KEY' }, client_certificate: unknown },
        password: { rds_iam: {} },
      },
      cross_border: { allowed: true, reason: unknown },
    };
    expect(await plans.validate(config)).toEqual([]);
    expect((await plans.plan(config)).said).toEqual([]);
  });
});

test('the ways to give a password exclude each other, and a version goes with it', async () => {
  await withPlans(async ({ plans }) => {
    const details = async (more: object) =>
      (await plans.validate({ id: 'orders', source: { ...source, ...more } })).map(
        ({ path, detail }) => `${path} | ${detail}`,
      );
    expect(await details({ password_wo: 'x', password: { env: 'NAME' } })).toEqual([
      'source | source.password_wo and source.password are both given.\n\nGive one of them.',
    ]);
    expect(await details({ password_wo: 'x' })).toEqual([
      'source | source.password_wo is given without source.password_wo_version.\n\nGive password_wo_version = 1, and another number whenever the password is another one: Terraform cannot see by itself that it has changed.',
    ]);
    expect(await details({ password_wo_version: 1 })).toEqual([
      'source | source.password_wo_version is given without source.password_wo.\n\nGive the password, or leave out its version. A variable that holds it must not be null.',
    ]);
    expect(await details({ password_wo: unknown, password_wo_version: 1 })).toEqual([]);
  });
});

test('a Terraform that would keep a password in its state is refused', async () => {
  await withPlans(async ({ plans }) => {
    const config = { id: 'orders', source: { ...source, password_wo: 'x', password_wo_version: 1 } };
    expect(await plans.validate(config, { older: true })).toEqual([
      {
        severity: 'error',
        summary: 'Terraform 1.11 or newer is needed',
        detail:
          'source.password_wo is write-only: an older Terraform would keep it in its state, for all to read.\n\nUse Terraform 1.11 or newer, or leave the attribute out.',
        path: 'source',
      },
    ]);
    expect(await plans.validate(orders, { older: true })).toEqual([]);
  });
});

test('a password is sealed: the repository gives it back to who has its key, and nobody else is told', async () => {
  await withPlans(async ({ plans, repository, key, client }) => {
    const config = { id: 'orders', source: { ...source, password_wo: 'correct horse', password_wo_version: 1 } };
    const state = await plans.make(config);
    const opened = await openRepository(repository.store.url, { key });
    const { document } = await opened.plans.resolve('orders');
    const { password } = document.source;
    if (!password || !('sealed' in password)) throw new Error('it is not sealed');
    expect(await opened.secrets.opener(document)(password.sealed, 'source.password')).toBe('correct horse');
    expect(JSON.stringify(state)).not.toContain('correct horse');
    await client.shutdown();
    expect(await client.log).not.toContain('correct horse');
  });
});

test('a sealed password stays as it is until its version changes', async () => {
  await withPlans(async ({ plans, repository }) => {
    const sealed = async () => JSON.stringify((await repository.plans.resolve('orders')).document.source.password);
    const config = { id: 'orders', source: { ...source, password_wo: 'one', password_wo_version: 1 } };
    const made = await plans.make(config);
    const first = await sealed();
    const renamed = await plans.make({ ...config, name: 'Orders' }, made);
    expect(await sealed()).toBe(first);
    await plans.make({ ...config, source: { ...config.source, password_wo: 'two', password_wo_version: 2 } }, renamed);
    expect(await sealed()).not.toBe(first);
  });
});

test('a password is sealed anew for another server, and has to be given for it', async () => {
  await withPlans(async ({ plans, repository, key }) => {
    const sealed = { ...source, password_wo: 'one', password_wo_version: 1 };
    const made = await plans.make({ id: 'orders', source: sealed });
    const moved = await plans.make({ id: 'orders', source: { ...sealed, host: 'elsewhere' } }, made);
    const opened = await openRepository(repository.store.url, { key });
    const { document } = await opened.plans.resolve('orders');
    const { password } = document.source;
    if (!password || !('sealed' in password)) throw new Error('it is not sealed');
    expect(await opened.secrets.opener(document)(password.sealed, 'source.password')).toBe('one');

    const { state: imported } = await plans.import('orders');
    const renamed = await plans.make(
      { id: 'orders', name: 'Orders', source: { ...source, host: 'elsewhere' } },
      imported,
    );
    expect((await opened.plans.resolve('orders')).document.source.password).toEqual(password);
    await expect(plans.make({ id: 'orders', source }, renamed)).rejects.toThrow(
      'The password was sealed for another server or role: It was sealed for backup@elsewhere:5432, and opens for nothing else.',
    );
    expect(moved.value?.revision).toBe(2);
  });
});

test('a password that somebody else has put there shows as drift', async () => {
  await withPlans(async ({ plans, repository }) => {
    const config = { id: 'orders', source: { ...source, password_wo: 'one', password_wo_version: 1 } };
    const made = await plans.make(config);
    const { document } = await repository.plans.resolve('orders');
    await repository.plans.apply({ ...document, source: { ...document.source, password: { value: 'other' } } });
    const { state } = await plans.read(made);
    expect(state.value?.source).toMatchObject({ password_wo_version: null });
    const { planned } = await plans.plan(config, state);
    expect(planned.value?.source).toMatchObject({ password_wo_version: 1 });
  });
});

test('a repository without encryption refuses a password when it is planned, and says what to do', async () => {
  await withPlans(
    async ({ plans, repository }) => {
      const config = { id: 'orders', source: { ...source, password_wo: 'x', password_wo_version: 1 } };
      const { said, planned } = await plans.plan(config);
      const refused = {
        severity: 'error',
        summary: 'This repository keeps no password',
        detail: `source.password_wo: ${repository.store.url} is not encrypted, so there is nothing to seal the password to.\n\nUse a repository with encryption, or name where the password is when the plan runs: password = { env = "NAME" }, { file = "PATH" }, { aws_secret = "NAME" }, { ssm_parameter = "NAME" } or { rds_iam = {} }.`,
        path: 'source',
      };
      expect(said).toEqual([refused]);
      const { state, said: atApply } = await plans.apply(config, planned);
      expect({ state: state.value, atApply }).toEqual({ state: null, atApply: [refused] });
      expect(await repository.plans.list()).toEqual([]);
    },
    { encrypted: false },
  );
});

test('a region that is another one is refused when it is planned, in the words of Terraform', async () => {
  await withPlans(
    async ({ plans }) => {
      const { said } = await plans.plan({ id: 'orders', source: { ...source, region: 'us-east-1' } });
      expect(said.map(({ detail }) => detail)).toEqual([
        'plan orders: the source is in us-east-1, the repository in eu-central-1\n\nuse a repository in us-east-1; or allow it in the plan, with the reason: cross_border = { allowed = true, reason = "..." }',
      ]);
    },
    { region: 'eu-central-1' },
  );
});

test('a plan that is there already is not taken over', async () => {
  await withPlans(async ({ plans, repository }) => {
    const { plan } = await repository.plans.apply(documentOf('orders'));
    const { planned } = await plans.plan(orders);
    const { state, said } = await plans.apply(orders, planned);
    expect(state.value).toBeNull();
    expect(said).toEqual([
      {
        severity: 'error',
        summary: 'The plan is there already',
        detail: `plan orders is there already: revision 1 by ${plan.by} at ${plan.at}.\n\nTo manage it here import it: terraform import pgstow_backup_plan.NAME orders. Or give another id.`,
        path: 'id',
      },
    ]);
  });
});

test('of two people who edit a plan the second gets a conflict, and the first one’s change stays', async () => {
  await withPlans(async ({ plans, repository }) => {
    const made = await plans.make(orders);
    const mine = { ...orders, name: 'mine' };
    const { planned } = await plans.plan(mine, made);
    await plans.make({ ...orders, name: 'theirs' }, made);
    const { state, said } = await plans.apply(mine, planned, made);
    const { by, at } = await repository.plans.resolve('orders');
    expect(state).toEqual(made);
    expect(said).toEqual([
      {
        severity: 'error',
        summary: 'Somebody else has changed it',
        detail: `plan orders was changed by ${by} at ${at} (revision 2); this change is based on revision 1\n\nlook at what has changed (pgstow plan history orders), and make the change again upon that`,
        path: '',
      },
    ]);
    expect((await repository.plans.resolve('orders')).name).toBe('theirs');
  });
});

test('what is changed or removed behind Terraform’s back shows', async () => {
  await withPlans(async ({ plans, repository }) => {
    const made = await plans.make(orders);
    await repository.plans.apply({ ...documentOf('orders'), concurrency: 9 });
    const changed = await plans.read(made);
    expect(changed.state.value).toMatchObject({ concurrency: '9', revision: 2 });
    await repository.plans.delete('orders');
    await using later = await ProviderClient.start(); // Terraform starts one for each refresh
    await configure(later, repository.store.url);
    expect((await new ResourceClient(later, backupPlanResource).read(changed.state)).state.value).toBeNull();
  });
});

test('only another id is another plan', async () => {
  await withPlans(async ({ plans }) => {
    const made = await plans.make(orders);
    const other = { id: 'other', source: { ...source, host: 'elsewhere', database: 'x', user: 'y' }, concurrency: '1' };
    expect((await plans.plan({ ...other, id: 'orders' }, made)).replaces).toEqual([]);
    expect((await plans.plan(other, made)).replaces).toEqual(['id']);
  });
});

test('a plan without an id gets one from its name, and keeps it', async () => {
  await withPlans(async ({ plans }) => {
    const made = await plans.make({ name: 'Orders, nightly', source });
    expect(made.value?.id).toMatch(/^orders-nightly-/);
    const { planned, replaces } = await plans.plan({ name: 'Other', source }, made);
    expect({ id: planned.value?.id, replaces }).toEqual({ id: made.value?.id, replaces: [] });
  });
});

test('an import brings what a plan has, and an unknown one names what there is', async () => {
  await withPlans(async ({ plans }) => {
    const config = { ...orders, rate_limit: '50MB/s', max_age: '26h', retention: { keep_days: 14, keep_monthly: 12 } };
    const made = await plans.make(config);
    const { state } = await plans.import('orders');
    expect(state?.value).toEqual(made.value);
    expect((await plans.plan(config, state!)).planned.value).toEqual(made.value);
    expect((await plans.import('order')).said).toEqual([
      {
        severity: 'error',
        summary: 'This cannot be done as it is configured',
        detail: 'there is no plan "order" in this repository\n\ndid you mean orders?',
        path: '',
      },
    ]);
  });
});

test('a precheck that fails refuses the plan with its report, and nothing is written', async () => {
  await withPlans(async ({ plans, repository }) => {
    const config = { id: 'orders', source: { ...source, host: '/no/such/folder' }, precheck: true };
    const { planned } = await plans.plan(config);
    const { state, said } = await plans.apply(config, planned);
    expect(state.value).toBeNull();
    expect(said.map(({ summary, path }) => ({ summary, path }))).toEqual([
      { summary: 'The precheck of plan orders has failed', path: 'precheck' },
    ]);
    expect(said[0]?.detail).toMatch(/^Nothing was written\.\n\nfail connection: .*\/no\/such\/folder/);
    expect(await repository.plans.list()).toEqual([]);
  });
});

test('a precheck that passes needs no key, and has its warnings told', async (context) => {
  const { target } = await freshDatabase(await server('18', context));
  await withPlans(async ({ plans }) => {
    const { host, port, database, user } = target;
    const config = { id: 'orders', source: { host, port, database, user }, precheck: true, paused: true };
    const { planned } = await plans.plan(config);
    const { state, said } = await plans.apply(config, planned);
    expect(state.value).toMatchObject({ id: 'orders', revision: 1 });
    expect(said.map(({ severity, summary }) => ({ severity, summary }))).toEqual([
      { severity: 'warning', summary: 'The precheck of plan orders warns' },
    ]);
    expect(said[0]?.detail).toContain(
      'warn plan: plan orders is paused: no run of it starts\n  pgstow plan start orders',
    );
  });
});

test('a first backup that fails is a warning and a status; the plan is there', async () => {
  await withPlans(async ({ plans, repository }) => {
    const config = { ...orders, source: { ...source, host: '/no/such/folder' }, initial_backup: true };
    const { planned } = await plans.plan(config);
    const { state, said } = await plans.apply(config, planned);
    expect(said.map(({ severity, summary }) => ({ severity, summary }))).toEqual([
      { severity: 'warning', summary: 'The first backup of plan orders has failed' },
    ]);
    expect(state.value?.initial_backup_status).toMatch(/^failed: .*/);
    expect(await repository.plans.resolve('orders')).toMatchObject({ revision: 1 });
    expect((await plans.plan(config, state)).planned.value).toEqual(state.value);
  });
});

test('a repository that is missing, unknown or not there is told when it is needed, and not before', async () => {
  await using client = await ProviderClient.start();
  const plans = new ResourceClient(client, backupPlanResource);
  const applied = async (repository: string | null) => {
    await configure(client, repository);
    const { planned, said } = await plans.plan(orders);
    expect(said).toEqual([]);
    return (await plans.apply(orders, planned)).said.map(({ summary, detail }) => `${summary}: ${detail}`);
  };
  expect(await applied(null)).toEqual([
    'No repository is given: Give it in the provider\'s configuration, such as repository = "s3://backups/prod?region=eu-central-1", or in the environment variable PGSTOW_REPOSITORY.',
  ]);
  expect(await applied('/no/such/folder')).toEqual([
    expect.stringMatching(/^The repository cannot be used: .*\/no\/such\/folder/),
  ]);
});

test('two hundred plans are refreshed with one listing of the repository', async () => {
  await withPlans(async ({ plans, repository }) => {
    const ids = Array.from({ length: 200 }, (_, index) => `plan-${index}`);
    for (const id of ids) await repository.plans.apply(documentOf(id));
    const session = new Session({});
    session.configure({ state: 'known', url: repository.store.url });
    const { store } = await session.repository();
    const listed: string[] = [];
    const list = store.list.bind(store);
    Object.assign(store, { list: (prefix: string) => listed.push(prefix) && list(prefix) });
    const state = (await plans.import('plan-7')).state!;
    const kept = { state: state.value!, private: {} };
    const read = (id: string) => backupPlanResource.read({ ...kept, state: { ...kept.state, id } }, session);
    const found = await Promise.all(ids.map(read));
    expect(found.map((each) => each?.state.id)).toEqual(ids);
    expect(listed).toEqual(['plans/']);
  });
});

function documentOf(id: string) {
  const objects = { include: ['*.*'], exclude: [], structureOnly: [] };
  return {
    id,
    source: { ...source, port: 5432, ssl: { mode: 'prefer' as const } },
    objects,
    concurrency: 4,
    incremental: 'auto' as const,
    fullEvery: '30d',
    auditPercent: 1,
  };
}
