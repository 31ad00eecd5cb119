import { expect, test } from 'vitest';
import { announce, warningsOf } from '../../engine/notify/announce.ts';
import type { Announcement } from '../../engine/notify/announcement.ts';
import { parsePlan } from '../../engine/spec/parsePlans.ts';
import { Receiver, secret } from './receiver.ts';

const rhythm = { patience: 5000, pauses: [5] };
const { signal } = new AbortController();
const source = { host: 'h', database: 'd', user: 'u' };

function told(
  event: Announcement['event'],
  outcome: Announcement['outcome'] = 'failed',
  kind: Announcement['kind'] = 'backup',
): Announcement {
  return { event, outcome, kind, plan: { id: 'a', name: 'a' }, repository: '/r', host: 'h', warnings: [] };
}

test('who wants to hear of something hears of that, and of a success the ping does', async () => {
  await using receiver = await Receiver.start(200);
  const env = { A: `${receiver.url}/a`, B: `${receiver.url}/b`, PING: `${receiver.url}/ping` };
  const plan = parsePlan({
    source,
    notifications: [{ webhook: { env: 'A' } }, { webhook: { env: 'B' }, format: 'slack', on: ['success', 'skipped'] }],
    ping: { env: 'PING' },
  });
  const heard: Record<string, string[]> = {};
  for (const event of ['failure', 'success', 'skipped', 'missed', 'test'] as const) {
    receiver.received.length = 0;
    expect(warningsOf(await announce(plan, told(event), { signal, env, rhythm }))).toEqual([]);
    heard[event] = receiver.received.map(({ method, path }) => `${method} ${path!.replace(/.*\//, '')}`).sort();
  }
  expect(heard).toEqual({
    failure: ['POST a'],
    success: ['GET ping', 'POST b'],
    skipped: ['POST b'],
    missed: ['POST a'],
    test: ['POST a', 'POST b'],
  });
  receiver.received.length = 0;
  await announce(plan, { ...told('failure'), alarm: 'rows differ' }, { signal, env, rhythm });
  expect(receiver.received.map(({ method }) => method).sort()).toEqual(['GET', 'POST']); // a set was made
  receiver.received.length = 0;
  await announce(plan, told('success', 'succeeded', 'drill'), { signal, env, rhythm }); // no set was made
  expect(receiver.received.map(({ method }) => method)).toEqual(['POST']);
});

test('whoever cannot be told keeps nobody else from being told, and is a warning without the address', async () => {
  await using broken = await Receiver.start(500);
  await using whole = await Receiver.start(200);
  const env = { BROKEN: broken.url, WHOLE: whole.url, WRONG: `hooks/${secret}` };
  const places = ['BROKEN', 'NONE', 'WRONG', 'WHOLE'].map((name) => ({ webhook: { env: name } }));
  const plan = parsePlan({ source, notifications: places });
  expect(warningsOf(await announce(plan, told('failure'), { signal, env, rhythm }))).toEqual([
    'a message did not arrive: notifications[0].webhook: it answers with status 500; tried 2 times',
    'a message did not arrive: notifications[1].webhook: the environment variable NONE is not set',
    'a message did not arrive: notifications[2].webhook: what it names is no address',
  ]);
  expect(whole.messages).toMatchObject([{ event: 'failure' }]);
});

test('an operation that is aborted waits two seconds for those who do not answer', async () => {
  await using silent = await Receiver.start('silent');
  await using whole = await Receiver.start(200);
  const plan = parsePlan({ source, notifications: [{ webhook: { env: 'A' } }, { webhook: { env: 'B' } }] });
  const started = performance.now();
  const patient = { ...rhythm, patience: 30_000 };
  const telling = { signal: AbortSignal.abort(), env: { A: silent.url, B: whole.url }, rhythm: patient };
  expect(warningsOf(await announce(plan, told('failure', 'interrupted'), telling))).toEqual([
    'a message did not arrive: notifications[0].webhook: there was no more time',
  ]);
  expect(whole.received).toHaveLength(1);
  expect(performance.now() - started).toBeLessThan(20_000);
});
