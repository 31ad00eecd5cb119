import { expect, test } from 'vitest';
import { generateKey } from '../../engine/index.ts';
import { Bucket, startTimeout } from '../gateway/bucket.ts';
import { FaultyProxy } from '../gateway/faultyProxy.ts';
import { bucketRepository } from '../roundtrip/bucketRepository.ts';
import { plan } from '../roundtrip/testRepository.ts';
import { freshDatabase, server } from '../servers.ts';
import { CacheService } from './cacheService.ts';
import { Runner } from './runner.ts';
import { stepHere } from './stepHere.ts';

test('a step tells on its page how large the tables are, and the next one finds in the cache what it has read', {
  timeout: startTimeout + 120_000,
}, async (context) => {
  const bucket = await Bucket.fresh(context);
  await using source = await freshDatabase(await server('18', context));
  await source.query('CREATE TABLE orders AS SELECT g AS id FROM generate_series(1, 1000) g; CREATE TABLE "a|b" ()');
  await using proxy = await FaultyProxy.to(bucket.facts.endpoint);
  await using service = await CacheService.start();
  const key = generateKey();
  await bucketRepository(bucket.address(), source, { key });
  const repository = bucket.address({ endpoint: proxy.endpoint });
  const printed: string[] = [];
  const step = async (inputs: Record<string, string>): Promise<{ text: string; manifests: number }> => {
    proxy.seen.length = 0;
    const ended = await stepHere({ repository, ...inputs }, { ...service.env, PGSTOW_KEY: key });
    expect(ended.report).toMatchObject({ failures: [], status: 'succeeded' });
    printed.push(ended.printed);
    const manifests = proxy.seen.filter(({ method, path }) => method === 'GET' && path.endsWith('/manifest.json'));
    return { text: ended.page, manifests: manifests.length };
  };

  const { text } = await step({ command: 'backup', plan });
  expect(text).toMatch(/^## ✅ pgstow backup succeeded\n/);
  expect(text).toContain('| <code>public.orders</code> | 1,000 | 3.89\u00a0kB | <code>████████████████</code> |');
  expect(text).toContain('| <code>public."a&#124;b"</code> | 0 | 0\u00a0B |');
  expect(service.calls).toEqual([]); // nothing that is kept was needed
  const first = await step({ command: 'prune' });
  expect(service.entries).toHaveLength(1);
  const then = await step({ command: 'prune' });
  expect(service.entries).toHaveLength(1);
  expect(first.manifests).toBe(1);
  expect(then.manifests).toBe(0);
  expect(then.text.replace(/· .*/, '')).toBe(first.text.replace(/· .*/, ''));
  expect(printed.join('')).toContain('::debug::cache: 2 objects were restored');
  expect((await step({ command: 'prune', cache: 'false' })).manifests).toBe(2); // listed, and marked
  expect(printed.join('').replaceAll(/^::add-mask::.*$/gm, '')).not.toContain(key);
  await using runner = await Runner.start({ PGSTOW_KEY: key, ACTIONS_RUNTIME_TOKEN: service.token }, service.env);
  const { AWS_ACCESS_KEY_ID = '', AWS_SECRET_ACCESS_KEY = '' } = process.env;
  service.calls.length = 0;
  const bundled = await runner.run({
    with: { command: 'prune', repository: bucket.address() },
    env: { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY },
  });
  expect(bundled.report.failures).toEqual([]);
  expect(service.calls).toEqual(['GetCacheEntryDownloadURL', 'GET blob']);
});
