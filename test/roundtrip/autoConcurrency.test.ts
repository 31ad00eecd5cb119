import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { backup, parsePlans } from '../../engine/index.ts';
import { precheck } from '../../engine/precheck/precheck.ts';
import { freshDatabase, server, type TestDatabase } from '../servers.ts';
import { plan, TestRepository } from './testRepository.ts';

test('with concurrency auto connections are added while it reads, and the set and the run say how many', async (context) => {
  await using source = await freshDatabase(await server('18', context));
  await source.query(`DO $$ BEGIN FOR i IN 1..12 LOOP
      EXECUTE format('CREATE TABLE wide_%s WITH (fillfactor = 10) AS SELECT g AS id, repeat(md5(g::text), 20) AS note FROM generate_series(1, 1500) g', i);
    END LOOP; END $$`);
  await using repository = await TestRepository.open();
  const { host, port, database, user } = source.target;
  // slow enough for a look at how fast it is
  const document = { id: plan, source: { host, port, database, user }, concurrency: 'auto', rateLimit: '3MB/s' };
  for (const parsed of parsePlans(JSON.stringify([document]), 'plan.json'))
    await repository.repository.plans.apply(parsed);
  const checks = (await precheck(repository.repository, plan)).checks.filter(({ name }) => name === 'connections');
  expect(checks).toMatchObject([{ status: 'pass', message: expect.stringMatching(/^a backup needs 2 connections, /) }]);

  const remarks: string[] = [];
  const over = new AbortController();
  const watching = mostReaders(source, over.signal);
  const { set } = await backup(repository.repository, plan, {
    onEvent: (event) => event.kind === 'remark' && remarks.push(event.message),
  }).finally(() => over.abort());
  expect(await watching).toBe(3);
  const { count, reason } = set.reading!.connections!;
  expect(remarks).toEqual([`concurrency auto: ${count} connections have read; ${reason}`]);
  // the rate is limited: the third brings nothing, if there is time enough left to see that
  expect([
    { count: 3, reason: 'all was read before another one was tried' },
    { count: 2, reason: 'another one has brought no more' },
  ]).toContainEqual({ count, reason });
}, 60_000);

/** How many read at once at most, as far as one sees that looks ten times a second. */
async function mostReaders(source: TestDatabase, signal: AbortSignal): Promise<number> {
  let most = 0;
  while (!signal.aborted) {
    const [row] = await source.query(
      `SELECT count(*)::int AS readers FROM pg_stat_activity WHERE application_name ~ '^pgstow backup (reader|leader)$' AND datname = current_database()`,
    );
    most = Math.max(most, row!.readers as number);
    await sleep(100);
  }
  return most;
}
