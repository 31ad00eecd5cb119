import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { PgstowError } from '../../../engine/errors.ts';
import type { S3Store } from '../../../engine/store/s3/s3Store.ts';
import { Bucket, startTimeout } from '../../gateway/bucket.ts';
import { FaultyProxy } from '../../gateway/faultyProxy.ts';

/** A bad line between us and a real gateway. `direct` is a way around it, to see what is really there. */

let proxy: FaultyProxy;
let store: S3Store;
let direct: S3Store;
let bucket: Bucket;

beforeEach(async (context) => {
  bucket = await Bucket.fresh(context);
  proxy = await FaultyProxy.to(bucket.facts.endpoint);
  store = bucket.store({ endpoint: proxy.endpoint });
  direct = bucket.store();
  await store.clock(); // it has answered: from now on all patience is for it
  proxy.seen.length = 0;
}, startTimeout);
afterEach(() => proxy?.[Symbol.asyncDispose]());

const body = randomBytes(3_000_000);

function seen(): string[] {
  return proxy.seen.map(({ method, outcome }) => `${method} ${outcome}`);
}

test('a PUT that is cut in the middle leaves nothing, and is made again', async () => {
  proxy.break({ kind: 'cut request', after: 1_000_000 }, { method: 'PUT', times: 2 });
  expect(await store.create('a', body)).toBe(true);
  expect(seen()).toEqual(['PUT request cut', 'PUT request cut', 'PUT 200']);
  expect((await direct.get('a')).equals(body)).toBe(true);
});

test('half of a PUT is nothing', async () => {
  const impatient = bucket.store({ endpoint: proxy.endpoint }, { patience: { tries: 1, milliseconds: 1_000 } });
  await impatient.clock();
  proxy.break({ kind: 'cut request', after: 1_000_000 }, { method: 'PUT', times: 2 });
  const failed = { code: 'store', retryable: true, message: expect.stringContaining('the connection was cut') };
  await expect(impatient.create('a', body)).rejects.toMatchObject(failed);
  await expect(impatient.replace('b', body)).rejects.toMatchObject(failed);
  await sleep(200);
  expect(await direct.size('a')).toBeUndefined();
  expect(await direct.size('b')).toBeUndefined();
});

test('a PUT that is altered on its way is refused by the service, and made again', async () => {
  proxy.break({ kind: 'alter request' }, { method: 'PUT', times: 2 });
  expect(await store.create('a', body)).toBe(true);
  expect(seen()).toEqual(['PUT 400', 'PUT 400', 'PUT 200']);
  expect((await direct.get('a')).equals(body)).toBe(true);
});

test('whoever lost the reply to its create is told that it has created', async () => {
  proxy.break({ kind: 'lose reply' }, { method: 'PUT' });
  expect(await store.create('a', body)).toBe(true);
  expect(seen()).toEqual(['PUT reply lost', 'PUT 412', 'HEAD 200']);
  expect((await direct.get('a')).equals(body)).toBe(true);
  expect(await direct.create('a', Buffer.from('late'))).toBe(false);
});

test('it is told so as well when the next replies are lost too', async () => {
  proxy.break({ kind: 'lose reply' }, { times: 5 });
  expect(await store.create('a', body)).toBe(true);
  expect((await direct.get('a')).equals(body)).toBe(true);
});

test('whoever comes late is told so, though its first try was cut', async () => {
  proxy.break({ kind: 'cut request', after: 1_000 }, { method: 'PUT' });
  proxy.break({ kind: 'answer', status: 503, code: 'SlowDown' }, { times: 1_000 }); // until the other one was there
  const creating = store.create('a', body);
  await expect.poll(() => seen(), { interval: 5 }).toContain('PUT request cut');
  expect(await direct.create('a', Buffer.from('first'))).toBe(true);
  proxy.mend();
  expect(await creating).toBe(false);
  expect(String(await direct.get('a'))).toBe('first');
});

test('of fifty that create one key over a line that loses replies, one is told that it has', async () => {
  for (let n = 0; n < 10; n++) {
    proxy.break({ kind: 'lose reply' }, { method: 'PUT', times: 2 });
    proxy.break({ kind: 'answer', status: 503, code: 'SlowDown' }, { method: 'PUT', times: 2 });
  }
  const bodies = Array.from({ length: 50 }, (_, n) => Buffer.from(`writer ${n}`));
  const won = await Promise.all(bodies.map((each) => store.create('race', each)));
  expect(won.filter(Boolean)).toHaveLength(1);
  expect((await direct.get('race')).equals(bodies[won.indexOf(true)]!)).toBe(true);
});

test.each([
  [500, 'InternalError'],
  [503, 'SlowDown'],
  [429, 'TooManyRequests'],
])('a storm of %i is sat out', async (status, code) => {
  proxy.break({ kind: 'answer', status, code }, { times: 4 });
  expect(await store.create('a', body)).toBe(true);
  proxy.break({ kind: 'answer', status, code }, { times: 2 });
  expect((await store.get('a')).equals(body)).toBe(true);
  proxy.break({ kind: 'answer', status, code }, { times: 2 });
  expect(await store.size('a')).toBe(body.length);
  proxy.break({ kind: 'answer', status, code }, { times: 2 });
  const listed = [];
  for await (const { key } of store.list('')) listed.push(key);
  expect(listed).toEqual(['a']);
  proxy.break({ kind: 'answer', status, code }, { times: 2 });
  await store.delete('a');
  expect(await direct.size('a')).toBeUndefined();
});

test('a service that asks to wait is not asked again before', async () => {
  proxy.break({ kind: 'answer', status: 503, code: 'SlowDown', retryAfter: '1' }, { times: 2 });
  await store.replace('a', Buffer.from('x'));
  const [first, second, third] = proxy.seen.map(({ at }) => at);
  expect(second! - first!).toBeGreaterThanOrEqual(990);
  expect(third! - second!).toBeGreaterThanOrEqual(990);
});

test('a storm that does not end is told, and nothing is written', async () => {
  const impatient = bucket.store({ endpoint: proxy.endpoint }, { patience: { tries: 3, milliseconds: 5_000 } });
  await impatient.clock();
  proxy.break({ kind: 'answer', status: 503, code: 'SlowDown' }, { times: 1_000 });
  const error = await impatient.create('a', body).catch((thrown) => thrown);
  expect(error).toMatchObject({ code: 'store', retryable: true });
  expect(error.message).toMatch(
    /^cannot write s3:\/\/\S+\/a: the service at \S+ failed: 503 SlowDown \(tried 3 times in \d+ s\)$/,
  );
  expect(await direct.size('a')).toBeUndefined();
});

test('an outage is waited out once: what follows gives up soon, until the service answers again', async () => {
  const patient = bucket.store({ endpoint: proxy.endpoint }, { patience: { tries: 4, milliseconds: 60_000 } });
  await patient.clock();
  proxy.break({ kind: 'answer', status: 503, code: 'SlowDown' }, { times: 1_000_000 });
  const triesOf = async (): Promise<number> => {
    proxy.seen.length = 0;
    await expect(patient.replace('a', body)).rejects.toMatchObject({ code: 'store', retryable: true });
    return proxy.seen.length;
  };
  expect([await triesOf(), await triesOf()]).toEqual([4, 3]);
  proxy.mend();
  await patient.replace('a', body);
  proxy.break({ kind: 'answer', status: 503, code: 'SlowDown' }, { times: 1_000_000 });
  expect(await triesOf()).toBe(4);
});

test('a reply that is cut in the middle is read again, whole or in part', async () => {
  await direct.create('a', body);
  proxy.break({ kind: 'cut reply', after: 500_000 }, { method: 'GET', times: 2 });
  expect((await store.get('a')).equals(body)).toBe(true);
  proxy.break({ kind: 'cut reply', after: 10_000 }, { method: 'GET', times: 2 });
  const part = await store.get('a', { offset: 1_000_000, length: 1_000_000 });
  expect(part.equals(body.subarray(1_000_000, 2_000_000))).toBe(true);
});

test('a connection that falls silent is given up and made anew', async () => {
  await direct.create('a', body);
  const quick = bucket.store({ endpoint: proxy.endpoint }, { idleTimeout: 500 });
  await quick.clock();
  proxy.break({ kind: 'stall reply', after: 500_000 }, { method: 'GET' });
  expect((await quick.get('a')).equals(body)).toBe(true);
  proxy.break({ kind: 'swallow' }, { times: 2 });
  expect(await quick.create('b', body)).toBe(true);
  expect((await direct.get('b')).equals(body)).toBe(true);
});

test('a listing whose reply is cut is a whole one in the end', async () => {
  for (let n = 0; n < 20; n++) await direct.create(`l/${n + 10}`, Buffer.from('x'));
  proxy.break({ kind: 'cut reply', after: 1_000 }, { method: 'GET', times: 2 });
  const listed = [];
  for await (const { key } of store.list('l/')) listed.push(key);
  expect(listed).toHaveLength(20);
});

test('replaces and deletes whose replies are lost are done', async () => {
  proxy.break({ kind: 'lose reply' }, { method: 'PUT' });
  await store.replace('a', Buffer.from('new'));
  expect(String(await direct.get('a'))).toBe('new');
  proxy.break({ kind: 'lose reply' }, { method: 'DELETE' });
  await store.delete('a');
  expect(await direct.size('a')).toBeUndefined();
});

test('a service that restarts in the middle of many writes loses and doubles none', async () => {
  const keys = Array.from({ length: 120 }, (_, n) => `many/${n + 100}`);
  const waiting = [...keys];
  const writer = async () => {
    const won: boolean[] = [];
    for (let key = waiting.shift(); key; key = waiting.shift())
      won.push(await store.create(key, body.subarray(0, 200_000)));
    return won;
  };
  const writers = Promise.all(Array.from({ length: 8 }, writer));
  await expect.poll(() => proxy.seen.length, { interval: 5, timeout: 30_000 }).toBeGreaterThan(20);
  await proxy.refuse(2_500);
  expect((await writers).flat()).toEqual(keys.map(() => true));
  const listed = [];
  for await (const { key, size } of direct.list('many/')) listed.push(`${key} ${size}`);
  expect(listed).toEqual(keys.map((key) => `${key} 200000`));
});

test('a slow line slows down, and no more', async () => {
  proxy.latency = 30;
  const started = performance.now();
  const won = await Promise.all(Array.from({ length: 32 }, (_, n) => store.create(`slow/${n}`, Buffer.from('x'))));
  expect(won.every(Boolean)).toBe(true);
  expect(performance.now() - started).toBeLessThan(10_000);
});

test('an abort ends a pause at once, and a transfer', async () => {
  await direct.create('a', body);
  const stopped = new PgstowError('interrupted', 'stopped by the test');
  for (const fault of [
    { kind: 'answer', status: 503, code: 'SlowDown', retryAfter: '60' },
    { kind: 'swallow' }, // no bytes come for a minute
  ] as const) {
    const controller = new AbortController();
    proxy.seen.length = 0;
    proxy.break(fault, { times: 100 });
    const waiting = [
      store.create('b', body, { signal: controller.signal }),
      store.get('a', undefined, { signal: controller.signal }),
      store.size('a', { signal: controller.signal }),
    ].map((each) => expect(each).rejects.toBe(stopped));
    await expect.poll(() => proxy.seen.length).toBe(3);
    controller.abort(stopped);
    const started = performance.now();
    await Promise.all(waiting);
    expect(performance.now() - started).toBeLessThan(10_000);
    proxy.mend();
  }
});
