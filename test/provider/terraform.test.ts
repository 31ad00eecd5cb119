import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { initRepository, openRepository } from '../../engine/index.ts';
import { freshDatabase, server, type TestDatabase } from '../servers.ts';
import { ended, Mirror, whyNoTerraform } from './terraform.ts';
import { unzipped } from './unzipped.ts';

const missing = whyNoTerraform();
let mirror: Mirror;

beforeAll(async () => {
  if (!missing) mirror = await Mirror.make();
});

beforeEach((context) => {
  if (missing) context.skip(missing);
});

afterAll(async () => {
  await mirror?.[Symbol.asyncDispose]();
});

const orders = 'pgstow_backup_plan.orders';

test('the quickstart runs as it stands, passes its own test, and a second plan is empty', async (context) => {
  const workspace = await mirror.workspace(context, {
    'main.tf': await example('quickstart/main.tf'),
    'quickstart.tftest.hcl': await example('quickstart/quickstart.tftest.hcl'),
  });
  workspace.env = { PGSTOW_PASSPHRASE: 'a passphrase' };
  expect(await workspace.ok(['validate'])).toContain('Success! The configuration is valid.');
  expect(await workspace.apply()).toContain('2 added, 0 changed, 0 destroyed.');
  expect(await workspace.changes()).toEqual({ [orders]: 'no-op', 'pgstow_repository.backups': 'no-op' });
  expect(await workspace.ok(['destroy', '-auto-approve'])).toContain('The repository is forgotten, not deleted');
  expect(await workspace.ok(['test'])).toContain('Success! 3 passed, 0 failed.');
});

test('the production example makes its plans, checks them, and gives the workflow that runs them', async (context) => {
  const workspace = await mirror.workspace(context, { 'main.tf': await example('production/main.tf') });
  expect(await workspace.ok(['validate'])).toContain('The configuration is valid');
  const { plans } = await initRepository(`${workspace.folder}/repository`, {
    encryption: 'none',
    region: 'eu-central-1',
  });
  workspace.env = { TF_VAR_repository: './repository', TF_VAR_archive: 'null' };
  await workspace.apply();
  expect(await workspace.changes()).toEqual({
    'pgstow_backup_plan.nightly["billing-nightly"]': 'no-op',
    'pgstow_backup_plan.nightly["orders-nightly"]': 'no-op',
  });
  expect((await plans.resolve('orders-nightly')).document).toMatchObject({
    lock: { mode: 'GOVERNANCE', days: 30 },
    copies: [
      {
        repository: 's3://acme-copies/prod?region=eu-west-1',
        retention: { keepDays: 90 },
        key: { awsSecret: 'backups/copies', key: 'key' },
      },
    ],
  });
  expect(await workspace.ok(['output', '-raw', 'workflow'])).toContain('backup-billing-nightly:');
});

test('a plan is made, backed up, changed in place in every field, imported and destroyed; its sets stay', async (context) => {
  const database = await shop(await freshDatabase(await server('18', context)));
  const workspace = await mirror.workspace(context, { 'main.tf': head, 'plan.tf': planOf(database, first) });
  const repository = await initRepository(`${workspace.folder}/repository`, { encryption: { passphrase: 'secret' } });
  workspace.env = { PGSTOW_PASSPHRASE: 'secret', TF_VAR_password: password, TF_LOG: 'trace', TF_LOG_PATH: 'log' };

  await workspace.apply();
  expect(await workspace.state(orders)).toMatchObject({ revision: 1, initial_backup_status: 'succeeded' });
  expect(await workspace.state('data.pgstow_restore_range.orders')).toMatchObject({ sets: 1 });
  expect(await workspace.state('data.pgstow_backup_sets.orders')).toMatchObject({ sets: [{ tables: 1, rows: 3 }] });
  expect(await workspace.changes()).toEqual({ [orders]: 'no-op' });

  await workspace.write('plan.tf', planOf(database, second));
  expect(await workspace.changes()).toEqual({ [orders]: 'update' });
  await workspace.apply();
  expect((await repository.plans.resolve('orders')).document).toMatchObject({
    name: 'Orders',
    objects: { include: ['public.*'], exclude: ['*.tmp_*'], structureOnly: ['public.log'] },
    concurrency: 2,
    rateLimit: 50_000_000,
    schedule: { days: ['mon', 'wed'], startAt: ['01:00'], timeZone: 'Europe/Berlin' },
    maxAge: '8d',
    retention: { keepDays: 30, keepMonthly: 12 },
    crossBorder: { allowed: true, reason: 'decided' },
    paused: true,
  });
  expect(await workspace.changes()).toEqual({ [orders]: 'no-op' });

  const held = await Promise.all(['terraform.tfstate', 'plan.tfplan', 'log'].map((name) => workspace.read(name)));
  for (const bytes of [...held, ...unzipped(held[1]!)]) expect(bytes.includes(password)).toBe(false);
  expect(held[2]!.includes('pgstow_backup_plan')).toBe(true);

  await workspace.ok(['state', 'rm', orders]);
  await workspace.write(
    'plan.tf',
    planOf(database, { ...second, source: '' }).replace(/precheck.*|initial_backup .*|timeouts .*/g, ''),
  );
  await workspace.ok(['import', orders, 'orders']);
  expect(await workspace.changes()).toEqual({ [orders]: 'no-op' });

  await workspace.ok(['destroy', '-auto-approve']);
  expect(await repository.plans.list()).toEqual([]);
  const whole = await openRepository(repository.store.url, { passphrase: 'secret' });
  expect(await whole.sets.list('orders')).toHaveLength(1);
});

test('an interrupted apply keeps the plan and says what became of its backup', async (context) => {
  const database = await shop(await freshDatabase(await server('18', context)));
  await database.query(`INSERT INTO orders SELECT repeat(md5(i::text), 30) FROM generate_series(1, 2000) i`);
  const slow = { ...first, more: 'rate_limit = "20kB/s"\ninitial_backup = true' };
  const workspace = await mirror.workspace(context, { 'main.tf': head, 'plan.tf': planOf(database, slow) });
  const repository = await initRepository(`${workspace.folder}/repository`, { encryption: { passphrase: 'secret' } });
  workspace.env = { PGSTOW_PASSPHRASE: 'secret', TF_VAR_password: password };

  const applying = workspace.start(['apply', '-auto-approve', '-input=false']);
  const end = ended(applying);
  for await (const line of createInterface({ input: applying.stdout! })) if (line.includes('Creating...')) break;
  await expect
    .poll(async () => (await repository.runs.list('orders', { limit: 1 })).length, { timeout: 20_000 })
    .toBe(1);
  process.kill(-applying.pid!, 'SIGINT');
  expect((await end).status).toBe(1);

  expect(await workspace.state(orders)).toMatchObject({
    revision: 1,
    initial_backup_status: expect.stringMatching(/^failed: /),
  });
  expect(await workspace.changes()).toEqual({ [orders]: 'no-op' });
});

test('two hundred plans are made in one apply', async (context) => {
  const many = `
resource "pgstow_backup_plan" "many" {
  count  = 200
  id     = "plan-\${count.index}"
  source = { host = "db.example.com", database = "d\${count.index}", user = "backup" }
}`;
  const workspace = await mirror.workspace(context, { 'main.tf': head, 'many.tf': many });
  await initRepository(`${workspace.folder}/repository`, { encryption: 'none' });
  expect(await workspace.apply('-parallelism=50')).toContain('200 added, 0 changed, 0 destroyed.');
  const { status } = await workspace.run(['plan', '-detailed-exitcode', '-input=false']);
  expect(status).toBe(0);
});

function example(path: string): Promise<string> {
  return readFile(new URL(`../../examples/terraform/${path}`, import.meta.url), 'utf8');
}

const password = 'correct-horse-battery-staple';

const head = `
terraform {
  required_providers { pgstow = { source = "pgstow/pgstow" } }
}
provider "pgstow" { repository = "./repository" }
variable "password" {
  type      = string
  ephemeral = true
  default   = null
}`;

interface Parts {
  readonly source: string;
  readonly more: string;
}

const secret = 'password_wo = var.password\n    password_wo_version = 1';

const first: Parts = { source: secret, more: 'precheck = true\n  initial_backup = true' };

const second: Parts = {
  source: secret.replace('= 1', '= 2'),
  more: `name = "Orders"
  objects = { include = ["public.*"], exclude = ["*.tmp_*"], structure_only = ["public.log"] }
  concurrency = 2
  rate_limit = "50MB/s"
  schedule = { days = ["mon", "wed"], start_at = ["01:00"], time_zone = "Europe/Berlin" }
  max_age = "8d"
  retention = { keep_days = 30, keep_monthly = 12 }
  timeouts = { create = "1h" }
  cross_border = { allowed = true, reason = "decided" }
  paused = true
  precheck = false
  initial_backup = false`,
};

function planOf({ target }: TestDatabase, { source, more }: Parts): string {
  return `
resource "pgstow_backup_plan" "orders" {
  id = "orders"
  source = {
    host = ${JSON.stringify(target.host)}
    port = ${target.port}
    database = ${JSON.stringify(target.database)}
    user = ${JSON.stringify(target.user)}
    ${source}
  }
  ${more}
}
data "pgstow_restore_range" "orders" { plan = pgstow_backup_plan.orders.id }
data "pgstow_backup_sets" "orders" { plan = pgstow_backup_plan.orders.id }
`;
}

async function shop(database: TestDatabase): Promise<TestDatabase> {
  await database.query(`CREATE TABLE orders (what text); INSERT INTO orders VALUES ('a'), ('b'), ('c')`);
  return database;
}
