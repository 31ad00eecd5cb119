import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { backup, initRepository, openRepository, parsePlan } from '../../engine/index.ts';
import { pgstow } from '../cli/pgstow.ts';
import { Bucket, startTimeout } from '../gateway/bucket.ts';
import { FaultyProxy } from '../gateway/faultyProxy.ts';
import { freshDatabase, server, TestDatabase } from '../servers.ts';
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

test('Terraform makes a plan, the command line runs it, Terraform reads its health and restores it', async (context) => {
  const database = await shop(await freshDatabase(await server('18', context)));
  const copy = `${database.name}_copy`;
  const workspace = await mirror.workspace(context, { 'main.tf': head + planOf(database) });
  const repository = await initRepository(`${workspace.folder}/repository`, { encryption: { passphrase: 'secret' } });
  workspace.env = { PGSTOW_PASSPHRASE: 'secret' };
  await workspace.apply();
  expect((await workspace.state('data.pgstow_health.all')).plans).toMatchObject([{ plan: 'orders', health: 'no set' }]);

  const env = { PGSTOW_PASSPHRASE: 'secret', PGSTOW_REPOSITORY: repository.store.url };
  expect((await pgstow(['backup', 'orders'], { env })).status).toBe(0);
  expect(await workspace.apply()).toContain('0 added, 0 changed, 0 destroyed.');
  expect((await workspace.state('data.pgstow_health.all')).plans).toMatchObject([{ plan: 'orders', health: 'fine' }]);

  const more = 'create_database = true\n  drop_on_destroy = true\n  timeouts = { create = "10m" }';
  await workspace.write('restore.tf', restoreOf(database, copy, more));
  expect(await workspace.apply()).toContain('1 added, 0 changed, 0 destroyed.');
  const restored = await workspace.state(restore);
  expect(restored).toMatchObject({ plan: 'orders', proved_tables: 1, proved_rows: 3, conflict: 'rename' });
  const rows = () => query(database, copy, 'SELECT what FROM orders ORDER BY 1');
  expect(await rows()).toEqual([{ what: 'a' }, { what: 'b' }, { what: 'c' }]);
  expect(await workspace.changes()).toEqual({ 'pgstow_backup_plan.orders': 'no-op', [restore]: 'no-op' });

  await query(database, copy, 'DELETE FROM orders');
  await workspace.apply(`-replace=${restore}`);
  expect(await rows()).toHaveLength(3);
  expect((await workspace.state(restore)).run).not.toBe(restored.run);

  const { run } = await workspace.state(restore);
  await workspace.ok(['state', 'rm', restore]);
  await workspace.ok(['import', restore, run as string]);
  expect(await workspace.changes()).toMatchObject({ [restore]: 'update' });
  expect(await workspace.apply()).toContain('0 added, 1 changed, 0 destroyed.');
  expect(await workspace.changes()).toMatchObject({ [restore]: 'no-op' });
  expect(
    (await repository.runs.list('orders')).filter((each) => 'kind' in each && each.kind === 'restore').length,
  ).toBe(2);

  // what was imported is not known to be what the restore has created: it stays
  const said = await workspace.ok(['destroy', '-auto-approve']);
  expect(said.replace(/\s+│?\s*/g, ' ')).toContain('It is not known to be the one that was created.');
  expect(await rows()).toHaveLength(3);
  await database.query(`DROP DATABASE "${copy}"`);
});

test('an interrupted restore ends within seconds and leaves nothing in the state; that and a killed one are gone on with', async (context) => {
  const postgres = await server('18', context);
  const [source, target] = [await shop(await freshDatabase(postgres)), await freshDatabase(postgres)];
  await source.query(waiting);
  const workspace = await mirror.workspace(context, { 'main.tf': head + planOf(source, 'initial_backup = true') });
  const { runs } = await initRepository(`${workspace.folder}/repository`, { encryption: { passphrase: 'secret' } });
  workspace.env = { PGSTOW_PASSPHRASE: 'secret' };
  await workspace.apply();
  await target.query('SELECT pg_advisory_lock(4711)');
  const secret = restoreOf(target, target.name).replace(/ }$/m, ', password_wo = var.password }');
  await workspace.write('restore.tf', `variable "password" {\n  type = string\n  ephemeral = true\n}\n${secret}`);
  workspace.env = { ...workspace.env, TF_VAR_password: password };

  const applyUntilHeld = async () => {
    const applying = workspace.start(['apply', '-auto-approve', '-input=false']);
    const end = ended(applying);
    await expect.poll(() => isHeld(target), { timeout: 40_000 }).toBe(true);
    return { applying, end };
  };
  const { applying, end } = await applyUntilHeld();
  const began = performance.now();
  process.kill(-applying.pid!, 'SIGINT');
  const { status, output } = await end;
  expect(performance.now() - began).toBeLessThan(30_000); // nobody would let go of the lock
  expect({ status, said: output.includes('Error: Interrupted') }).toEqual({ status: 1, said: true });
  await expect(workspace.state(restore)).rejects.toThrow(`${restore} is not in the state`);

  const second = await applyUntilHeld();
  process.kill(-second.applying.pid!, 'SIGKILL');
  await second.end;
  await target.query('SELECT pg_advisory_unlock(4711)');
  expect(await workspace.changes()).toMatchObject({ [restore]: 'create' });
  await workspace.apply();
  const { run } = await workspace.state(restore);
  const goneOn = expect.stringMatching(
    /^the unfinished restore \S+ is gone on with: 1 of 2 tables are loaded already$/,
  );
  expect((await runs.get(run as string)).warnings).toEqual([goneOn]);
  expect(await target.query('SELECT count(*)::int AS rows FROM orders')).toEqual([{ rows: 3 }]);
  const held = await Promise.all(['terraform.tfstate', 'plan.tfplan'].map((name) => workspace.read(name)));
  for (const bytes of [...held, ...unzipped(held[1]!)]) expect(bytes.includes(password)).toBe(false);

  await workspace.apply(`-replace=${restore}`); // beside the first: the grammar is found from the bundle
  expect((await workspace.state(restore)).restored_as).toEqual({
    'public.orders': expect.stringMatching(/^public\.orders_dbs_/),
    'public.later': expect.stringMatching(/^public\.later_dbs_/),
  });
});

test('functions are called in expressions, of schedules that are written out and of those of plans', async (context) => {
  const outputs = `
output "address" { value = provider::pgstow::repository_url("backups", "prod", { region = "eu-central-1", path_style = true, sse = null }) }
output "cron" { value = provider::pgstow::cron({ start_at = ["01:00"], days = ["mon", "wed"] }) }
output "of_plan" { value = provider::pgstow::cron(pgstow_backup_plan.orders.schedule) }
output "next" { value = provider::pgstow::next_runs(pgstow_backup_plan.orders.schedule, "2026-11-22T00:00:00Z", 2) }
`;
  const plan = `
resource "pgstow_backup_plan" "orders" {
  id       = "orders"
  source   = { host = "db.example.com", database = "orders", user = "backup" }
  schedule = { start_at = ["01:00"], time_zone = "Europe/Berlin" }
}`;
  const workspace = await mirror.workspace(context, { 'main.tf': head + plan, 'outputs.tf': outputs });
  await initRepository(`${workspace.folder}/repository`, { encryption: 'none' });
  await workspace.apply();
  const said = JSON.parse(await workspace.ok(['output', '-json'])) as Record<string, { value: unknown }>;
  expect(Object.fromEntries(Object.entries(said).map(([name, { value }]) => [name, value]))).toEqual({
    address: 's3://backups/prod?region=eu-central-1&path-style=true',
    cron: '0 1 * * 1,3',
    of_plan: '0 1 * * *',
    next: ['2026-11-23T00:00:00Z', '2026-11-24T00:00:00Z'],
  });
  await workspace.write('outputs.tf', 'output "cron" { value = provider::pgstow::cron({ strat_at = ["01:00"] }) }');
  const { status, output } = await workspace.run(['plan']);
  expect({ status, says: output.includes('did you mean start_at?') }).toEqual({ status: 1, says: true });
});

test('the restore example makes a copy, restores it again, and passes its own test', async (context) => {
  const database = await shop(await freshDatabase(await server('18', context)));
  const workspace = await mirror.workspace(context, {
    'main.tf': await example('restore/main.tf'),
    'restore.tftest.hcl': await example('restore/restore.tftest.hcl'),
  });
  await initRepository(`${workspace.folder}/repository`, { encryption: { passphrase: 'secret' } });
  const repository = await openRepository(`${workspace.folder}/repository`, { passphrase: 'secret' });
  const { host, port, user } = database.target;
  await repository.plans.apply(
    parsePlan({ id: 'orders-nightly', source: { host, port, user, database: database.name } }),
  );
  await backup(repository, 'orders-nightly');
  const variables = {
    repository: './repository',
    server: JSON.stringify({ host, port, user }),
    name: `${database.name}_copy`,
  };
  const named = Object.entries(variables).map(([name, value]) => [`TF_VAR_${name}`, value]);
  workspace.env = { PGSTOW_PASSPHRASE: 'secret', ...Object.fromEntries(named) };
  await workspace.apply();
  expect(await workspace.ok(['output', '-raw', 'copy'])).toContain(': 3 rows in 1 tables are proved');
  expect(await workspace.ok(['destroy', '-auto-approve'])).toContain('Destroy complete! Resources: 1 destroyed.');
  expect(await workspace.ok(['test'])).toContain('Success! 2 passed, 0 failed.');
  const left = await database.query(`SELECT datname FROM pg_database WHERE datname IN ($1, 'pgstow_test_copy')`, [
    variables.name,
  ]);
  expect(left).toEqual([]);
});

test('the production example passes its own test', async (context) => {
  const names = ['main.tf', 'tests/production.tftest.hcl', 'tests/repository/main.tf'];
  const files = await Promise.all(names.map(async (name) => [name, await example(`production/${name}`)] as const));
  const workspace = await mirror.workspace(context, Object.fromEntries(files));
  expect(await workspace.ok(['test'])).toContain('Success! 3 passed, 0 failed.');
});

test(
  'sixty plans in a bucket are refreshed with one listing',
  async (context) => {
    const bucket = await Bucket.fresh(context);
    await using proxy = await FaultyProxy.to(bucket.facts.endpoint);
    const address = bucket.address({ endpoint: proxy.endpoint });
    const many = `
resource "pgstow_backup_plan" "many" {
  count  = 60
  id     = "plan-\${count.index}"
  source = { host = "db.example.com", database = "d\${count.index}", user = "backup" }
}`;
    const main = head.replace('"./repository"', JSON.stringify(address)) + many;
    const workspace = await mirror.workspace(context, { 'main.tf': main });
    await initRepository(address, { encryption: 'none' });
    expect(await workspace.apply('-parallelism=50')).toContain('60 added, 0 changed, 0 destroyed.');
    const before = proxy.seen.length;
    const { status } = await workspace.run(['plan', '-detailed-exitcode', '-input=false']);
    expect(status).toBe(0);
    const asked = proxy.seen.slice(before);
    const lists = asked.filter(({ query }) => query.includes('list-type=2') && query.includes('plans%2F'));
    const plans = asked.filter(({ path }) => path.includes('/plans/'));
    expect({ lists: lists.length, plans: plans.length }).toEqual({ lists: 1, plans: 60 });
  },
  startTimeout,
);

const restore = 'pgstow_restore.copy';
const password = 'correct-horse-battery-staple';

function example(name: string): Promise<string> {
  return readFile(new URL(`../../examples/terraform/${name}`, import.meta.url), 'utf8');
}

const head = `
terraform {
  required_providers { pgstow = { source = "pgstow/pgstow" } }
}
provider "pgstow" { repository = "./repository" }
`;

function planOf({ target }: TestDatabase, more = ''): string {
  return `
resource "pgstow_backup_plan" "orders" {
  id      = "orders"
  source  = ${placeOf(target, target.database)}
  max_age = "26h"
  ${more}
}
data "pgstow_health" "all" { depends_on = [pgstow_backup_plan.orders] }
`;
}

function restoreOf({ target }: TestDatabase, name: string, more = ''): string {
  return `
resource "pgstow_restore" "copy" {
  plan   = pgstow_backup_plan.orders.id
  target = ${placeOf(target, name)}
  ${more}
}`;
}

function placeOf({ host, port, user }: TestDatabase['target'], database: string): string {
  return `{ host = ${JSON.stringify(host)}, port = ${port}, database = ${JSON.stringify(database)}, user = ${JSON.stringify(user)} }`;
}

/** Its rows go in only while nobody holds the lock, which is the target database's own. */
const waiting = `
  CREATE FUNCTION may_come() RETURNS bool LANGUAGE sql AS $$ SELECT pg_advisory_xact_lock_shared(4711) IS NOT NULL $$;
  CREATE TABLE later (n int CHECK (may_come())); INSERT INTO later VALUES (1)`;

async function shop(database: TestDatabase): Promise<TestDatabase> {
  await database.query(`CREATE TABLE orders (what text); INSERT INTO orders VALUES ('a'), ('b'), ('c')`);
  return database;
}

/** Asks another database of the same server. */
async function query(beside: TestDatabase, name: string, sql: string): Promise<unknown[]> {
  const other = new TestDatabase(beside.server, name);
  const client = await other.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Whether a restore waits with one table, and has loaded the other. */
async function isHeld(database: TestDatabase): Promise<boolean> {
  const waiting = await database.query(`SELECT FROM pg_stat_activity WHERE datname = $1 AND wait_event = 'advisory'`, [
    database.name,
  ]);
  if (waiting.length === 0) return false;
  return (await database.query(`SELECT FROM pgstow_restore.done WHERE what LIKE 'range %'`)).length === 1;
}
