import { expect, test } from 'vitest';
import { backup } from '../../engine/index.ts';
import { Bucket, startTimeout } from '../gateway/bucket.ts';
import { FaultyProxy } from '../gateway/faultyProxy.ts';
import { freshDatabase, server } from '../servers.ts';
import { bucketRepository } from './bucketRepository.ts';
import { plan } from './testRepository.ts';

/** Milliseconds that each answer takes. */
const latency = 2_000;
const tables = 24;

test('one connection reads on while the bucket takes seconds for each answer, and many blobs are stored at once', {
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
  let readAtFirstAnswer: number | undefined;
  let [began, ended] = [0, 0];
  await backup(repository, plan, {
    onEvent(event) {
      if (event.kind === 'phase' && event.phase === 'data') {
        proxy.latency = latency;
        began = performance.now();
      }
      if (event.kind === 'phase' && event.phase === 'commit') {
        proxy.latency = 0;
        ended = performance.now();
      }
      if (event.kind === 'progress' && event.progress.storedBytes > 0) readAtFirstAnswer ??= event.progress.tablesDone;
    },
  });
  expect(readAtFirstAnswer).toBe(tables);
  expect(proxy.mostPuts).toBeGreaterThanOrEqual(tables);
  // one by one, what is asked and what is stored would take 96 seconds
  expect(ended - began).toBeLessThan(6 * latency);
});
