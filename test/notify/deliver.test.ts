import { describe, expect, test } from 'vitest';
import { deliver } from '../../engine/notify/deliver.ts';
import { type Behaviour, Receiver, secret } from './receiver.ts';

const rhythm = { patience: 20_000, pauses: [5, 10] };
/** For those who are silent: it is waited out. */
const hurried = { ...rhythm, patience: 300 };
const { signal } = new AbortController();

async function send(receiver: Receiver, body?: string, { url = receiver.url, how = rhythm } = {}): Promise<void> {
  await deliver({ url: new URL(url), body, field: 'notifications[0].webhook' }, { signal, rhythm: how });
}

describe('a message', () => {
  test('is posted as JSON, once', async () => {
    await using receiver = await Receiver.start(200);
    await send(receiver, '{"a":1}');
    expect(receiver.received).toEqual([
      expect.objectContaining({ method: 'POST', path: `/services/T0/${secret}`, body: '{"a":1}' }),
    ]);
    expect(receiver.received[0]!.headers).toMatchObject({
      'content-type': 'application/json',
      'user-agent': expect.stringMatching(/^pgstow\/\d/),
    });
  });

  test('that is none is a GET', async () => {
    await using receiver = await Receiver.start(204);
    await send(receiver);
    expect(receiver.received).toMatchObject([{ method: 'GET', body: '' }]);
  });

  test.for<[string, Behaviour[], number]>([
    ['an error of the server', [500, 200], 2],
    ['too many requests', [429, 429, 200], 3],
    ['a socket that is closed', ['cut', 200], 2],
  ])('is sent again after %s', async ([, behaviours, times]) => {
    await using receiver = await Receiver.start(...behaviours);
    await send(receiver, '{}');
    expect(receiver.received).toHaveLength(times);
  });

  test('is sent again after silence', async () => {
    await using receiver = await Receiver.start('silent', 200);
    // the second answer too may be late where the machine is busy: then there is a third
    await send(receiver, '{}', { how: { ...hurried, pauses: Array(20).fill(5) } });
    expect(receiver.received.length).toBeGreaterThanOrEqual(2);
  });

  test.for<[string, Behaviour, number, string]>([
    ['an error that stays', 503, 3, 'it answers with status 503; tried 3 times'],
    ['a refusal', 404, 1, 'it answers with status 404'],
    ['a socket that is always closed', 'cut', 3, 'it does not answer (UND_ERR_SOCKET); tried 3 times'],
  ])('does not arrive for %s, and the address is not told', async ([, behaviour, times, message]) => {
    await using receiver = await Receiver.start(behaviour);
    await expect(send(receiver, '{}')).rejects.toMatchObject({
      code: 'connection',
      message: `notifications[0].webhook: ${message}`,
      hint: 'is the address right, and is its service there? pgstow test-notifications tries it',
    });
    expect(receiver.received).toHaveLength(times);
  });

  test('does not arrive for silence that stays', async () => {
    await using receiver = await Receiver.start('silent');
    await expect(send(receiver, '{}', { how: hurried })).rejects.toMatchObject({
      message: 'notifications[0].webhook: it does not answer in 0.3 seconds; tried 3 times',
    });
  });

  test('is not taken elsewhere by a redirect', async () => {
    await using other = await Receiver.start(200);
    await using receiver = await Receiver.start({ redirectTo: other.url });
    await expect(send(receiver, '{}')).rejects.toMatchObject({
      message: 'notifications[0].webhook: it answers with a redirect (status 307), which is not followed',
    });
    expect(other.received).toEqual([]);
  });

  test('has arrived although the answer has no end', async () => {
    await using receiver = await Receiver.start('endless');
    await send(receiver, '{}');
    expect(receiver.received).toHaveLength(1);
  });

  test('goes to nobody who is not there', async () => {
    const gone = await Receiver.start();
    const { url } = gone;
    await gone[Symbol.asyncDispose]();
    await expect(deliver({ url: new URL(url), field: 'ping' }, { signal, rhythm })).rejects.toMatchObject({
      message: 'ping: it does not answer (ECONNREFUSED); tried 3 times',
    });
  });

  test('has what stands before the host in a header, not in the address', async () => {
    await using receiver = await Receiver.start(200);
    await send(receiver, '{}', { url: receiver.url.replace('://', '://anna:s%3Acret@') });
    expect(receiver.received[0]!.headers.authorization).toBe(`Basic ${btoa('anna:s:cret')}`);
  });

  test('is given up when there is no more time', async () => {
    await using receiver = await Receiver.start('silent');
    const started = performance.now();
    const options = { signal: AbortSignal.timeout(100), rhythm: { patience: 30_000, pauses: [30_000] } };
    await expect(deliver({ url: new URL(receiver.url), field: 'ping' }, options)).rejects.toMatchObject({
      message: 'ping: there was no more time',
    });
    expect(performance.now() - started).toBeLessThan(20_000);
  });
});
