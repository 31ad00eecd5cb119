import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { advanced, ailmentOf, stateAt } from '../../cli/scheduler/schedulerState.ts';
import { openRepository } from '../../engine/index.ts';
import { freshDatabase, server, type TestDatabase } from '../servers.ts';
import { documents } from './documents.ts';
import { type Ended, ended, planOf, type Workshop, workshop } from './pgstow.ts';

const daily = { startAt: ['00:00'] };

/** As if the plan had been there for two days: a start is due, and one is missed. */
async function makeOlder(repository: string, plan: string): Promise<void> {
  const file = `${repository}/plans/${plan}/000001.json`;
  const revision = JSON.parse(await readFile(file, 'utf8'));
  const at = new Date(Date.now() - 2 * 86_400_000).toISOString();
  await writeFile(file, JSON.stringify({ ...revision, at }));
}

function yesterday(): string {
  return new Date(Date.now() - 86_400_000).toISOString();
}

type Line = Readonly<Record<string, unknown>> & { readonly event: string };

/** `pgstow scheduler --json`, and what it tells line by line. */
class RunningScheduler {
  readonly child: ChildProcessWithoutNullStreams;
  readonly end: Promise<Ended>;
  #stderr = '';

  constructor(shop: Workshop, args: readonly string[] = []) {
    this.child = shop.start(['scheduler', '--json', ...args]);
    this.child.stderr.on('data', (text) => {
      this.#stderr += text;
    });
    this.end = ended(this.child);
  }

  get lines(): Line[] {
    const whole = this.#stderr.slice(0, this.#stderr.lastIndexOf('\n') + 1);
    return whole
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line));
  }

  async until(event: string): Promise<Line> {
    for (;;) {
      const found = this.lines.find((line) => line.event === event);
      if (found) return found;
      if (this.child.exitCode !== null) throw new Error(`it ended before ${event}: ${this.#stderr}`);
      await pause(20);
    }
  }
}

async function loadSlowly(source: TestDatabase): Promise<void> {
  await source.query(`
    CREATE TABLE big (id int, pad text);
    INSERT INTO big SELECT n, repeat(md5(n::text), 30) FROM generate_series(1, 20000) n`);
}

/** Waits until a run of the repository reads rows. */
async function reading(shop: Workshop): Promise<void> {
  const { runs } = await openRepository(shop.repository);
  for (;;) {
    const [run] = await runs.list();
    if (run?.state === 'running' && run.progress && run.progress.bytes > 0) return;
    await pause(50);
  }
}

describe.concurrent('a scheduler', () => {
  test('it makes what is due, says so, serves its health and figures, and ends when it is asked to', async (context) => {
    await using source = await freshDatabase(await server('18', context));
    await source.query('CREATE TABLE a AS SELECT n FROM generate_series(1, 100) n');
    const lost = {
      id: 'lost',
      source: { host: '/nowhere', database: 'd', user: 'u' },
      schedule: { once: yesterday() },
    };
    await using shop = await workshop(planOf('orders', source, { schedule: daily, maxAge: '26h' }), lost);
    for (const plan of ['orders', 'lost']) await makeOlder(shop.repository, plan);
    const scheduler = new RunningScheduler(shop, ['--listen', '0']);
    const { listen } = await scheduler.until('running');
    const [made, failed] = [await scheduler.until('succeeded'), await scheduler.until('failed')];

    const healthy = await fetch(`http://${listen}/healthz`);
    expect([healthy.status, await healthy.text()]).toEqual([200, 'ok\n']);
    const metrics = await (await fetch(`http://${listen}/metrics`)).text();
    const [manifest] = documents.sets.parse(await shop.document(['sets'])).sets;
    expect(metrics).toContain(
      `pgstow_plan_last_success_timestamp_seconds{plan="orders"} ${Date.parse(manifest!.state === 'complete' ? manifest!.manifest.snapshotAt : '') / 1000}\n`,
    );
    for (const line of [
      'pgstow_plan_sets{plan="orders"} 1',
      'pgstow_plan_last_set_rows{plan="orders"} 100',
      'pgstow_plan_max_age_seconds{plan="orders"} 93600',
      'pgstow_plan_late{plan="orders"} 0',
      'pgstow_plan_running{plan="orders"} 0',
      'pgstow_scheduler_starts_total{plan="orders",kind="backup",outcome="succeeded"} 1',
      'pgstow_scheduler_starts_total{plan="orders",kind="backup",outcome="missed"} 1',
      'pgstow_repository_up 1',
      'pgstow_scheduler_running_backups 0',
    ])
      expect(metrics).toContain(`${line}\n`);
    expect((await fetch(`http://${listen}/`)).status).toBe(404);
    expect((await fetch(`http://${listen}/metrics`, { method: 'POST' })).status).toBe(405);

    scheduler.child.kill('SIGTERM');
    const { status, stdout } = await scheduler.end;
    expect(status).toBe(0);
    expect(documents.scheduler.parse(JSON.parse(stdout)).scheduler.starts).toEqual({
      orders: { missed: 1, succeeded: 1 },
      lost: { failed: 1 },
    });
    const told = (plan?: string) => scheduler.lines.filter((line) => line.plan === plan).map(({ event }) => event);
    expect([told(), told('orders'), told('lost')]).toEqual([
      ['running', 'stopping', 'stopped'],
      ['missed', 'started', 'succeeded'],
      ['started', 'failed'],
    ]);
    expect(failed).toMatchObject({ level: 'error', error: { code: 'connection', hint: expect.any(String) } });
    expect(made).toMatchObject({
      level: 'info',
      plan: 'orders',
      run: expect.any(String),
      set: manifest!.set,
      start: expect.stringMatching(/T00:00:00\.000Z$/),
      duration: expect.any(Number),
      bytes: expect.any(Number),
      newBytes: expect.any(Number),
      rows: 100,
    });
  });

  test('asked to stop, it begins nothing new and lets what runs finish', async (context) => {
    await using source = await freshDatabase(await server('18', context));
    await loadSlowly(source);
    const slow = { schedule: daily, rateLimit: '8MB/s' };
    await using shop = await workshop(planOf('one', source, slow), planOf('two', source, slow));
    for (const plan of ['one', 'two']) await makeOlder(shop.repository, plan);
    const scheduler = new RunningScheduler(shop, ['--parallel', '1']);
    await scheduler.until('started');
    scheduler.child.kill('SIGTERM');
    expect((await scheduler.end).status).toBe(0);
    expect(scheduler.lines.map(({ event, plan }) => [event, plan]).slice(2)).toEqual([
      ['started', 'one'],
      ['stopping', undefined],
      ['succeeded', 'one'],
      ['stopped', undefined],
    ]);
  });

  for (const [how, args, signals] of [
    ['when its time is over', ['--grace', '0'], 1],
    ['when it is asked once more', [], 2],
  ] as const) {
    test(`what runs is interrupted in good order ${how}`, async (context) => {
      await using source = await freshDatabase(await server('18', context));
      await loadSlowly(source);
      await using shop = await workshop(planOf('one', source, { schedule: daily, rateLimit: '1MB/s' }));
      await makeOlder(shop.repository, 'one');
      const scheduler = new RunningScheduler(shop, args);
      await reading(shop);
      for (let sent = 0; sent < signals; sent++) {
        scheduler.child.kill('SIGTERM');
        await scheduler.until('stopping');
      }
      const { status, stdout } = await scheduler.end;
      expect(status).toBe(130);
      expect(documents.scheduler.parse(JSON.parse(stdout)).scheduler.starts.one).toMatchObject({ interrupted: 1 });
      expect(documents.runs.parse(await shop.document(['runs', 'one'])).runs[0]).toMatchObject({
        state: 'interrupted',
      });
      expect(await shop.document(['sets'])).toEqual({ sets: [] });
      const [left] = await source.query(
        `SELECT count(*)::int AS count FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'pgstow%'`,
      );
      expect(left!.count).toBe(0);
    });
  }
});

test('what can never work ends it at once, with what is wrong', async () => {
  await using shop = await workshop();
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as { port: number };
  try {
    const refused: [readonly string[], Record<string, string>, number, string][] = [
      [
        [],
        { PGSTOW_REPOSITORY: '/nowhere' },
        1,
        'pgstow: cannot open the folder /nowhere: no such file or folder (ENOENT)',
      ],
      [[], { PGSTOW_KEY: 'pgstow-key-1-nonsense' }, 2, 'pgstow: '],
      [['nothing'], {}, 2, 'pgstow: there is no plan "nothing" in this repository\n'],
      [['--listen', String(port)], {}, 2, `pgstow: cannot listen on 127.0.0.1, port ${port}: listen EADDRINUSE`],
      [['--listen', 'here'], {}, 2, 'pgstow: --listen does not take "here"\n'],
      [['--parallel', '0'], {}, 2, 'pgstow: --parallel does not take "0"\n'],
    ];
    const all = await Promise.all(refused.map(([args, env]) => shop.run(['scheduler', '--quiet', ...args], { env })));
    for (const [index, { status, stderr }] of all.entries()) {
      const [, , expected, message] = refused[index]!;
      expect({ status, stderr: stderr.slice(0, message.length) }).toEqual({ status: expected, stderr: message });
    }
  } finally {
    taken.close();
  }
});

test('metrics prints the figures of plans as Prometheus reads them, and as a document', async (context) => {
  await using source = await freshDatabase(await server('18', context));
  await source.query('CREATE TABLE a AS SELECT 1 AS n');
  await using shop = await workshop(planOf('orders', source, { schedule: daily }), planOf('idle', source));
  await shop.backup('orders');
  const text = await shop.ok(['metrics']);
  expect(text).toMatch(/^# HELP pgstow_build_info .*\n# TYPE pgstow_build_info gauge\npgstow_build_info\{version="/);
  expect(text).toContain('\npgstow_plan_last_set_rows{plan="orders"} 1\n');
  expect(text).toContain('\npgstow_plan_sets{plan="idle"} 0\n');
  expect(text).not.toContain('pgstow_plan_next_start_timestamp_seconds{plan="idle"}');
  const { plans } = documents.metrics.parse(await shop.document(['metrics']));
  expect(plans.map(({ plan, sets, late }) => [plan, sets, late])).toEqual([
    ['idle', 0, false],
    ['orders', 1, false],
  ]);
  await writeFile(`${shop.repository}/plans/idle/000001.json`, '{');
  const others = await shop.ok(['metrics']);
  expect(others).toContain('\npgstow_plan_damaged{plan="idle"} 1\n');
  expect(others).toContain('\npgstow_plan_sets{plan="orders"} 1\n');
  const { damaged } = documents.metrics.parse(await shop.document(['metrics']));
  expect(damaged).toEqual([{ plan: 'idle', message: expect.stringContaining('plans/idle/000001.json is not JSON') }]);
});

test('it is well while it looks, and says why it does not', () => {
  const minute = 60_000;
  let state = stateAt(0);
  expect(ailmentOf(state, 5 * minute)).toBeUndefined();
  expect(ailmentOf(state, 6 * minute)).toBe('it has not looked what is due for 6 min');
  state = advanced(state, { kind: 'looked', plans: [] }, 10 * minute);
  expect(ailmentOf(state, 15 * minute)).toBeUndefined();
  state = advanced(state, { kind: 'away', error: new Error('there is no bucket x') }, 11 * minute);
  expect(ailmentOf(state, 17 * minute)).toBe('it has not looked what is due for 7 min: there is no bucket x');
});
