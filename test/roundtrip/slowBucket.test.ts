import { expect, test } from 'vitest';
import { backup } from '../../engine/index.ts';
import { Bucket, startTimeout } from '../gateway/bucket.ts';
import { FaultyProxy, type Hold } from '../gateway/faultyProxy.ts';
import { freshDatabase, server } from '../servers.ts';
import { bucketRepository } from './bucketRepository.ts';
import { plan } from './testRepository.ts';

const tables = 24;

test('one connection reads on while the bucket answers nothing, and many blobs are stored at once', {
  timeout: startTimeout + 120_000,
}, async (context) => {
  const source = await freshDatabase(await server('18', context));
  // each has a blob of its own; all of them fit into what may wait
  await source.query(`DO $$ BEGIN FOR i IN 1..${tables} LOOP
      EXECUTE format('CREATE TABLE t_%s AS SELECT g AS id, md5((g + %s)::text) AS note FROM generate_series(1, 19000) g', i, i);
    END LOOP; END $$`);
  const bucket = await Bucket.fresh(context);
  await using proxy = await FaultyProxy.to(bucket.facts.endpoint);
  const url = bucket.address({ endpoint: proxy.endpoint });
  const repository = await bucketRepository(url, source, { concurrency: 1 });
  const [asked, stored] = ['HEAD', 'PUT'].map((method) => proxy.hold({ method, path: /\/blobs\// })) as [Hold, Hold];
  const backingUp = backup(repository, plan);
  try {
    await expect.poll(() => asked.waiting).toBe(tables); // so all of them were read
    asked.letGo();
    await expect.poll(() => stored.waiting).toBe(tables);
  } finally {
    for (const each of [asked, stored]) each.letGo();
    expect((await backingUp).set.totals).toMatchObject({ tables, blobs: tables });
  }
});
