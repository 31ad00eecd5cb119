import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { openRepository } from '../../engine/index.ts';
import { freshDatabase, server, type TestDatabase } from '../servers.ts';
import { documents } from './documents.ts';
import { type Ended, ended, planOf, type Workshop, workshop } from './pgstow.ts';

/** About 20 MB, which take the plan below some seconds. */
async function loadSlowly(source: TestDatabase): Promise<void> {
  await source.query(`
    CREATE TABLE big (id int, pad text);
    INSERT INTO big SELECT n, repeat(md5(n::text), 30) FROM generate_series(1, 20000) n`);
}

/** Waits until a run of the repository reads rows; looks for itself, for the command line takes too long to start. */
async function reading(shop: Workshop): Promise<string> {
  const { runs } = await openRepository(shop.repository);
  for (;;) {
    const [run] = await runs.list();
    if (run && run.state !== 'running') throw new Error(`the run has ${run.state} before it could be looked at`);
    if (run?.state === 'running' && run.progress && run.progress.bytes > 0) return run.run;
    await pause(100);
  }
}

async function backends(source: TestDatabase): Promise<number> {
  const [row] = await source.query(
    `SELECT count(*)::int AS count FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'pgstow%'`,
  );
  return row!.count as number;
}

test.for(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  '%s during a backup ends it in good order: 130, no set, no backend left',
  async (signal, context) => {
    await using source = await freshDatabase(await server('18', context));
    await loadSlowly(source);
    await using shop = await workshop(planOf('slow', source, { rateLimit: '2MB/s' }), planOf('next', source));
    const child = shop.start(['backup', 'slow', 'next', '--json']);
    const end = ended(child);
    const run = await reading(shop);
    child.kill(signal);
    const { status, stdout, stderr } = await end;
    expect(status).toBe(130);
    expect(stderr).toBe(
      'pgstow: stopping in good order; nothing half-made will be seen. Once more ends it at once.\n' +
        'pgstow: slow: interrupted before it was finished\n' +
        'hint: run the same command again: what is already stored is not stored twice\n' +
        'warning: next was not begun\n',
    );
    expect(documents.backup.parse(JSON.parse(stdout)).backups.map(({ outcome }) => outcome)).toEqual([
      'interrupted',
      'notStarted',
    ]);
    expect(await shop.document(['sets'])).toEqual({ sets: [] });
    expect(documents['run show'].parse(await shop.document(['run', 'show', run])).run.state).toBe('interrupted');
    expect(await backends(source)).toBe(0);
  },
);

test('a second signal ends the process at once', async (context) => {
  await using source = await freshDatabase(await server('18', context));
  await loadSlowly(source);
  await using shop = await workshop(planOf('slow', source, { rateLimit: '2MB/s' }));
  const child = shop.start(['backup', 'slow']);
  const end = ended(child);
  await reading(shop);
  await twice(child);
  expect((await end).status).toBe(130);
  expect(await shop.document(['sets'])).toEqual({ sets: [] });
});

async function twice(child: ChildProcessWithoutNullStreams): Promise<void> {
  child.kill('SIGINT');
  await new Promise((resolve) => child.stderr.once('data', resolve)); // it has heard the first one
  child.kill('SIGINT');
}

test('a run can be followed from elsewhere, and its end is that of the follower', async (context) => {
  await using source = await freshDatabase(await server('18', context));
  await loadSlowly(source);
  await using shop = await workshop(planOf('slow', source, { rateLimit: '4MB/s' }));
  const child = shop.start(['backup', 'slow', '--quiet']);
  const end = ended(child);
  const run = await reading(shop);
  const { stdout } = await followedFromItsBeginning(child, shop.start(['run', 'show', run, '--follow', '--json']));
  const lines = stdout.trimEnd().split('\n');
  const followed = lines.map((line) => documents['run show'].parse(JSON.parse(line)).run);
  expect(followed.at(-1)).toMatchObject({ run, state: 'succeeded', kind: 'backup' });
  expect(followed.length).toBeGreaterThan(1);
  expect(followed.slice(0, -1).every(({ state, progress }) => state === 'running' && progress)).toBe(true);
  expect(await end).toEqual({ status: 0, stdout: '', stderr: '' });
});

/** The run stands still until its follower has told of it: however long that takes to start, it does not come too late. */
async function followedFromItsBeginning(
  child: ChildProcessWithoutNullStreams,
  follower: ChildProcessWithoutNullStreams,
): Promise<Ended> {
  child.kill('SIGSTOP');
  const goOn = () => child.kill('SIGCONT');
  follower.stdout.on('data', goOn);
  follower.once('exit', goOn);
  return ended(follower);
}

test('a reader that goes away does not stop a backup', async (context) => {
  await using source = await freshDatabase(await server('18', context));
  await source.query('CREATE TABLE t AS SELECT 1 AS n');
  await using shop = await workshop(planOf('orders', source));
  const child = shop.start(['backup', 'orders']);
  child.stdout.destroy();
  child.stderr.destroy();
  const status = await new Promise((resolve) => child.once('exit', resolve));
  expect(status).toBe(0);
  expect(documents.sets.parse(await shop.document(['sets'])).sets).toHaveLength(1);
});
