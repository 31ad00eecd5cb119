import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { providerAddress, providerSchemaJson } from '../../build/bindings/providerSchema.ts';
import { openRepository } from '../../engine/index.ts';
import { actionTypes, dataSourceTypes, functionTypes, resourceTypes } from '../../provider/provider.ts';
import { freshDatabase, server, type TestDatabase } from '../servers.ts';
import { Mirror, whyNoTerraform } from './terraform.ts';

const plan = 'pgstow_backup_plan.orders';
const missing = whyNoTerraform();
const folder = new URL('../../examples/terraform/reference/', import.meta.url);
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

test('every type that the provider serves has its example', async () => {
  const named = {
    resources: resourceTypes,
    'data-sources': dataSourceTypes,
    functions: functionTypes,
    actions: actionTypes,
  };
  for (const [kind, types] of Object.entries(named)) {
    expect(await readdir(new URL(kind, folder))).toEqual(types.map(({ name }) => `${name}.tf`).sort());
  }
});

test('the examples of actions, which need a newer Terraform than is tried, give what the actions take', async () => {
  for (const { name, schema } of actionTypes) {
    const text = await readFile(new URL(`actions/${name}.tf`, folder), 'utf8');
    const given = [...text.matchAll(/^ {4}(\w+) += /gm)].map(([, attribute]) => attribute!);
    const known = Object.entries(schema.attributes);
    expect(given.filter((attribute) => !(attribute in schema.attributes))).toEqual([]);
    expect(given).toEqual(
      expect.arrayContaining(known.filter(([, each]) => each.given === 'required').map(([key]) => key)),
    );
  }
});

test('the examples of the documents, all together, do what they say', { timeout: 180_000 }, async (context) => {
  const database = await freshDatabase(await server('18', context));
  await database.query(`CREATE TABLE orders (what text); INSERT INTO orders VALUES ('a'), ('b'), ('c')`);
  const workspace = await mirror.workspace(context, await examples(database));
  workspace.env = { PGSTOW_PASSPHRASE: 'a passphrase', TF_VAR_password: 'correct-horse-battery-staple' };
  expect(await workspace.apply()).toContain('3 added, 0 changed, 0 destroyed.');
  const changes = await workspace.changes();
  expect(new Set(Object.values(changes))).toEqual(new Set(['no-op']));

  const outputs = JSON.parse(await workspace.ok(['output', '-json']));
  for (const name of ['repository_url', 'cron', 'next_runs']) {
    const [, said] = /^ {2}# (.*)$/m.exec(await readFile(new URL(`functions/${name}.tf`, folder), 'utf8'))!;
    const { value } = outputs[name];
    expect([name, typeof value === 'string' ? value : JSON.stringify(value).replace(',', ', ')]).toEqual([name, said]);
  }
  expect(outputs.schedule.value).toMatchObject({ days: ['mon', 'wed', 'fri'], start_at: ['01:00'] });
  expect(outputs.can_go_back_to.value).toMatch(/^1 sets, from 2/);
  expect(outputs.workflow.value).toContain('command: run-due');
  expect(await workspace.state('pgstow_restore.copy')).toMatchObject({ proved_tables: 1, proved_rows: 3 });

  await workspace.ok(['destroy', '-auto-approve', `-target=${plan}`]);
  const repository = await openRepository(join(workspace.folder, 'repository'), { passphrase: 'a passphrase' });
  expect(await repository.sets.list('orders-nightly')).toHaveLength(1);
  // the guide says that a plan which comes back has its sets
  expect(await workspace.apply(`-target=${plan}`)).toContain('1 added, 0 changed, 0 destroyed.');
  expect(await repository.sets.list('orders-nightly')).toHaveLength(2);
});

test('bindings are made from the schemas as Terraform shows them', async (context) => {
  const provider = await readFile(new URL('provider.tf', folder), 'utf8');
  const workspace = await mirror.workspace(context, { 'main.tf': provider });
  const shown = JSON.parse(await workspace.ok(['providers', 'schema', '-json']));
  const { provider: own, resource_schemas, data_source_schemas } = shown.provider_schemas[providerAddress];
  expect(providerSchemaJson().provider_schemas[providerAddress]).toEqual({
    provider: own,
    resource_schemas,
    data_source_schemas,
  });
});

/** All but the actions, which need a newer Terraform; with a database that is there and a folder as repository. */
async function examples({ target }: TestDatabase): Promise<Record<string, string>> {
  const names = await readdir(folder, { recursive: true });
  const files = names.filter((name) => name.endsWith('.tf') && !name.startsWith('actions/'));
  const texts = await Promise.all(files.map((name) => readFile(new URL(name, folder), 'utf8')));
  const here = (text: string) =>
    text
      .replace(/(repository|url)( +)= "s3:[^"]*"/, '$1 = "./repository"')
      .replace('"db.example.com"', `${JSON.stringify(target.host)}, port = ${target.port}`)
      .replace('"orders_copy"', JSON.stringify(`${target.database}_copy`))
      .replace(/(database +)= "orders"/, `$1= ${JSON.stringify(target.database)}`)
      .replace('"backup"', JSON.stringify(target.user))
      .replace('verify-full', 'prefer');
  return Object.fromEntries(files.map((name, index) => [name.replace('/', '-'), here(texts[index]!)]));
}
