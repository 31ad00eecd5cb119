import { PutObjectCommand } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { startServer } from '../../embedded/server.ts';
import { generateKey, initRepository, openRepository } from '../../engine/index.ts';
import { quoteIdent, quoteLiteral } from '../../engine/postgres/identifier.ts';
import { blobKey } from '../../engine/repository/keys.ts';
import { Bucket, plainClient, startTimeout } from '../gateway/bucket.ts';
import { freshDatabase, type TestDatabase } from '../servers.ts';
import { Runner } from './runner.ts';

const key = generateKey();
/** With what makes a line a command, what URLs and JSON write otherwise, and no letter of ASCII alone. */
const password = '::error::p%ss/"wörd" & more';
/** Names that a runner would obey in a log. */
const commandTable = '::error title=x::hacked';
const oldCommandTable = 'x ##[error]hacked';

async function fill(database: TestDatabase): Promise<void> {
  await database.query(`
    CREATE TABLE orders AS SELECT n AS id, md5(n::text) AS what FROM generate_series(1, 1000) n;
    CREATE TABLE ${quoteIdent(commandTable)} AS SELECT 1 AS n;
    CREATE TABLE ${quoteIdent(oldCommandTable)} AS SELECT 1 AS n`);
}

/** As if the plan had been applied a day ago. */
async function makeOlder({ facts, name, prefix }: Bucket, address: string, plan: string): Promise<void> {
  const { plans } = await openRepository(address);
  const [revision] = await plans.history(plan);
  const at = new Date(Date.now() - 86_400_000).toISOString();
  const Body = JSON.stringify({ ...revision, at });
  await plainClient(facts).send(
    new PutObjectCommand({ Bucket: name, Key: `${prefix}/plans/${plan}/000001.json`, Body }),
  );
}

test('each command does its work from nothing but action.yml and the bundle, with a bucket, and tells no secret', {
  timeout: startTimeout + 180_000, // some thirty processes, one after the other
}, async (context) => {
  const bucket = await Bucket.fresh(context);
  await using server = await startServer({ tcp: true });
  await using source = await freshDatabase(server);
  await using copy = await freshDatabase(server);
  const user = 'backup';
  await source.query(`CREATE ROLE ${user} SUPERUSER LOGIN PASSWORD ${quoteLiteral(password)}`);
  await fill(source);
  await source.query('CREATE VIEW seen AS SELECT * FROM orders');
  const { accessKeyId, secretAccessKey } = bucket.facts;
  const secrets = { PGSTOW_KEY: key, ORDERS_PASSWORD: password, PGPASSWORD: password };
  const aws = { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey };
  await using runner = await Runner.start({ ...secrets, ...aws });
  const repository = bucket.address();
  await initRepository(repository, { encryption: { key } });
  const run = async (command: string, given: Readonly<Record<string, string>> = {}, env = {}) => {
    const step = await runner.run({ with: { command, repository, ...given }, env });
    expect(step.report.status, JSON.stringify(step.annotations)).toBe(step.outputs.status);
    expect(step.status).toBe(step.outputs.status === 'succeeded' ? 0 : 1);
    expect(step.report.command).toBe(command);
    return step;
  };
  const succeed = async (...args: Parameters<typeof run>) => {
    const step = await run(...args);
    expect(step.report.failures, step.log).toEqual([]);
    return step;
  };
  const { port } = server;
  const from = { host: '127.0.0.1', port, database: source.name, user, password: { env: 'ORDERS_PASSWORD' } };
  const plan = { id: 'orders', source: from, schedule: { startAt: ['00:00'] }, maxAge: '1h' };
  const never = { id: 'never', source: from, maxAge: '1h' };

  await runner.checkOut('plans.yaml', JSON.stringify([plan, never]));
  const applied = await succeed('plan-apply', { file: 'plans.yaml' }, { PGSTOW_KEY: '' });
  expect(applied.log).toBe('created  orders  revision 1\ncreated  never  revision 1\n');
  expect(applied.report.done).toEqual({
    command: 'plan-apply',
    plans: ['orders', 'never'].map((id) => ({ id, name: id, revision: 1, outcome: 'created' })),
  });

  const checked = await succeed('precheck', { file: 'plans.yaml' });
  expect(checked.log).toMatch(/^> precheck orders\n/);
  expect(checked.report.done.reports).toMatchObject([
    { plan: 'orders', passed: true },
    { plan: 'never', passed: true },
  ]);

  await makeOlder(bucket, repository, 'orders');
  const due = await succeed('matrix', {}, { PGSTOW_KEY: '' });
  expect(due.outputs.matrix).toBe('{"include":[{"plan":"orders"}]}');

  const made = await succeed('run-due', { plan: 'orders' });
  expect(made.report.done.backups).toMatchObject([{ plan: 'orders', outcome: 'succeeded', attempt: 1 }]);
  expect(made.log).toMatch(/\norders: set \S+: 3 tables, 1,002 rows, /);
  expect(made.outputs).toMatchObject({
    'set-id': made.report.done.backups[0].result.set.set,
    bytes: String(made.report.done.backups[0].result.set.totals.bytes),
    'new-bytes': expect.stringMatching(/^[1-9]\d+$/),
    duration: expect.stringMatching(/^\d+\.\d$/),
  });
  expect((await succeed('matrix')).outputs.matrix).toBe('{"include":[]}');

  const again = await succeed('backup', { plan: 'orders', full: 'true' });
  expect(again.report.done.backups[0].result.set.reading.reason).toBe('all was asked for');
  expect(again.outputs).toMatchObject({ bytes: made.outputs.bytes, 'new-bytes': '0' });
  expect(again.outputs['set-id']).not.toBe(made.outputs['set-id']);

  const verified = await succeed('verify', { plan: 'orders' });
  expect(verified.report.done.result).toMatchObject({ intact: true, sample: 100 });
  expect(verified.outputs.bytes).toBe(String(verified.report.done.result.bytes));

  expect((await succeed('health', { plan: 'orders' })).log).toMatch(/\norders {2}fine /);
  await makeOlder(bucket, repository, 'never');
  const late = await run('health', {}, { PGSTOW_KEY: '' });
  expect(late.report.done.report.plans).toMatchObject([{ plan: 'never', health: 'late' }, { plan: 'orders' }]);
  expect(late.annotations).toEqual([
    {
      level: 'warning',
      title: 'pgstow',
      message: expect.stringMatching(/^the repository is encrypted and no key is given/),
    },
    { level: 'error', title: 'pgstow health', message: expect.stringMatching(/^never is late: .*\nhint: /) },
  ]);

  const pruned = await succeed('prune', { 'dry-run': 'true' });
  expect(pruned.report.done).toMatchObject({ command: 'prune', dryRun: true, result: { sets: [{}, {}] } });
  expect((await succeed('prune')).log).toContain('0 sets removed; 0 blobs, 0 B deleted');

  const copies = (await Bucket.fresh(context)).address();
  const copyKey = generateKey();
  await initRepository(copies, { encryption: { key: copyKey } });
  const withCopies = { ...plan, copies: [{ repository: copies, key: { env: 'COPY_KEY' } }] };
  await runner.checkOut('copies.yaml', JSON.stringify([withCopies]));
  await succeed('plan-apply', { file: 'copies.yaml' });
  const notAllowed = await run('copy', { plan: 'orders' }, { COPY_KEY: copyKey });
  expect(notAllowed.report.failures).toMatchObject([{ code: 'copy', message: expect.stringContaining('is not set') }]);
  const copied = await succeed('copy', { plan: 'orders' }, { COPY_KEY: copyKey, PGSTOW_ALLOW_COPIES: copies });
  const ids = [again.outputs['set-id'], made.outputs['set-id']];
  expect(copied.report.done.plans).toMatchObject([{ plan: 'orders', copies: [{ state: 'complete', sets: ids }] }]);
  expect(copied.log).toMatch(/\norders: copy in s3:\S+: 2 sets \(\S+ to \S+\) copied \(\d+ new blobs?, /);

  const own = await openRepository(repository, { key });
  const blobs: string[] = [];
  for await (const { name } of own.blobs.list()) blobs.push(name);
  await own.blobs.delete(blobs[0]!);
  const whole = await succeed('repair', { plan: 'orders', from: copies }, { COPY_KEY: copyKey });
  expect(whole.report.done.result).toMatchObject({ intact: true, repaired: [blobKey(blobs[0]!)] });
  expect(whole.log).toMatch(/\nrepaired: 1 object put back; 2 sets: \d+ blobs?, /);
  expect(whole.outputs.bytes).toBe(String(whole.report.done.result.bytes));

  const prices = { currency: 'EUR', date: '2026-11', source: 'us', egress: 0.05, classes: { '*': { storage: 0.02 } } };
  await runner.checkOut('prices.json', JSON.stringify(prices));
  const reckoned = await succeed('cost', { plan: 'orders', prices: 'prices.json' });
  expect(reckoned.report.done.report).toMatchObject({ prices: { source: 'us' }, plans: [{ plan: 'orders', sets: 2 }] });
  expect(reckoned.log).toMatch(/\nPLAN +SETS .*\norders +2 /);

  const set = made.outputs['set-id']!;
  const held = await succeed('hold', { set, reason: 'case 4711' });
  expect(held.log).toContain(
    `\nset ${set} of orders is under legal hold, until: pgstow release ${set}; its store knows no legal hold`,
  );
  expect((await succeed('release', { set })).log).toContain(`\n1 legal hold of set ${set} ended\n`);
  const thawed = await succeed('thaw', { set });
  expect(thawed.log).toContain(`\nset ${set}: nothing of it is archived; it can be read at once\n`);
  expect(thawed.outputs.readable).toBe('true');
  const refusals = [
    ...(await run('archive', { 'dry-run': 'true' })).report.failures,
    ...(await run('undelete', { 'dry-run': 'true' }, { PGSTOW_KEY: '' })).report.failures,
  ];
  expect(refusals).toMatchObject([
    { code: 'input', message: 'no plan of this repository archives anything' },
    { code: 'unsupported', message: expect.stringMatching(/^nothing in s3:\S+ is locked: it is no bucket with/) },
  ]);

  const target = `postgresql://${user}@127.0.0.1:${port}/${copy.name}`;
  const dry = await succeed('restore', { plan: 'orders', target, 'dry-run': 'true' });
  expect(dry.log).toContain('public."::error title=x::hacked"');
  expect(dry.log).toContain('public."x ##\\[error]hacked"');
  expect(dry.log).toContain('this was a dry run: nothing was changed');
  expect(await copy.query(`SELECT 1 FROM pg_class WHERE relname = 'orders'`)).toEqual([]);
  const view = await succeed('restore', { plan: 'orders', target, table: 'public.seen', 'dry-run': 'true' });
  const warning = 'TABLE public.orders is created without its rows: it was not asked for, but what was needs it';
  expect(view.annotations).toEqual([{ level: 'warning', title: 'pgstow', message: warning }]);
  expect(view.report.warnings).toEqual([warning]);
  const ready = await succeed('restore', { plan: 'orders', target, precheck: 'true' });
  expect(ready.report.done).toMatchObject({ command: 'precheck', reports: [{ plan: 'orders', passed: true }] });
  expect(ready.log).toMatch(/^> precheck orders\n/);
  const restored = await succeed('restore', { plan: 'orders', target, set: made.outputs['set-id']! });
  expect(restored.report.done).toMatchObject({ proved: 3, provedRows: 1002, dryRun: false });
  expect(restored.outputs).toMatchObject({ 'set-id': made.outputs['set-id'], bytes: made.outputs.bytes });
  expect(await copy.query('SELECT * FROM orders')).toEqual(await source.query('SELECT * FROM orders'));

  const on = `postgresql://${user}@127.0.0.1:${port}/postgres`;
  const drilled = await succeed('drill', { plan: 'orders', server: on, set: made.outputs['set-id']! });
  expect(drilled.report.done.drills).toMatchObject([
    { plan: 'orders', outcome: 'succeeded', report: { outcome: 'passed', proved: { tables: 3, rows: 1002 } } },
  ]);
  expect(drilled.log).toMatch(
    /\ndrill of orders passed: 3 tables, 1,002 rows read back, equal to the set in count and hash; /,
  );
  expect(drilled.outputs).toMatchObject({
    'set-id': made.outputs['set-id'],
    'recovery-seconds': expect.stringMatching(/^\d+(\.\d+)?$/),
  });

  const refused = await run('restore', { plan: 'orders', target, table: 'public.orders', conflict: 'fail' });
  expect(refused.annotations).toEqual([
    {
      level: 'error',
      title: 'pgstow restore',
      message: expect.stringMatching(
        /^the target has TABLE public\.orders already\nhint: nothing was changed; choose input conflict rename, skip/,
      ),
    },
  ]);
  expect(refused.report.done.preview.problems).toHaveLength(1);

  const newKey = generateKey();
  runner.keepSecret('the new key', newKey);
  await own.keySlots.add({ key: newKey }, 'since the leak');
  const [old] = await own.keySlots.list();
  const rotated = await succeed('key-rotate', { remove: old!.slot }, { PGSTOW_KEY: newKey });
  expect(rotated.log).toMatch(
    /^rotated: .* master key 2\nopens with: key [0-9a-f]{8} \(since the leak\)\nremoved: key [0-9a-f]{8}\n/,
  );
  expect(rotated.log).toMatch(/still opens\n {2}2 sets of orders, up to \S+\n$/);
  expect(rotated.report.done.rotation).toMatchObject({ slots: [{ kind: 'key', label: 'since the leak' }] });
  expect(JSON.stringify(rotated.report)).not.toContain('wrapped');
  const shutOut = await run('verify', { set: made.outputs['set-id']! });
  expect(shutOut.annotations).toMatchObject([
    { level: 'error', message: expect.stringMatching(/the repository's keys were rotated .* and the key of slot /) },
  ]);

  await source.query(`ALTER ROLE ${user} PASSWORD 'another'`);
  const failed = await run('backup', { plan: 'orders' }, { PGSTOW_KEY: newKey });
  expect(failed.annotations).toMatchObject([
    { level: 'error', title: 'pgstow backup', message: expect.stringMatching(/^orders: .*password.*\nhint: /) },
  ]);
});
