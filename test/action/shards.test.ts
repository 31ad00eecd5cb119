import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startServer } from '../../embedded/server.ts';
import { generateKey, initRepository, openRepository } from '../../engine/index.ts';
import { planOf } from '../faults/scene.ts';
import { freshDatabase } from '../servers.ts';
import { type EndedStep, Runner } from './runner.ts';

/** What all jobs of a matrix have, in one attempt of the workflow's run. */
const matrix = {
  GITHUB_SERVER_URL: 'https://github.com',
  GITHUB_REPOSITORY: 'acme/orders',
  GITHUB_JOB: 'backup',
  GITHUB_ACTION: '__pgstow_pgstow',
  RUNNER_ENVIRONMENT: 'self-hosted',
};

test('the jobs of a matrix make one set, and one restore, and a job that is run again makes the next', async () => {
  await using server = await startServer({ tcp: true, settings: { fsync: 'off' } });
  await using source = await freshDatabase(server);
  await source.query(`
    CREATE TABLE orders AS SELECT n AS id, md5(n::text) AS what FROM generate_series(1, 30000) n;
    CREATE TABLE lines AS SELECT n AS id, md5(n::text) AS what FROM generate_series(1, 30000) n`);
  const folder = await mkdtemp(join(tmpdir(), 'pgstow-matrix-'));
  const key = generateKey();
  const repository = await initRepository(folder, { encryption: { key } });
  await repository.plans.apply(planOf('orders', server.target(source.name, 'tcp'), { passwordIn: 'ORDERS_PASSWORD' }));
  const secrets = { PGSTOW_KEY: key, ORDERS_PASSWORD: server.password, PGPASSWORD: server.password };
  const runners = await Promise.all([Runner.start(secrets, matrix), Runner.start(secrets, matrix)]);
  const run = async (which: number, attempt: number, given: Readonly<Record<string, string>>) => {
    const step = { repository: folder, plan: 'orders', shard: `${which}/2`, ...given };
    const ended = await runners[which - 1]!.run({ with: step, env: { GITHUB_RUN_ATTEMPT: String(attempt) } });
    expect(ended.report.failures, ended.log).toEqual([]);
    expect(ended).toMatchObject({ status: 0, outputs: { status: 'succeeded' } });
    return ended;
  };
  const setOf = ({ outputs }: EndedStep) => outputs['set-id'];
  const sets = async () => (await (await openRepository(folder, { key })).sets.list()).map(({ set }) => set);

  const [first, second] = await Promise.all([1, 2].map((which) => run(which, 1, { command: 'backup' })));
  expect(setOf(first!)).toBe(setOf(second!));
  expect(await sets()).toEqual([setOf(first!)]);
  const [listed] = await repository.runs.list('orders');
  expect(listed).toMatchObject({ state: 'succeeded', set: setOf(first!) });
  // a shard that comes late in the same attempt finds the set; one that is run again begins another attempt
  expect(setOf(await run(1, 1, { command: 'backup' }))).toBe(setOf(first!));
  const again = await run(2, 2, { command: 'backup' });
  expect(await sets()).toEqual([setOf(again), setOf(first!)]);

  await using copy = await freshDatabase(server);
  const target = server.url(copy.name, 'tcp').replace(/:[^:@]*@/, '@');
  const restoring = { command: 'restore', target, set: setOf(first!)! };
  const restored = await Promise.all([1, 2].map((which) => run(which, 1, restoring)));
  expect(new Set(restored.map(({ report }) => report.done.result.run)).size).toBe(1);
  expect(restored.map(({ report }) => report.done.command)).toEqual(['restore-shard', 'restore-shard']);
  expect(await copy.query('SELECT count(*)::int AS n FROM orders')).toEqual([{ n: 30000 }]);
  for (const runner of runners) await runner[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});
