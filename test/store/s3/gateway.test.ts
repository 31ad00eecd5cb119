import { GetObjectCommand, HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keyOf, kmsKey } from '../../../embedded/gateway/cephConfiguration.ts';
import { openStore } from '../../../engine/store/openStore.ts';
import { allow, Bucket, makeBucket, plainClient, startTimeout, useCredentials } from '../../gateway/bucket.ts';

/** What needs a real service besides the contract. */

let bucket: Bucket;
beforeEach(async (context) => {
  bucket = await Bucket.fresh(context);
}, startTimeout);
afterEach(() => vi.useRealTimers());

const text = Buffer.from('some text');

test('opens what is there, and says what is not', async () => {
  const store = await openStore(bucket.address(), { make: true });
  expect(store.url).toBe(bucket.address());
  expect(store.checksummed).toBe(true);
  const left = [];
  for await (const { key } of store.list('')) left.push(key);
  expect(left).toEqual([]);
  await expect(openStore(`s3://no-such-bucket?endpoint=${bucket.facts.endpoint}`)).rejects.toMatchObject({
    code: 'store',
    message: `cannot list s3://no-such-bucket/: there is no bucket no-such-bucket at ${bucket.facts.endpoint}`,
  });
});

test('lists more than a page, beside others', async () => {
  const store = bucket.store();
  const client = plainClient(bucket.facts);
  const keys = Array.from({ length: 1_050 }, (_, n) => `n/${String(n).padStart(5, '0')}`);
  const waiting = [...keys];
  const put = async () => {
    for (let key = waiting.shift(); key; key = waiting.shift()) await store.replace(key, Buffer.from('x'));
  };
  await Promise.all(Array.from({ length: 32 }, put));
  for (const other of [`${bucket.prefix}/with space`, `${bucket.prefix}/`, `${bucket.prefix}-more/n/00001`]) {
    await client.send(new PutObjectCommand({ Bucket: bucket.name, Key: other, Body: 'x' }));
  }
  const listed = [];
  for await (const { key } of store.list('')) listed.push(key);
  expect(listed).toEqual(keys);
});

test('keeps objects as the address says', async () => {
  const parameters = { 'storage-class': 'STANDARD_IA', sse: 'aws:kms', 'kms-key': kmsKey };
  const store = bucket.store(parameters);
  expect(await store.create('a', text)).toBe(true);
  expect(await store.create('a', Buffer.from('other'))).toBe(false);
  expect(await store.get('a')).toEqual(text);
  expect(String(await store.get('a', { offset: 5, length: 4 }))).toBe('text');
  const object = { Bucket: bucket.name, Key: `${bucket.prefix}/a` };
  expect(await plainClient(bucket.facts).send(new HeadObjectCommand(object))).toMatchObject({
    StorageClass: 'STANDARD_IA',
    ServerSideEncryption: 'aws:kms',
    SSEKMSKeyId: kmsKey,
  });
  expect((await store.list('a').next()).value).toMatchObject({ key: 'a', storageClass: 'STANDARD_IA' });
});

test('an object that was written by others without a token is somebody else’s', async () => {
  const object = { Bucket: bucket.name, Key: `${bucket.prefix}/a` };
  await plainClient(bucket.facts).send(new PutObjectCommand({ ...object, Body: 'theirs' }));
  expect(await bucket.store().create('a', text)).toBe(false);
  const reply = await plainClient(bucket.facts).send(new GetObjectCommand(object));
  expect(await reply.Body!.transformToString()).toBe('theirs');
});

test('says which right is missing, and on what', async () => {
  const name = `guarded-${process.pid}`;
  await makeBucket(bucket.facts, name);
  const url = `s3://${name}/p?endpoint=${bucket.facts.endpoint}`;
  await (await openStore(url)).create('kept', text);
  useCredentials(keyOf('stranger'));
  await expect(openStore(url)).rejects.toMatchObject({
    code: 'store',
    message: `cannot list s3://${name}/p/: access denied: s3:ListBucket on s3://${name}/p/ (AccessDenied)`,
    hint: `allow s3:ListBucket on arn:aws:s3:::${name}`,
  });
  await allow(bucket.facts, name, ['s3:ListBucket', 's3:GetObject']);
  const store = await openStore(url);
  expect(await store.get('kept')).toEqual(text);
  expect(await store.size('absent')).toBeUndefined();
  for (const [deed, verb, right] of [
    [() => store.create('a', text), 'write', 's3:PutObject'],
    [() => store.replace('a', text), 'write', 's3:PutObject'],
    [() => store.delete('kept'), 'delete', 's3:DeleteObject'],
  ] as const) {
    const object = verb === 'delete' ? 'kept' : 'a';
    await expect(deed()).rejects.toMatchObject({
      code: 'store',
      message: `cannot ${verb} s3://${name}/p/${object}: access denied: ${right} on s3://${name}/p/${object} (AccessDenied)`,
      hint: `allow ${right} on arn:aws:s3:::${name}/p/*`,
      retryable: false,
    });
  }
  await allow(bucket.facts, name, ['s3:ListBucket', 's3:PutObject']);
  const unread = {
    message: `cannot read s3://${name}/p/kept: access denied: s3:GetObject on s3://${name}/p/kept (AccessDenied)`,
  };
  await expect(store.get('kept')).rejects.toMatchObject(unread);
  await expect(store.size('kept')).rejects.toMatchObject(unread);
});

test('says that a key is unknown, or its secret wrong', async () => {
  useCredentials({ ...keyOf('owner'), accessKeyId: 'hunter2-nobody' });
  await expect(openStore(bucket.address())).rejects.toMatchObject({
    message: `cannot list s3://${bucket.name}/${bucket.prefix}/: the service does not know the access key id (InvalidAccessKeyId)`,
  });
  useCredentials({ ...keyOf('owner'), secretAccessKey: 'hunter2-wrong' });
  await expect(openStore(bucket.address())).rejects.toMatchObject({
    message: `cannot list s3://${bucket.name}/${bucket.prefix}/: the secret key does not fit the access key id (SignatureDoesNotMatch)`,
  });
});

test('a clock here that is an hour off is no hindrance', async () => {
  const there = await bucket.store().clock();
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - 3_600_000 });
  const store = bucket.store();
  expect(await store.size('a')).toBeUndefined();
  expect(await store.create('a', text)).toBe(true);
  expect(await bucket.store().get('a')).toEqual(text);
  const { value: listed } = await bucket.store().list('a').next();
  expect(Math.abs(listed!.modified.getTime() - there.getTime())).toBeLessThan(60_000);
  expect(Math.abs((await store.clock()).getTime() - there.getTime())).toBeLessThan(60_000);
});
