import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, copyFile, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, type TestContext, test } from 'vitest';
import { openRepository } from '../../engine/index.ts';
import { version } from '../../engine/version.ts';
import { Bucket, startTimeout } from '../gateway/bucket.ts';
import { freshDatabase, server } from '../servers.ts';
import { Mirror, type Workspace, whyNoTerraform } from './terraform.ts';

const missing = whyNoTerraform();
const place = 'mirror/registry.terraform.io/pgstow/pgstow';
let mirror: Mirror;

beforeAll(async () => {
  if (!missing) mirror = await Mirror.make('executable');
}, 120_000);

beforeEach((context) => {
  if (missing) context.skip(missing);
});

afterAll(async () => {
  await mirror?.[Symbol.asyncDispose]();
});

test('the executable checks and backs up where there is no node, and leaves nothing behind', async (context) => {
  const { workspace } = await shop(context);
  const path = await pathOf(workspace, {});
  expect(() => execFileSync('node', ['--version'], { env: { PATH: path } })).toThrow('ENOENT');
  expect(await applied(workspace, path)).toMatchObject({ initial_backup_status: 'succeeded' });
  expect(await readdir(join(workspace.folder, 'temporary'))).toEqual([]);

  const repository = await openRepository(join(workspace.folder, 'repository'), { passphrase: 'a passphrase' });
  const [set] = await repository.sets.list('orders');
  expect(set).toMatchObject({ state: 'complete', manifest: { totals: { tables: 1, rows: 3 } } });
});

test('the executable backs up into a bucket', { timeout: startTimeout }, async (context) => {
  const bucket = await Bucket.fresh(context);
  const { workspace } = await shop(context);
  const written = (await workspace.read('main.tf')).toString();
  await workspace.write('main.tf', written.replaceAll('./repository', bucket.address()));
  const path = await pathOf(workspace, {});
  expect(await applied(workspace, path)).toMatchObject({ initial_backup_status: 'succeeded' });
  const repository = await openRepository(bucket.address(), { passphrase: 'a passphrase' });
  expect(await repository.sets.list('orders')).toMatchObject([{ state: 'complete' }]);
});

test('a precheck that fails inside the executable says why', async (context) => {
  const { workspace } = await shop(context);
  const written = (await workspace.read('main.tf')).toString();
  await workspace.write('main.tf', written.replace(/database = .*/, 'database = "nowhere"'));
  const { status, output } = await workspace.run(['apply', '-auto-approve', '-input=false']);
  expect(status).toBe(1);
  expect(output).toContain('The precheck of plan orders has failed');
  expect(output.replace(/\s+/g, ' ')).toContain('database "nowhere" does not exist');
});

test('the executable runs where an older node comes first', async (context) => {
  const { workspace } = await shop(context);
  const older = '#!/bin/sh\necho v20.0.0\nexit 1\n';
  expect(await applied(workspace, await pathOf(workspace, { node: older }))).toMatchObject({ revision: 1 });
});

test('what a registry publishes is whole: Terraform installs the zip, and the hashes are of what lies there', async (context) => {
  const release = join(mirror.folder, 'built/release');
  const files = await readdir(release);
  const zip = files.find((name) => name.endsWith('.zip'))!;
  const platform = zip.slice(`terraform-provider-pgstow_${version}_`.length, -'.zip'.length);
  expect(files.sort()).toEqual([
    `terraform-provider-pgstow_${version}_SHA256SUMS`,
    zip,
    `terraform-provider-pgstow_${version}_manifest.json`,
    'terraform-registry-manifest.json',
  ]);
  const sums = await readFile(join(release, files.find((name) => name.endsWith('SUMS'))!), 'utf8');
  for (const line of sums.trim().split('\n')) {
    const [hash, name] = line.split('  ');
    const content = await readFile(join(release, name!));
    expect([name, createHash('sha256').update(content).digest('hex')]).toEqual([name, hash]);
  }
  expect(sums.trim().split('\n')).toHaveLength(2);

  const workspace = await mirror.workspace(context, { 'main.tf': main('') });
  const packed = join(workspace.folder, place);
  await mkdir(packed, { recursive: true });
  await copyFile(join(release, zip), join(packed, zip));
  await workspace.write(
    'packed.rc',
    `provider_installation {\n  filesystem_mirror {\n    path = "${join(workspace.folder, 'mirror')}"\n  }\n}\n`,
  );
  workspace.env = { TF_CLI_CONFIG_FILE: join(workspace.folder, 'packed.rc'), TF_DATA_DIR: 'other' };
  await workspace.ok(['init', '-upgrade']);
  expect(await workspace.ok(['validate'])).toContain('Success! The configuration is valid.');
  expect(await readdir(join(workspace.folder, 'other/providers/registry.terraform.io/pgstow/pgstow', version))).toEqual(
    [platform],
  );
});

async function shop(context: TestContext) {
  const database = await freshDatabase(await server('18', context));
  await database.query(`CREATE TABLE orders (what text); INSERT INTO orders VALUES ('a'), ('b'), ('c')`);
  const { host, port, database: name, user } = database.target;
  const source = { host, port, database: name, user };
  const plan = Object.entries(source).map(([key, value]) => `    ${key} = ${JSON.stringify(value)}`);
  const workspace = await mirror.workspace(context, { 'main.tf': main(plan.join('\n')) });
  await mkdir(join(workspace.folder, 'temporary'));
  workspace.env = { PGSTOW_PASSPHRASE: 'a passphrase', TMPDIR: join(workspace.folder, 'temporary') };
  return { workspace };
}

async function applied(workspace: Workspace, path: string) {
  workspace.env = { ...workspace.env, PATH: path };
  expect(await workspace.apply()).toContain('2 added, 0 changed, 0 destroyed.');
  return workspace.state('pgstow_backup_plan.orders');
}

/** A PATH in which there is Terraform, and these programs. */
async function pathOf(workspace: Workspace, programs: Readonly<Record<string, string>>): Promise<string> {
  const folder = join(workspace.folder, 'bin');
  await mkdir(folder);
  await symlink(execFileSync('which', ['terraform'], { encoding: 'utf8' }).trim(), join(folder, 'terraform'));
  for (const [name, text] of Object.entries(programs)) {
    await writeFile(join(folder, name), text);
    await chmod(join(folder, name), 0o755);
  }
  return folder;
}

function main(source: string): string {
  const plan = `
resource "pgstow_repository" "backups" { url = "./repository" }
resource "pgstow_backup_plan" "orders" {
  id = "orders"
  source = {
${source}
  }
  precheck       = true
  initial_backup = true
  depends_on     = [pgstow_repository.backups]
}`;
  return `
terraform {
  required_providers { pgstow = { source = "pgstow/pgstow" } }
}
provider "pgstow" { repository = "./repository" }
${source ? plan : ''}`;
}
