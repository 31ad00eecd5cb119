import { expect, test } from 'vitest';
import {
  backup,
  generateKey,
  initRepository,
  openRepository,
  parsePlans,
  prune,
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
  'a %s repository in a bucket is backed up to, verified, restored from and pruned, whatever the network does',
  { timeout: startTimeout + 300_000, concurrent: true }, // both wait for the line nearly all of their time
  async (kind, context) => {
    const source = await freshDatabase(await server('18', context));
    const client = await source.connect();
    await loadFixture(client);
    await client.end();
    const bucket = await Bucket.fresh(context);
    await using proxy = await FaultyProxy.to(bucket.facts.endpoint);
    proxy.latency = kind === 'encrypted' ? 30 : 5; // a slow line once: what is sealed takes the same way
    const url = bucket.address({ endpoint: proxy.endpoint });
    const unlocking = kind === 'plain' ? {} : { key: generateKey() };
    await initRepository(url, { encryption: kind === 'plain' ? 'none' : unlocking });
    const repository = await openRepository(url, unlocking);
    const { host, port, database, user } = source.target;
    const document = { id: plan, source: { host, port, database, user }, concurrency: 4 };
    const apply = async (retention = {}) => {
      const [parsed] = parsePlans(JSON.stringify([{ ...document, ...retention }]), 'plan.json');
      await repository.plans.apply(parsed!);
    };
    await apply();

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

    await source.query('CREATE TABLE later AS SELECT g AS id, md5(g::text) AS text FROM generate_series(1, 1000) g');
    const last = await backup(repository, plan);
    await apply({ retention: { keepLast: 1 } });
    proxy.break({ kind: 'lose reply' }, { times: 2, method: 'DELETE' });
    proxy.break({ kind: 'answer', status: 503, code: 'SlowDown' }, { times: 2, method: 'DELETE' });
    proxy.break({ kind: 'lose reply' }, { times: 2, method: 'PUT' });
    const pruned = await prune(repository);
    expect(pruned).toMatchObject({ unreadable: [], waitsFor: [] });
    expect(pruned.blobs).toBeGreaterThan(0);
    expect((await repository.sets.list()).map((listed) => listed.set)).toEqual([last.set.set]);
    expect(await verify(repository)).toMatchObject({ intact: true, findings: [] });
  },
);
