import { expect, test } from 'vitest';
import { precheck, testNotifications } from '../../engine/index.ts';
import type { PlanInput } from '../../engine/spec/plan.ts';
import { Receiver } from '../notify/receiver.ts';
import { PlannedRepository, plan } from './planned.ts';

/** Nobody is there: the checks of the database fail, and these go before them. */
const nowhere = {
  host: '/nowhere',
  port: 5432,
  database: 'd',
  user: 'u',
  password: undefined,
  ssl: { mode: 'disable' },
};

async function checksOf(options: Partial<PlanInput>, env: Readonly<Record<string, string>>): Promise<string[]> {
  await using planned = await PlannedRepository.of(nowhere as never, options);
  const { checks } = await precheck(planned.repository, plan, { env: { PATH: process.env.PATH, ...env } });
  const ours = checks.filter(({ name }) => /^(hooks|ping|notification \d)$/.test(name));
  return ours.map(
    ({ name, status, message, remedy }) => `${status} ${name}: ${message}${remedy ? ` -> ${remedy}` : ''}`,
  );
}

test('a plan that has neither commands nor anybody to tell has no check of them', async () => {
  expect(await checksOf({ hooks: {}, notifications: [] }, {})).toEqual([]);
});

test('commands are to be allowed, and their programs to be there', async () => {
  const hooks = { before: [['sh', '-c', 'true']], after: [['no-such-program-7']] } as PlanInput['hooks'];
  expect(await checksOf({ hooks }, {})).toEqual([
    `fail hooks: plan ${plan} has hooks, and this machine runs none: PGSTOW_ALLOW_HOOKS is not set -> hooks are commands that whoever writes plans has run on this machine: look at them (pgstow plan show ${plan}), then set PGSTOW_ALLOW_HOOKS=1 for pgstow here, or take them out of the plan`,
  ]);
  expect(await checksOf({ hooks }, { PGSTOW_ALLOW_HOOKS: '1' })).toEqual([
    'fail hooks: hooks.after[0]: there is no program no-such-program-7 that this user may run -> install it, give its whole path, or write ["sh", "-c", "..."] where a shell is meant',
  ]);
  expect(await checksOf({ hooks: { before: [['/bin/sh']] } }, { PGSTOW_ALLOW_HOOKS: '1' })).toEqual([
    'pass hooks: PGSTOW_ALLOW_HOOKS=1, and each program of 1 before and 0 after is there',
  ]);
});

test('addresses are to be there, nothing is sent to them, and a backup does not need them', async () => {
  await using receiver = await Receiver.start();
  const notifications = ['A', 'B', 'C'].map((env) => ({ webhook: { env } }));
  const env = { A: 'https://hooks.example.com/secret', B: 'secret', PING: receiver.url };
  expect(await checksOf({ notifications, ping: { env: 'PING' } }, env)).toEqual([
    'pass notification 1: notifications[0].webhook is an https address; nothing was sent',
    'warn notification 2: notifications[1].webhook: what it names is no address -> give the whole address, as the service shows it: https://host/path',
    'warn notification 3: notifications[2].webhook: the environment variable C is not set -> set C for this process, for example from the secrets of your scheduler',
    'pass ping: ping is an http address; nothing was sent',
  ]);
  expect(receiver.received).toEqual([]);
});

test('a test message goes to all who are told of anything, and the ping is left alone', async () => {
  await using receiver = await Receiver.start(200);
  await using gone = await Receiver.start(404);
  const notifications: PlanInput['notifications'] = [
    { webhook: { env: 'A' }, on: ['success'] },
    { webhook: { env: 'A' }, format: 'slack' },
    { webhook: { env: 'GONE' } },
  ];
  await using planned = await PlannedRepository.of(nowhere as never, { notifications, ping: { env: 'A' } });
  const env = { A: receiver.url, GONE: gone.url };
  expect(await testNotifications(planned.repository, plan, { env })).toEqual([
    { field: 'notifications[0].webhook', arrived: true },
    { field: 'notifications[1].webhook', arrived: true },
    {
      field: 'notifications[2].webhook',
      arrived: false,
      reason: 'notifications[2].webhook: it answers with status 404',
      remedy: 'is the address right, and is its service there? pgstow test-notifications tries it',
    },
  ]);
  const texts = receiver.received.map(({ method, body }) => `${method} ${body}`).sort();
  expect(texts).toEqual([
    expect.stringMatching(/^POST \{"text":"\*Test message of pgstow\*: checked\\n/),
    expect.stringMatching(/^POST \{"version":1,"event":"test","outcome":"tested","plan":\{"id":"checked"/),
  ]);
});

test('who notifies nobody cannot try it', async () => {
  await using planned = await PlannedRepository.of(nowhere as never, { ping: { env: 'A' } });
  await expect(testNotifications(planned.repository, plan, {})).rejects.toMatchObject({
    code: 'input',
    message: `plan ${plan} notifies nobody`,
  });
});
