import { readFile, writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { ProgressMeter } from '../../engine/events.ts';
import { withSetInTheMaking } from '../../engine/prune/setInTheMaking.ts';
import { openRepository } from '../../engine/repository/repository.ts';
import { freshDatabase, server, TestDatabase } from '../servers.ts';
import { documents } from './documents.ts';
import { emptyWorkshop, ended, planOf, workshop } from './pgstow.ts';

const daily = { startAt: ['00:00'] };

/** As if the plan had been there for so many days. */
async function makeOlder(repository: string, plan: string, days: number): Promise<void> {
  const file = `${repository}/plans/${plan}/000001.json`;
  const revision = JSON.parse(await readFile(file, 'utf8'));
  const at = new Date(Date.now() - days * 86_400_000).toISOString();
  await writeFile(file, JSON.stringify({ ...revision, at }));
}

test('due says what is due and what comes next, and run-due makes it, once', async (context) => {
  await using source = await freshDatabase(await server('18', context));
  await source.query('CREATE TABLE a AS SELECT 1 AS n');
  await using shop = await workshop(planOf('orders', source, { schedule: daily }), planOf('never', source));
  await makeOlder(shop.repository, 'orders', 3);

  expect(await shop.ok(['due'])).toMatch(
    /^PLAN +KIND +NOW +NOT RUN +NEXT START\norders {2}backup {2}due since 20\d\d-\d\d-\d\d 00:00:00Z, .* {2}2 missed {2}20\d\d-\d\d-\d\d 00:00:00Z\n$/,
  );
  expect(await shop.ok(['matrix', '--quiet'])).toBe('{"include":[{"plan":"orders"}]}\n');
  const made = await shop.run(['run-due']);
  expect(made.stderr).toMatch(/^warning: orders: 2 starts missed, .* to .*: nothing ran it before the next start\n/);
  expect(made.stdout).toMatch(/^orders: set \S+: 1 table, 1 row, 2 B; /);
  expect(made.status).toBe(0);
  expect(await shop.ok(['run-due'])).toBe('nothing is due\n');
  expect(await shop.ok(['matrix', 'orders'])).toBe('{"include":[]}\n');
  expect(await shop.ok(['due', 'orders'])).toMatch(/\norders {2}backup {2}- {4}- {8}20/);

  const listed = documents.runs.parse(await shop.document(['runs', 'orders']));
  expect(listed.runs).toMatchObject([
    { state: 'succeeded', start: expect.stringMatching(/T00:00:00\.000Z$/), set: expect.any(String) },
    { state: 'missed', start: expect.any(String), until: expect.any(String) },
  ]);
  const lines = (await shop.ok(['runs'])).split('\n');
  expect(lines[2]).toMatch(/ missed {5}nothing ran it before the next start$/);
  expect(await shop.ok(['run', 'show', listed.runs[1]!.run])).toMatch(
    /state: +missed\nstart: +\S+ 00:00:00Z to \S+ 00:00:00Z\nreason: +nothing ran it before the next start\n/,
  );
});

test('a drill that is due is made after the backup, in the server of this machine, and said to be late where it has not passed', async (context) => {
  const postgres = await server('18', context);
  await using source = await freshDatabase(postgres);
  await source.query('CREATE TABLE a AS SELECT 1 AS n');
  const assertions = [{ name: 'there is nothing', sql: 'SELECT count(*) = 0 FROM public.a' }];
  await using shop = await workshop(
    planOf('orders', source, { schedule: daily, drill: { schedule: daily } }),
    planOf('wanting', source, { schedule: daily, drill: { schedule: daily, assertions } }),
  );
  for (const plan of ['orders', 'wanting']) await makeOlder(shop.repository, plan, 3);
  expect((await shop.run(['run-due', '--kind', 'backup', '-q'])).status).toBe(0);
  const late = await shop.run(['health', 'orders']);
  expect(late.status).toBe(5);
  expect(late.stdout).toMatch(/\norders {2}late .* late {5}- +\S+\n/);
  expect(late.stdout).toMatch(
    /\norders is late: no drill has passed since drills were asked for 3 d 0 h ago, and its schedule allows 30h\nhint: look at pgstow runs orders --kind drill for what keeps it, or at the scheduler that should start pgstow run-due\n$/,
  );
  expect(await shop.ok(['matrix', '--kind', 'drill', '-q'])).toBe(
    '{"include":[{"plan":"orders"},{"plan":"wanting"}]}\n',
  );

  const env = { PGSTOW_DRILL_SERVER: new TestDatabase(postgres, 'postgres').url };
  const made = await shop.run(['run-due', '--json'], { env });
  expect(made.status).toBe(4);
  expect(made.stderr).toMatch(/^warning: orders: 2 drills missed, /);
  expect(made.stderr).toContain('pgstow: drill of wanting: 1 of 1 assertions do not hold');
  const { backups, drills, lapses } = documents['run-due'].parse(JSON.parse(made.stdout));
  expect(backups).toEqual([]);
  expect(drills).toMatchObject([
    { plan: 'orders', outcome: 'succeeded', report: { outcome: 'passed', server: { kind: 'named' } } },
    { plan: 'wanting', outcome: 'failed', error: { code: 'verification' } },
  ]);
  expect(lapses).toMatchObject([
    { plan: 'orders', kind: 'drill', outcome: 'missed', count: 2 },
    { plan: 'wanting', kind: 'drill', outcome: 'missed', count: 2 },
  ]);
  expect(await shop.ok(['run-due'])).toBe('nothing is due\n');
  expect((await shop.run(['health', 'orders'])).status).toBe(0);
  const { plans } = documents.health.parse(JSON.parse((await shop.run(['health', '--json'])).stdout));
  expect(plans).toMatchObject([
    { plan: 'orders', health: 'fine', drill: { outcome: 'passed' } },
    {
      plan: 'wanting',
      health: 'late',
      drillLate: true,
      reason: expect.stringMatching(/^no drill has passed .*; drill \S+: 1 of 1 /),
    },
  ]);
  expect(await shop.ok(['plan', 'list'])).toMatch(/\nwanting +wanting +late /);
  expect(await shop.ok(['metrics'])).toMatch(
    /pgstow_plan_drill_late\{plan="orders"\} 0\npgstow_plan_drill_late\{plan="wanting"\} 1\n/,
  );
});

test('a backup that is due and fails says so, is tried again later, and does not keep another one waiting', async (context) => {
  await using source = await freshDatabase(await server('18', context));
  const lost = { id: 'lost', source: { host: '/nowhere', database: 'd', user: 'u' }, schedule: daily };
  await using shop = await workshop(lost, planOf('orders', source, { schedule: daily }));
  await makeOlder(shop.repository, 'lost', 1);
  await makeOlder(shop.repository, 'orders', 1);
  const { status, stdout, stderr } = await shop.run(['run-due', '--json']);
  expect(status).toBe(1);
  expect(stderr).toMatch(/^pgstow: lost: cannot connect to /);
  const { backups } = documents['run-due'].parse(JSON.parse(stdout));
  expect(backups).toMatchObject([
    { plan: 'lost', attempt: 1, outcome: 'failed', error: { code: 'connection' } },
    { plan: 'orders', attempt: 1, outcome: 'succeeded' },
  ]);
  const { plans } = documents.due.parse(await shop.document(['due', 'lost']));
  expect(plans).toMatchObject([{ now: { state: 'waiting', attempt: 2 } }]);
  expect(await shop.ok(['due', 'lost'])).toMatch(/\nlost {2}backup {2}attempt 2 at 20/);
});

test('a start that another machine makes is in good hands', async () => {
  const lost = { id: 'lost', source: { host: '/nowhere', database: 'd', user: 'u' }, schedule: daily };
  await using shop = await workshop(lost);
  await makeOlder(shop.repository, 'lost', 1);
  const repository = await openRepository(shop.repository);
  const holder = { run: '20260101T000000Z-aaaaaa', meter: new ProgressMeter(), signal: new AbortController().signal };
  await withSetInTheMaking(repository, 'lost', holder, async () => {
    const { status, stdout, stderr } = await shop.run(['run-due', '--json']);
    expect(stderr).toMatch(/^warning: lost: another run is at it: backup 20260101T000000Z-aaaaaa /);
    expect(status).toBe(0);
    const { backups } = documents['run-due'].parse(JSON.parse(stdout));
    expect(backups).toMatchObject([{ plan: 'lost', attempt: 1, outcome: 'skipped', error: { code: 'busy' } }]);
  });
});

test('with --retry it stays for the next attempt, until somebody ends it', async () => {
  const lost = { id: 'lost', source: { host: '/nowhere', database: 'd', user: 'u' }, schedule: daily };
  await using shop = await workshop(lost);
  await makeOlder(shop.repository, 'lost', 1);
  const child = shop.start(['run-due', '--retry', '--json']);
  child.stderr.on('data', (text) => String(text).includes('the next attempt') && child.kill('SIGINT'));
  const { status, stdout, stderr } = await ended(child);
  expect(stderr).toMatch(
    /\nwarning: the next attempt is made at 20\S+ \S+Z\npgstow: no further attempt is waited for\n$/,
  );
  expect(status).toBe(1);
  const { backups } = documents['run-due'].parse(JSON.parse(stdout));
  expect(backups).toMatchObject([{ plan: 'lost', attempt: 1, outcome: 'failed' }]);
});

test('a plan without a schedule is never due, and a plan that there is not is refused', async () => {
  await using shop = await emptyWorkshop();
  await shop.ok(['init', '--no-encryption']);
  expect(await shop.ok(['due'])).toBe('no plan has a schedule\n');
  expect(await shop.ok(['run-due'])).toBe('nothing is due\n');
  expect(await shop.run(['run-due', 'x'])).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('there is no plan "x"'),
  });
});

test('a paused plan has nothing due, and what it had is recorded as missed', async () => {
  const plan = { id: 'orders', source: { host: '/nowhere', database: 'd', user: 'u' }, schedule: daily };
  await using shop = await workshop(plan);
  await makeOlder(shop.repository, 'orders', 1);
  await shop.ok(['plan', 'pause', 'orders']);
  expect(await shop.ok(['due'])).toMatch(/\norders {2}backup {2}paused {2}1 missed {2}-\n$/);
  const { status, stdout, stderr } = await shop.run(['run-due']);
  expect({ status, stdout }).toEqual({ status: 0, stdout: 'nothing is due\n' });
  expect(stderr).toMatch(
    /^warning: orders: 1 start missed, \S+ 00:00:00Z: the plan was paused, or its schedule was taken away, before anything ran it\n$/,
  );
  expect(await shop.run(['run-due'])).toEqual({ status: 0, stdout: 'nothing is due\n', stderr: '' });
});

test('a plan whose record is damaged keeps no other one from being told, and has a job that fails', async () => {
  const plan = { id: 'orders', source: { host: '/nowhere', database: 'd', user: 'u' }, schedule: daily };
  await using shop = await workshop(plan, { ...plan, id: 'torn' });
  await makeOlder(shop.repository, 'orders', 1);
  await writeFile(`${shop.repository}/plans/torn/000001.json`, '{}');
  const due = await shop.run(['due']);
  expect(due).toMatchObject({ status: 4, stdout: expect.stringMatching(/\norders +backup +due since/) });
  expect(due.stderr).toContain('plans/torn/000001.json does not fit');
  expect(await shop.ok(['matrix'])).toBe('{"include":[{"plan":"orders"},{"plan":"torn"}]}\n');
  expect((await shop.run(['run-due', 'torn'])).stderr).toContain('plans/torn/000001.json does not fit');
});
