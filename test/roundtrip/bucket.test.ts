import { expect, test } from 'vitest';
import {
  backup,
  generateKey,
  initRepository,
  openRepository,
  parsePlans,
  restore,
  verify,
} from '../../engine/index.ts';
import { loadFixture } from '../fixtures/loadFixture.ts';
import { Bucket, startTimeout } from '../gateway/bucket.ts';
import { FaultyProxy } from '../gateway/faultyProxy.ts';
import { freshDatabase, server } from '../servers.ts';
import { difference } from './describe.ts';
import { plan, wholeSet } from './testRepository.ts';

test.for(['plain', 'encrypted'] as const)(
  'a %s repository in a bucket is backed up to, verified and restored from, whatever the network does',
  { timeout: startTimeout + 300_000 },
  async (kind, context) => {
    const source = await freshDatabase(await server('18', context));
    const client = await source.connect();
    await loadFixture(client);
    await client.end();
    const bucket = await Bucket.fresh(context);
    await using proxy = await FaultyProxy.to(bucket.facts.endpoint);
    proxy.latency = 30;
    const url = bucket.address({ endpoint: proxy.endpoint });
    const unlocking = kind === 'plain' ? {} : { key: generateKey() };
    await initRepository(url, { encryption: kind === 'plain' ? 'none' : unlocking });
    const repository = await openRepository(url, unlocking);
    const { host, port, database, user } = source.target;
    const document = { id: plan, source: { host, port, database, user }, concurrency: 4 };
    for (const parsed of parsePlans(JSON.stringify([document]), 'plan.json')) await repository.plans.apply(parsed);

    proxy.break({ kind: 'lose reply' }, { times: 3, method: 'PUT' });
    proxy.break({ kind: 'answer', status: 503, code: 'SlowDown' }, { times: 3, method: 'PUT' });
    proxy.break({ kind: 'cut request', after: 1000 }, { times: 3, method: 'PUT' });
    const { set } = await backup(repository, plan);
    proxy.break({ kind: 'cut reply', after: 500 }, { times: 3, method: 'GET' });
    expect((await backup(repository, plan)).set.totals).toEqual({ ...set.totals, newBytes: 0 });
    expect(await verify(repository)).toMatchObject({ intact: true, findings: [] });
    const target = await freshDatabase(source.server);
    proxy.break({ kind: 'cut reply', after: 500 }, { times: 3, method: 'GET' });
    await restore(repository, { ...wholeSet, target: target.target });
    expect(await difference(source, target)).toEqual([]);
  },
);
