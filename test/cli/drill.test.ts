import { expect, test } from 'vitest';
import { freshDatabase, server, TestDatabase } from '../servers.ts';
import { documents } from './documents.ts';
import { planOf, workshop } from './pgstow.ts';

test('drill says what was proved and how long it took, or which assertion does not hold', async (context) => {
  const postgres = await server('18', context);
  await using source = await freshDatabase(postgres);
  await source.query('CREATE TABLE orders AS SELECT n AS id FROM generate_series(1, 1000) n');
  const assertions = [
    { name: 'there are orders', sql: 'SELECT count(*) = 1000 FROM public.orders' },
    { name: 'there are many', sql: 'SELECT count(*) > 1000 FROM public.orders' },
  ];
  await using shop = await workshop(planOf('orders', source, { drill: { assertions } }), planOf('plain', source));
  await shop.backup('orders');
  await shop.backup('plain');
  const on = ['--server', new TestDatabase(postgres, 'postgres').url];

  expect(await shop.ok(['drill', 'plain', ...on])).toMatch(
    /^passed: 1 table, 1,?000 rows read back, equal to the set in count and hash; the plan asserts nothing\nrecovered in [\d.]+ s on PostgreSQL 18\.\d+ in the server that was named, [\d.]+ s in all\n$/,
  );
  const failed = await shop.run(['drill', 'orders', ...on]);
  expect(failed).toMatchObject({
    status: 4,
    stdout: '',
    stderr: expect.stringContaining(
      'pgstow: 1 of 2 assertions do not hold in the restored database: "there are many": it gave false\nhint: the set is restored and proved: ',
    ),
  });
  const again = await shop.run(['drill', 'orders', ...on, '--json']);
  expect(again.status).toBe(4);
  const { report, error } = documents.drill.parse(JSON.parse(again.stdout));
  expect(report).toMatchObject({ outcome: 'failed', error });
  expect(await shop.ok(['show', report!.set])).toMatch(
    /^drills: +failed, recovered in [\d.]+ s, on .* \(run \S+, not signed\); failed, /m,
  );
  expect(await shop.ok(['health'])).toMatch(/^orders +fine .* failed 20\S+ \S+ /m);
  expect(await shop.ok(['plan', 'list'])).toMatch(/^orders.*abnormal/m);
  const metrics = await shop.ok(['metrics']);
  expect(metrics).toMatch(/^pgstow_plan_last_drill_success_timestamp_seconds\{plan="plain"\} \d+/m);
  expect(metrics).toMatch(/^pgstow_plan_last_drill_duration_seconds\{plan="plain"\} [\d.]+/m);
  expect(metrics).not.toContain('drill_success_timestamp_seconds{plan="orders"}');
});
