import { expect, test } from 'vitest';
import { freshDatabase, server } from '../servers.ts';
import { planOf, workshop } from './pgstow.ts';

const set = String.raw`\d{8}T\d{6}Z-[a-z2-7]{6}`;
const instant = String.raw`\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ`;

test('prune says of each set why it stays or goes, and what comes free', { timeout: 300_000 }, async (context) => {
  await using source = await freshDatabase(await server('18', context));
  await source.query('CREATE TABLE t AS SELECT g FROM generate_series(1, 1000) g');
  const plan = planOf('orders', source);
  await using shop = await workshop(plan);
  await shop.backup('orders');
  await source.query('DELETE FROM t WHERE g > 10');
  await shop.backup('orders');
  expect(await shop.ok(['prune'])).toMatch(/0 sets removed; 0 blobs, 0 B deleted\n$/);

  await shop.ok(['plan', 'apply', '-f', '-'], {
    input: JSON.stringify({ ...plan, retention: { keepLast: 1 } }),
  });
  const dry = await shop.ok(['prune', 'orders', '--dry-run']);
  const lines = dry.split('\n').map((line) => line.trimEnd());
  expect(lines[0]).toMatch(/^SET +PLAN +STATE OF +WHY$/);
  expect(lines[1]).toMatch(new RegExp(`^${set}  orders  ${instant}  stays  newest; one of the last 1$`));
  expect(lines[2]).toMatch(new RegExp(`^${set}  orders  ${instant}  goes   kept by no rule$`));
  expect(lines[3]).toMatch(/^1 set would go, and with them 1 blob, [\d.]+ .?B that nobody needs then$/);

  const [, goes] = new RegExp(`(${set}).*goes`).exec(dry)!;
  expect(await shop.ok(['pin', goes!, '--reason', 'an audit'])).toBe(
    `set ${goes} of orders stays until it is unpinned: pgstow unpin ${goes}\n`,
  );
  expect(await shop.ok(['sets'])).toMatch(new RegExp(`${goes} .* complete  an audit`));
  expect(await shop.ok(['show', goes!])).toMatch(/^pinned: +an audit \(.*@.*, .*Z\)$/m);
  expect(await shop.ok(['prune'])).toMatch(new RegExp(`${goes} .* stays  pinned: an audit\n0 sets removed`));
  expect(await shop.run(['prune', '--remove', goes!])).toMatchObject({ status: 3 });
  expect(await shop.ok(['unpin', goes!])).toBe(`1 pin of set ${goes} taken away\n`);
  expect(await shop.run(['unpin', goes!])).toMatchObject({
    status: 2,
    stderr: `pgstow: set ${goes} is not pinned\nhint: pgstow sets orders shows which are\n`,
  });
  expect(await shop.ok(['prune'])).toMatch(/gone {3}kept by no rule\n1 set removed; 1 blob, [\d.]+ .?B deleted\n$/);
  expect(await shop.run(['show', goes!])).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('was removed, '),
  });
  expect(await shop.run(['prune', 'orders', '--remove', goes!])).toMatchObject({ status: 2 });
  expect(await shop.ok(['runs'])).toMatch(/ prune .* succeeded/);

  await source.query('DELETE FROM t WHERE g > 5');
  expect(await shop.ok(['backup', 'orders'])).toMatch(
    new RegExp(`\norders: no longer kept and removed: ${set}; 1 blob, [\\d.]+ .?B deleted\n$`),
  );
  await source.query('DELETE FROM t WHERE g > 4');
  expect(JSON.parse(await shop.ok(['backup', 'orders', '--json']))).toMatchObject({
    backups: [{ pruned: { sets: [{ plan: 'orders' }], blobs: 1, waiting: { blobs: 0, bytes: 0 } } }],
  });
});
