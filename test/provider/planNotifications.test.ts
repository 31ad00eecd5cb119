import { expect, test } from 'vitest';
import { withPlans } from './planScene.ts';
import type { Written } from './terraformClient.ts';

const orders = { id: 'orders', source: { host: 'db.example.com', database: 'orders', user: 'backup' } };

test('what is wrong with commands and notifications is told in the words of Terraform, and no address is shown', async () => {
  await withPlans(async ({ plans }) => {
    const said = await plans.validate({
      ...orders,
      hooks: { before: [['true'], []], time_limit: '2d' },
      notifications: [{ webhook: { env: 'https://h/secret' } }, { webhook: { env: 'A' }, format: 'xml', on: [] }],
      ping: { env: 'A', file: 'b' },
    });
    expect(said.map(({ path, detail }) => `${path} | ${detail}`)).toEqual([
      'hooks | hooks.before[1][0] is missing; allowed: a list of words, the program first, such as ["systemctl", "stop", "import"]',
      'hooks | hooks.time_limit: it is more than 24h',
      'notifications | notifications[0].webhook: what is written there (not shown) is not allowed; allowed: { env = "NAME" }, { file = "PATH" }, { aws_secret = "NAME", key = "FIELD" } or { ssm_parameter = "NAME" }',
      'notifications | notifications[1].format: "xml" is not allowed; allowed: json or slack',
      'notifications | notifications[1].on: an empty list is not allowed; allowed: a list of failure, success, skipped and missed',
      'ping | ping: what is written there (not shown) is not allowed; allowed: { env = "NAME" }, { file = "PATH" }, { aws_secret = "NAME", key = "FIELD" } or { ssm_parameter = "NAME" }',
    ]);
  });
});

test('commands and notifications are those of the document, changed in place, and taken over by an import', async () => {
  await withPlans(async ({ plans, repository }) => {
    const config: Written = {
      ...orders,
      hooks: { after: [['touch', '/tmp/x y']] },
      notifications: [
        { webhook: { env: 'SLACK' }, format: 'slack' },
        { webhook: { aws_secret: 's' }, on: ['success'] },
      ],
      ping: { file: '/run/ping' },
    };
    const made = await plans.make(config);
    const document = {
      hooks: { before: [], after: [['touch', '/tmp/x y']], timeLimit: '10m' },
      notifications: [
        { webhook: { env: 'SLACK' }, format: 'slack', on: ['failure', 'missed'] },
        { webhook: { awsSecret: 's' }, format: 'json', on: ['success'] },
      ],
      ping: { file: '/run/ping' },
    };
    expect((await repository.plans.resolve('orders')).document).toMatchObject(document);
    const { state } = await plans.import('orders');
    expect((await plans.plan(config, state)).planned.value).toMatchObject({ notifications: made.value!.notifications });
    const without = await plans.make(orders, made);
    expect(without.value).toMatchObject({ hooks: null, notifications: null, ping: null, revision: 2 });
    expect((await repository.plans.resolve('orders')).document).not.toHaveProperty('notifications');
  });
});

test('what a drill asserts is that of the document, and what is wrong with it is told in the words of Terraform', async () => {
  await withPlans(async ({ plans, repository }) => {
    const drill = { assertions: [{ name: 'orders', sql: 'SELECT count(*) > 0 FROM public.orders' }] };
    const made = await plans.make({ ...orders, drill });
    expect((await repository.plans.resolve('orders')).document).toMatchObject({ drill });
    expect((await plans.make(orders, made)).value).toMatchObject({ drill: null });
    const said = await plans.validate({ ...orders, drill: { assertions: [] } });
    expect(said.map(({ path, detail }) => `${path} | ${detail}`)).toEqual([
      'drill | drill.assertions: an empty list is not allowed; allowed: a list of at most 100, such as [{ name = "WORDS", sql = "SELECT ..." }]',
    ]);
  });
});
