import { expect, test } from 'vitest';
import { freshDatabase, server } from '../servers.ts';
import { planOf, workshop } from './pgstow.ts';

test('show tells that a set has crossed a border, and why it may', async (context) => {
  await using source = await freshDatabase(await server('18', context));
  const plan = planOf('orders', source);
  await using shop = await workshop(plan);
  const allowed = { allowed: true, reason: 'the office of data protection agreed' };
  await shop.ok(['init', '--repository', `${shop.folder}/elsewhere`, '--no-encryption', '--region', 'eu-west-1']);
  const at = (args: string[], input?: unknown) =>
    shop.ok([...args, '--repository', `${shop.folder}/elsewhere`], input ? { input: JSON.stringify(input) } : {});
  const there = {
    ...plan,
    source: { ...(plan as { source: object }).source, region: 'us-east-1' },
    crossBorder: allowed,
  };
  await at(['plan', 'apply', '-f', '-'], there);
  await at(['backup', 'orders']);
  const { sets } = JSON.parse(await at(['sets', '--json']));
  expect(await at(['show', sets[0].set])).toMatch(
    /^border: +from us-east-1 to eu-west-1, which the plan allows: the office of data protection agreed$/m,
  );
});
