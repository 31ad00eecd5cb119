import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { missingPrograms, Rgw } from '../../../embedded/gateway/rgw.ts';
import { parseS3Address } from '../../../engine/store/s3/address.ts';
import { S3Store } from '../../../engine/store/s3/s3Store.ts';
import { plainClient, useCredentials } from '../../gateway/bucket.ts';

/** A gateway of its own: the shared one is in use. */
test('a gateway that crashes and starts again in the middle of writes and reads costs time and nothing else', async (context) => {
  const reason = missingPrograms();
  if (reason) context.skip(reason);
  await using gateway = await Rgw.start();
  useCredentials(gateway);
  await plainClient(gateway).send(new CreateBucketCommand({ Bucket: 'crashed' }));
  const store = new S3Store(parseS3Address(`s3://crashed?endpoint=${gateway.endpoint}`));
  const written: string[] = [];
  let going = true;
  const writer = async (name: number) => {
    for (let n = 0; going; n++) {
      const key = `w${name}/${String(n).padStart(5, '0')}`;
      expect(await store.create(key, Buffer.alloc(100_000, key))).toBe(true);
      written.push(key);
    }
  };
  const reader = async () => {
    for (let n = 0; going; n = (n + 1) % (written.length + 1)) {
      const key = written[n];
      if (key) expect((await store.get(key)).equals(Buffer.alloc(100_000, key))).toBe(true);
      else await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
  const all = Promise.all([0, 1, 2, 3].map(writer).concat([reader(), reader()]));
  all.catch(() => {}); // looked at below
  await expect.poll(() => written.length, { timeout: 10_000 }).toBeGreaterThan(50);
  await gateway.killGateway();
  const before = written.length;
  await gateway.startGateway();
  await expect.poll(() => written.length, { timeout: 30_000 }).toBeGreaterThan(before + 50);
  going = false;
  await all;
  const listed: string[] = [];
  for await (const { key, size } of store.list('')) {
    expect(size).toBe(100_000);
    listed.push(key);
  }
  expect(listed).toEqual(written.sort());
}, 180_000);
