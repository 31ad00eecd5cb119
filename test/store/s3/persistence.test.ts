import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PgstowError } from '../../../engine/errors.ts';
import { failureOf } from '../../../engine/store/s3/failure.ts';
import { GivenUp, pauseAfter, persist } from '../../../engine/store/s3/persistence.ts';

const cut = () => Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
const replied = (status: number, headers: Record<string, string> = {}) =>
  Object.assign(new Error('made up'), {
    name: 'SlowDown',
    $metadata: { httpStatusCode: status },
    $response: { headers },
  });
const patient = () => ({ tries: 5, milliseconds: 60_000 });

test('what passes is tried again, what does not is not', async () => {
  let tries = 0;
  const third = () => (++tries < 3 ? Promise.reject(cut()) : Promise.resolve('done'));
  expect(await persist(third, patient)).toBe('done');
  expect(tries).toBe(3);
  const denied = Object.assign(new Error('no'), { name: 'AccessDenied', $metadata: { httpStatusCode: 403 } });
  await expect(persist(() => Promise.reject(denied), patient)).rejects.toMatchObject({ tries: 1, cause: denied });
});

test('an error of our own ends it as it is', async () => {
  const own = new PgstowError('damaged', 'missing');
  await expect(persist(() => Promise.reject(own), patient)).rejects.toBe(own);
});

test('it ends after so many tries, and after so much time', async () => {
  let tries = 0;
  const never = () => {
    tries++;
    return Promise.reject(cut());
  };
  await expect(persist(never, () => ({ tries: 3, milliseconds: 60_000 }))).rejects.toBeInstanceOf(GivenUp);
  expect(tries).toBe(3);
  const started = performance.now();
  await expect(persist(never, () => ({ tries: 100, milliseconds: 500 }))).rejects.toBeInstanceOf(GivenUp);
  expect(performance.now() - started).toBeLessThan(30_000); // a hundred tries take a quarter of an hour
});

test('a pause ends at once when the signal fires', async () => {
  const controller = new AbortController();
  const waiting = persist(() => Promise.reject(replied(503, { 'retry-after': '30' })), patient, controller.signal);
  setTimeout(() => controller.abort(), 50);
  const started = performance.now();
  await expect(waiting).rejects.toBeInstanceOf(GivenUp);
  expect(performance.now() - started).toBeLessThan(20_000);
});

test('a pause is at least what the service asks for, in seconds or as a date', () => {
  const now = Date.parse('2026-11-23T10:00:00Z');
  const asked = (value: string) => pauseAfter(failureOf(replied(429, { 'retry-after': value })), 1, () => 0, now);
  expect(asked('7')).toBe(7_000);
  expect(asked('Mon, 23 Nov 2026 10:00:30 GMT')).toBe(30_000);
  expect(asked('Mon, 23 Nov 2026 09:00:00 GMT')).toBe(100);
  expect(asked('soon')).toBe(100);
});

test('pauses grow to ten seconds and differ by chance', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100 }), fc.double({ min: 0, max: 0.999, noNaN: true }), (tries, chance) => {
      const pause = pauseAfter(failureOf(cut()), tries, () => chance)!;
      const most = Math.min(10_000, 200 * 2 ** (tries - 1));
      expect(pause).toBeGreaterThanOrEqual(most / 2);
      expect(pause).toBeLessThanOrEqual(most);
    }),
  );
});

test.each([
  [replied(500), true],
  [replied(503), true],
  [replied(429), true],
  [Object.assign(new Error(), { name: 'XAmzContentSHA256Mismatch', $metadata: { httpStatusCode: 400 } }), true],
  [Object.assign(new Error(), { name: 'ConditionalRequestConflict', $metadata: { httpStatusCode: 409 } }), true],
  [Object.assign(new Error(), { name: 'PreconditionFailed', $metadata: { httpStatusCode: 412 } }), false],
  [Object.assign(new Error(), { name: 'NotImplemented', $metadata: { httpStatusCode: 501 } }), false],
  [Object.assign(new Error(), { name: 'NoSuchBucket', $metadata: { httpStatusCode: 404 } }), false],
  [Object.assign(new Error(), { name: 'TimeoutError', code: 'EPIPE' }), true],
  [Object.assign(new Error(), { code: 'CERT_HAS_EXPIRED' }), false],
  [new TypeError('ours'), false],
])('%o is worth another try: %s', (thrown, again) => {
  expect(pauseAfter(failureOf(thrown), 1, () => 0) !== undefined).toBe(again);
});
