import { readdir, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { freshDatabase, server } from '../servers.ts';
import { documents } from './documents.ts';
import { planOf, workshop } from './pgstow.ts';

const unreachable = { source: { host: '127.0.0.1', port: 1, database: 'd', user: 'u' } };

test('what plan show prints is what plan apply reads', async () => {
  const everything = {
    id: 'orders',
    name: 'Orders: every "night"',
    source: { ...unreachable.source, password: { env: 'P' }, ssl: { mode: 'require' } },
    objects: { include: ['public.*', '"we.ird".*'], exclude: ['*.tmp_*'], structureOnly: ['public.audit'] },
    concurrency: 2,
    rateLimit: '50MB/s',
    paused: true,
  };
  await using shop = await workshop(everything);
  const yaml = await shop.ok(['plan', 'show', 'orders']);
  expect(yaml).toMatch(/^# orders, revision 1: apply at .* by .*\n# paused; no set yet\nid: orders\n/);
  expect(yaml).toContain('rateLimit: 50000000\n');
  expect(await shop.ok(['plan', 'apply', '-f', '-'], { input: yaml })).toBe('unchanged  orders  revision 1\n');
  const other = yaml.replace('concurrency: 2', 'concurrency: 3');
  expect(await shop.ok(['plan', 'apply', '-f', '-'], { input: other })).toBe('changed  orders  revision 2\n');
  expect(await shop.ok(['plan', 'history', 'orders'])).toMatch(
    / 2 .* apply {3}concurrency\n +1 .* apply {3}created\n$/,
  );
});

test('a plan that cannot be backed up is abnormal, with the reason and the remedy', async () => {
  await using shop = await workshop({ id: 'orders', ...unreachable });
  const { status, stderr } = await shop.run(['backup', 'orders']);
  expect(stderr).toBe(
    'pgstow: cannot connect to u@127.0.0.1:1/d: connection refused\n' +
      'hint: is the server running, and does it listen on that address and port (listen_addresses, port)?\n',
  );
  expect(status).toBe(1);
  const lines = (await shop.ok(['plan', 'list'])).split('\n');
  expect(lines[1]).toBe('orders  orders  abnormal  -         127.0.0.1:1/d');
  expect(lines[3]).toMatch(
    /^orders is abnormal: backup \S+: cannot connect to u@127\.0\.0\.1:1\/d: connection refused$/,
  );
  expect(lines[4]).toMatch(/^hint: is the server running/);
});

test('plans are listed in the order of their ids, and without sets there is one to make', async () => {
  await using shop = await workshop({ id: 'a-b', ...unreachable }, { id: 'a', ...unreachable });
  const lines = (await shop.ok(['plan', 'list'])).split('\n');
  expect(lines.slice(1, 3).map((line) => line.split(' ')[0])).toEqual(['a', 'a-b']);
  expect((await shop.run(['verify', 'a'])).stderr).toContain('\nhint: make one first: pgstow backup a\n');
  expect((await shop.run(['verify'])).stderr).toContain('\nhint: make one first: pgstow backup PLAN\n');
});

test('of several plans the worst outcome is the exit status, and every one is tried', async (context) => {
  await using source = await freshDatabase(await server('18', context));
  await source.query('CREATE TABLE a AS SELECT 1 AS n');
  await using shop = await workshop({ id: 'lost', ...unreachable }, planOf('orders', source));
  const { status, stdout, stderr } = await shop.run(['backup', 'nope', 'lost', 'orders']);
  expect(stdout).toMatch(/^orders: set \S+: 1 table, 1 row, 2 B; /);
  expect(stderr).toMatch(/^pgstow: nope: there is no plan "nope".*\nhint: .*\npgstow: lost: cannot connect to /);
  expect(status).toBe(1);
});

test('a precheck shows every check, and what to do where one fails', async () => {
  await using shop = await workshop({ id: 'orders', ...unreachable });
  const { status, stdout, stderr } = await shop.run(['precheck', 'orders']);
  expect(stdout).toMatch(
    /^pass {2}plan {18}revision 1 of orders\npass {2}key {19}the repository is not encrypted: it needs no key\nfail {2}connection {12}cannot connect to .*\n {6}-> is the server running/,
  );
  expect(stderr).toMatch(/^pgstow: orders: 1 of \d+ checks failed: connection\nhint: /);
  expect(status).toBe(3);
  const quiet = await shop.run(['precheck', 'orders', '--quiet']);
  expect(quiet.stdout).toMatch(/^fail/);
});

test('a precheck of a file checks its plans as they would be applied, and applies none', async (context) => {
  await using source = await freshDatabase(await server('18', context));
  await source.query('CREATE TABLE a AS SELECT 1 AS n');
  await using shop = await workshop({ id: 'orders', ...unreachable });
  const input = JSON.stringify([planOf('orders', source), { id: 'lost', ...unreachable }]);
  const { status, stdout, stderr } = await shop.run(['precheck', '-f', '-'], { input });
  expect(stdout).toMatch(
    /^orders\npass {2}plan {18}orders, as it would be applied\n.*\n\nlost\npass {2}plan {18}lost, as it would be applied\n.*\nfail {2}connection {12}cannot connect to /s,
  );
  expect(stderr).toMatch(/^pgstow: lost: 1 of \d+ checks failed: connection\nhint: [^\n]+\n$/);
  expect(status).toBe(3);
  const listed = documents['plan list'].parse(await shop.document(['plan', 'list']));
  expect(listed.plans.map(({ id }) => id)).toEqual(['orders']);
  expect(await shop.ok(['plan', 'show', 'orders'])).toContain('port: 1\n');
});

test('a precheck is of plans or of files, and begins when all of them are known', async () => {
  await using shop = await workshop({ id: 'orders', ...unreachable });
  const hint = 'hint: name plans that are applied, or files with --file\n';
  expect(await shop.run(['precheck'])).toEqual({
    status: 2,
    stdout: '',
    stderr: `pgstow: no plan is given\n${hint}`,
  });
  expect(await shop.run(['precheck', 'orders', '-f', 'x.yaml'])).toEqual({
    status: 2,
    stdout: '',
    stderr: `pgstow: plans are given, and files as well\n${hint}`,
  });
  expect(await shop.run(['precheck', 'orders', 'nope'])).toMatchObject({ status: 2, stdout: '' });
  const twoPlans = await shop.run(['precheck', '-f', '-'], { input: '[{ "id": "a" }]' });
  expect(twoPlans).toMatchObject({ status: 2, stdout: '' });
});

test('damage is named, with the tables that it concerns, and the status is 4', async (context) => {
  await using source = await freshDatabase(await server('18', context));
  await source.query('CREATE TABLE a AS SELECT n FROM generate_series(1, 1000) n');
  await using shop = await workshop(planOf('orders', source));
  await shop.backup('orders');
  expect(await shop.ok(['verify', 'orders'])).toMatch(/^intact: 1 set: 1 blob, [\d.]+ k?B read; every byte/);

  const blobs = join(shop.repository, 'blobs');
  const files = (await readdir(blobs, { recursive: true, withFileTypes: true })).filter((each) => each.isFile());
  await truncate(join(files[0]!.parentPath, files[0]!.name), 10);
  const { status, stdout, stderr } = await shop.run(['verify']);
  expect(stdout).toMatch(/^blobs\/.*\n {2}set \S+ of plan orders: .*a.* cannot be restored; /);
  expect(stderr).toMatch(/^pgstow: 1 object damaged; 1 of 1 set concerned\nhint: /);
  expect(status).toBe(4);
  await shop.run(['verify', 'orders']);
  expect(await shop.ok(['plan', 'list'])).toMatch(/^orders is abnormal: verify \S+: 1 of 1 sets are damaged/m);
});

test('a connection test says what is there', async (context) => {
  await using source = await freshDatabase(await server('18', context));
  await using shop = await workshop(planOf('orders', source));
  expect(await shop.ok(['test-connection', 'orders'])).toMatch(
    /^connected: {2}postgres@.*\nserver: {5}PostgreSQL 18\.\d+, a primary\nrole: {7}postgres, a superuser\nencryption: none\nanswered: {3}after \d+ ms\n$/,
  );
});

test('with --quiet an action that succeeds says nothing', async (context) => {
  await using source = await freshDatabase(await server('18', context));
  await using shop = await workshop(planOf('orders', source));
  const onto = ['restore', 'orders', '--target', source.url];
  for (const args of [
    ['backup', 'orders'],
    ['verify'],
    onto,
    ['plan', 'pause', 'orders'],
    ['plan', 'delete', 'orders'],
  ]) {
    expect(await shop.run([...args, '--quiet'])).toEqual({ status: 0, stdout: '', stderr: '' });
  }
});

test('what should not have happened says how to report it, without a stack', async () => {
  await using shop = await workshop();
  const broken = `data:text/javascript,${encodeURIComponent(`
    import { registerHooks } from 'node:module';
    registerHooks({ load: (url, context, next) => url.endsWith('/engine/index.ts')
      ? { format: 'module', shortCircuit: true, source: 'throw new TypeError("x is not a function")' } : next(url, context) });
  `)}`;
  const { status, stderr } = await shop.run(['sets'], { nodeArguments: ['--import', broken] });
  expect(stderr).toMatch(
    /^pgstow: this should not have happened: x is not a function\nhint: it is a bug of pgstow\. Please report it/,
  );
  expect(stderr).not.toMatch(/^\s+at /m);
  expect(status).toBe(1);
});
