import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { expect, test } from 'vitest';
import type { z } from 'zod';
import { Output } from '../../cli/output/output.ts';
import { createProgram } from '../../cli/program.ts';
import { freshDatabase, server, type TestDatabase } from '../servers.ts';
import { documents } from './documents.ts';
import { type CallOptions, emptyWorkshop, planOf, type Workshop } from './pgstow.ts';

type Documents = typeof documents;
type Name = keyof Documents;

/** A command line whose every document is checked, and that notes which there were. */
class CheckedWorkshop {
  readonly seen: Set<Name>;
  readonly #shop: Workshop;

  constructor(shop: Workshop, seen = new Set<Name>()) {
    this.#shop = shop;
    this.seen = seen;
  }

  /** Runs a command with `--json`: one document of its shape on standard output, and nothing else. */
  async run<N extends Name>(
    name: N,
    args: readonly string[],
    { status = 0, ...call }: CallOptions & { status?: number } = {},
  ): Promise<z.output<Documents[N]>> {
    const ended = await this.#shop.run([...args, '--json'], call);
    expect(ended.status, ended.stderr).toBe(status);
    if (status === 0) expect(ended.stderr).toBe('');
    this.seen.add(name);
    return documents[name].parse(JSON.parse(ended.stdout)) as z.output<Documents[N]>;
  }
}

async function loadOrders(source: TestDatabase): Promise<void> {
  await source.query(`
    CREATE TABLE orders (id int PRIMARY KEY, note text);
    INSERT INTO orders SELECT n, md5(n::text) FROM generate_series(1, 1000) n;
    CREATE VIEW v AS SELECT * FROM orders`);
}

test('every command prints the document that is promised', { timeout: 600_000 }, async (context) => {
  const postgres = await server('18', context);
  await using source = await freshDatabase(postgres);
  await using target = await freshDatabase(postgres);
  await loadOrders(source);
  const orders = planOf('orders', source);
  const lost = { id: 'lost', source: { host: '/nowhere', database: 'd', user: 'u' } };
  await using shop = await emptyWorkshop();
  const checked = new CheckedWorkshop(shop);
  const run: CheckedWorkshop['run'] = (...all) => checked.run(...all);

  expect((await run('init', ['init', '--no-encryption', '--region', 'here'])).repository.region).toBe('here');
  const applied = await run('plan apply', ['plan', 'apply', '-f', '-'], { input: JSON.stringify([orders, lost]) });
  expect(applied.plans.map(({ id, outcome }) => [id, outcome])).toEqual([
    ['orders', 'created'],
    ['lost', 'created'],
  ]);
  expect((await run('plan list', ['plan', 'list'])).plans.map(({ id, status }) => [id, status])).toEqual([
    ['lost', 'ready'],
    ['orders', 'ready'],
  ]);
  expect((await run('plan pause', ['plan', 'pause', 'orders'])).plan.paused).toBe(true);
  expect((await run('plan list', ['plan', 'list'])).plans[1]).toMatchObject({ id: 'orders', status: 'paused' });
  expect((await run('backup', ['backup', 'orders'], { status: 2 })).backups[0]).toMatchObject({
    outcome: 'failed',
    error: { code: 'input' },
  });
  expect((await run('plan start', ['plan', 'start', 'orders'])).plan.revision).toBe(3);
  expect((await run('plan history', ['plan', 'history', 'orders'])).revisions.map(({ changes }) => changes)).toEqual([
    ['paused'],
    ['paused'],
    ['auditPercent', 'concurrency', 'fullEvery', 'id', 'incremental', 'objects', 'source'],
  ]);
  expect((await run('range', ['range', 'orders'])).range).toBeNull();

  expect((await run('test-connection', ['test-connection', 'orders'])).connection.passed).toBe(true);
  expect((await run('test-connection', ['test-connection', 'lost'], { status: 1 })).connection.passed).toBe(false);
  const told = { ...lost, notifications: [{ webhook: { env: 'NOBODY' } }] };
  await run('plan apply', ['plan', 'apply', '-f', '-'], { input: JSON.stringify(told) });
  expect((await run('test-notifications', ['test-notifications', 'lost'], { status: 1 })).notifications).toMatchObject([
    { field: 'notifications[0].webhook', arrived: false },
  ]);
  await run('plan apply', ['plan', 'apply', '-f', '-'], { input: JSON.stringify(lost) });
  expect((await run('grants', ['grants', 'orders', '--for', 'backup'])).sql).toContain('GRANT SELECT');
  expect((await run('precheck', ['precheck', 'orders'])).passed).toBe(true);
  expect((await run('precheck', ['precheck', 'orders', 'lost'], { status: 3 })).prechecks).toMatchObject([
    { plan: 'orders', passed: true },
    { plan: 'lost', passed: false },
  ]);

  const { backups } = await run('backup', ['backup', 'lost', 'orders'], { status: 1 });
  expect(backups.map(({ plan, outcome }) => [plan, outcome])).toEqual([
    ['lost', 'failed'],
    ['orders', 'succeeded'],
  ]);
  const set = backups[1]!.outcome === 'succeeded' ? backups[1]!.set : undefined;
  expect((await run('plan list', ['plan', 'list'])).plans).toMatchObject([
    {
      id: 'lost',
      status: 'abnormal',
      reason: expect.stringContaining('no unix socket there'),
      remedy: expect.any(String),
    },
    { id: 'orders', status: 'ready', lastSet: { set: set!.set } },
  ]);
  expect((await run('plan show', ['plan', 'show', 'orders'])).plan.lastSet!.set).toBe(set!.set);
  expect((await run('sets', ['sets'])).sets.map((each) => each.set)).toEqual([set!.set]);
  expect((await run('show', ['show', set!.set])).tables).toMatchObject([
    { schema: 'public', name: 'orders', rows: 1000 },
  ]);
  expect((await run('range', ['range', 'orders'])).range).toMatchObject({ latest: set!.snapshotAt, sets: 1 });
  expect((await run('verify', ['verify', 'orders'])).intact).toBe(true);
  const copies = join(shop.folder, 'copies');
  await run('init', ['init', '--no-encryption', '--repository', copies]);
  expect((await run('copy', ['copy', set!.set, '--to', copies])).copies).toMatchObject([
    { repository: copies, state: 'complete', sets: [set!.set], missing: [] },
  ]);
  expect((await run('repair', ['repair', set!.set, '--from', copies])).repaired).toEqual([]);
  expect((await run('metrics', ['metrics'])).plans).toMatchObject([
    { plan: 'lost', sets: 0 },
    { plan: 'orders', sets: 1, newest: { set: set!.set, made: { rows: 1000 } } },
  ]);
  expect((await run('health', ['health', 'orders'])).plans).toMatchObject([
    { plan: 'orders', health: 'fine', newest: { set: set!.set }, verified: { run: expect.any(String) } },
  ]);
  expect(await run('cost', ['cost', 'orders'])).toMatchObject({
    unpriced: ['a folder has no list price'],
    plans: [{ plan: 'orders', sets: 1, restore: { set: set!.set, bytes: expect.any(Number) } }],
  });

  const nightly = { ...orders, schedule: { startAt: ['01:00'], timeZone: 'Europe/Berlin' } };
  await run('plan apply', ['plan', 'apply', '-f', '-'], { input: JSON.stringify(nightly) });
  expect((await run('due', ['due'])).plans).toMatchObject([{ plan: 'orders', now: { state: 'idle' }, lapses: [] }]);
  expect(await run('run-due', ['run-due'])).toEqual({ backups: [], drills: [], lapses: [] });
  expect(await run('matrix', ['matrix'])).toEqual({ include: [] });
  const rendered = await run('render', ['render', 'kubernetes', 'orders']);
  expect(rendered).toMatchObject({ kind: 'kubernetes', text: expect.stringContaining('timeZone: Europe/Berlin') });
  expect((await run('pin', ['pin', set!.set, '--reason', 'an audit'])).pin).toMatchObject({ reason: 'an audit' });
  expect((await run('sets', ['sets', 'orders'])).sets).toMatchObject([{ pins: [{ reason: 'an audit' }] }]);
  expect((await run('show', ['show', set!.set])).pins).toHaveLength(1);
  const pinned = await run('prune', ['prune', '--dry-run']);
  expect(pinned).toMatchObject({ dryRun: true, sets: [{ set: set!.set, stays: true }], blobs: 0, waitsFor: [] });
  expect(pinned.sets[0]!.reasons).toEqual(['pinned: an audit', 'newest', 'no rule']);
  await run('failure', ['prune', '--remove', set!.set], { status: 3 });
  expect((await run('unpin', ['unpin', set!.set])).pins).toMatchObject([{ set: set!.set }]);
  expect((await run('hold', ['hold', set!.set, '--reason', 'case 1'])).hold).toMatchObject({ hold: true });
  expect((await run('release', ['release', set!.set])).holds).toMatchObject([{ reason: 'case 1' }]);
  await run('failure', ['undelete'], { status: 1 });
  expect((await run('prune', ['prune', 'orders'])).run).toBeDefined();

  const [first] = (await run('cat', ['cat', 'orders', '--table', 'public.orders', '--limit', '1'])).rows;
  expect(first).toEqual(['1', 'c4ca4238a0b923820dcc509a6f75849b']);
  const question = ['query', 'orders', 'SELECT max(id), NULL AS none FROM v', '--server', target.url];
  expect(await run('query', question)).toMatchObject({ columns: ['max', 'none'], rows: [['1000', null]] });
  const { report } = await run('drill', ['drill', 'orders', '--server', target.url]);
  expect(report).toMatchObject({ set: set!.set, outcome: 'passed', proved: { tables: 1, rows: 1000 } });
  expect((await run('show', ['show', set!.set])).drills).toMatchObject([{ run: report!.run, report }]);
  expect((await run('health', ['health', 'orders'])).plans).toMatchObject([
    { drill: { run: report!.run, outcome: 'passed', set: set!.set, recoverySeconds: report!.recoverySeconds } },
  ]);
  const out = ['export', set!.set, '--format', 'plain', '--to', join(shop.folder, 'out')];
  expect(await run('export', out)).toMatchObject({ format: 'plain', tables: 1, rows: 1000 });

  const into = ['restore', 'orders', '--target', target.url];
  expect(await run('restore', [...into, '--dry-run'])).toMatchObject({
    dryRun: true,
    proved: 0,
    preview: { rows: 1000 },
  });
  expect(await run('precheck', [...into, '--precheck'])).toMatchObject({
    passed: true,
    prechecks: [{ plan: 'orders', set: set!.set, passed: true }],
  });
  const restored = await run('restore', [...into, '--name', 'a test']);
  expect(restored).toMatchObject({ set: set!.set, dryRun: false, proved: 1, preview: { rows: 1000 } });
  const beside = await run('restore', [...into, '--dry-run']);
  expect(beside.preview.items).toContainEqual(
    expect.objectContaining({ action: 'rename', name: 'orders', restoredAs: expect.anything() }),
  );
  const refused = await run('restore', [...into, '--conflict', 'fail'], { status: 3 });
  expect(refused.error).toMatchObject({ code: 'precheck', message: expect.stringContaining('public.orders') });
  expect(refused.preview.problems).toHaveLength(1);

  const { runs } = await run('runs', ['runs']);
  expect(runs.map((each) => each.state).sort()).toEqual([
    'failed',
    'failed',
    'succeeded',
    'succeeded',
    'succeeded',
    'succeeded',
    'succeeded',
    'succeeded',
    'succeeded',
    'succeeded',
  ]);
  expect((await run('run show', ['run', 'show', restored.run!])).run).toMatchObject({
    name: 'a test',
    kind: 'restore',
    state: 'succeeded',
  });
  expect(
    (await run('run show', ['run', 'show', refused.run ?? runs[0]!.run, '--follow'], { status: 3 })).run.state,
  ).toBe('failed');

  expect((await run('plan delete', ['plan', 'delete', 'orders'])).plan.deleted).toBe(true);
  expect((await run('plan show', ['plan', 'show', 'orders'])).plan.deleted).toBe(true);
  expect((await run('restore', [...into, '--conflict', 'skip'])).preview.items).toContainEqual(
    expect.objectContaining({ action: 'skip' }),
  );
  await run('failure', ['plan', 'pause', 'orders'], { status: 2 });
  expect((await run('completion', ['completion', 'bash'])).script).toContain('_pgstow');
  const again = await run('plan apply', ['plan', 'apply', '-f', '-'], { input: JSON.stringify(orders) });
  expect(again.plans).toEqual([{ id: 'orders', name: 'orders', revision: 6, outcome: 'created' }]);

  expect((await run('key list', ['key', 'list'])).slots).toEqual([]);
  await using sealed = await emptyWorkshop();
  const sealedRun = new CheckedWorkshop(sealed, checked.seen);
  const { key } = await sealedRun.run('init', ['init']);
  const env = { PGSTOW_KEY: key! };
  expect((await sealedRun.run('key add', ['key', 'add', '--label', 'x'], { env })).slot.label).toBe('x');
  const { slots } = await sealedRun.run('key list', ['key', 'list']);
  const added = slots.find(({ label }) => label === 'x')!;
  await sealedRun.run('key remove', ['key', 'remove', added.slot], { env });
  expect((await sealedRun.run('key rotate', ['key', 'rotate'], { env })).generation).toBe(2);

  // the scheduler's, which comes when it is stopped, is looked at in scheduler.test.ts; of what a folder does not have in archive.test.ts and test/lock
  expect([...checked.seen, 'scheduler', 'archive', 'thaw', 'undelete'].sort()).toEqual(Object.keys(documents).sort());
});

test('every command has a document, and docs/json.md describes it', () => {
  const leaves = (command: Command, path = ''): string[] =>
    command.commands.length === 0
      ? [path]
      : command.commands.flatMap((each) => leaves(each, `${path} ${each.name()}`.trim()));
  const described = readFileSync(new URL('../../docs/json.md', import.meta.url), 'utf8');
  for (const command of leaves(createProgram(new Output([])))) {
    expect(Object.keys(documents)).toContain(command);
    expect(described).toContain(`\`${command}\``);
  }
});
