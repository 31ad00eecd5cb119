import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { backup, generateKey, openRepository, type Repository } from '../../engine/index.ts';
import type { ContentItem } from '../../engine/repository/contents.ts';
import { encodeContents } from '../../engine/repository/contentsFile.ts';
import { inParallel } from '../../engine/repository/inParallel.ts';
import { Bucket, startTimeout } from '../gateway/bucket.ts';
import { FaultyProxy, type SeenRequest } from '../gateway/faultyProxy.ts';
import { sampleSet } from '../repository/sampleManifest.ts';
import { freshDatabase, server } from '../servers.ts';
import { bucketRepository } from './bucketRepository.ts';
import { plan } from './testRepository.ts';

const sets = Number(process.env.PGSTOW_TEST_SETS ?? 20);
const day = 24 * 60 * 60 * 1000;
const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

test.for(['plain', 'encrypted'] as const)(
  'a nightly backup of a %s repository that removes the oldest set reads with a cache only what is new, and does the same',
  { timeout: startTimeout + 120_000 },
  async (kind, context) => {
    const bucket = await Bucket.fresh(context);
    await using source = await freshDatabase(await server('18', context));
    await source.query('CREATE TABLE orders AS SELECT g AS id FROM generate_series(1, 1000) g');
    await using proxy = await FaultyProxy.to(bucket.facts.endpoint);
    const url = bucket.address({ endpoint: proxy.endpoint });
    const unlocking = kind === 'plain' ? {} : { key: generateKey() };
    const retention = { keepLast: sets };
    await manySets(await bucketRepository(bucket.address(), source, { ...unlocking, retention }));
    const folder = await mkdtemp(join(tmpdir(), 'pgstow-cache-'));
    folders.push(folder);

    const night = async (cache?: { folder: string }) => {
      proxy.seen.length = 0;
      const { pruned } = await backup(await openRepository(url, { ...unlocking, cache }), plan);
      expect(pruned?.sets).toHaveLength(1);
      return readingOf(proxy.seen);
    };
    const without = await night();
    const first = await night({ folder });
    const then = await night({ folder });
    if (process.env.PGSTOW_TEST_SETS) console.log(kind, sets, 'sets:', { without, first, then });
    expect(without.manifests).toBeGreaterThanOrEqual(2 * sets);
    expect(without.contents).toBeGreaterThanOrEqual(sets - 1);
    expect(first.manifests).toBeLessThanOrEqual(sets + 5);
    expect(then.manifests).toBeLessThanOrEqual(8); // the new set's, and those that are asked for to decide
    expect(then.contents).toBeLessThanOrEqual(4);
    expect(then.requests).toBeLessThan(without.requests - 2 * sets);
    const [part] = await readdir(folder);
    expect((await readdir(join(folder, part!))).length).toBeLessThanOrEqual(2 * (sets + 1)); // what went is not kept
    const uncached = await (await openRepository(url, unlocking)).sets.list();
    const cached = await (await openRepository(url, { ...unlocking, cache: { folder } })).sets.list();
    expect(cached).toEqual(uncached);
    expect(uncached).toHaveLength(sets);
  },
);

/** Sets of an older time, a day apart, that name 200 blobs each. */
async function manySets(repository: Repository): Promise<void> {
  const began = Date.now() - (sets + 1) * day;
  await inParallel([...Array(sets).keys()], async (index) => {
    const at = new Date(began + index * day).toISOString();
    const set = `${at.replaceAll(/[-:]|\.\d+/g, '')}-aaaaaa`;
    const contents = await encodeContents(itemsOf(200));
    const { body: _, ...summary } = contents;
    const about = { set, plan, repository: repository.id, startedAt: at, snapshotAt: at, finishedAt: at };
    const { manifest, definitions } = await sampleSet({ ...about, contents: summary });
    await repository.sets.commit(manifest, definitions, contents);
  });
}

function itemsOf(ranges: number): ContentItem[] {
  const hash = '0'.repeat(16);
  const table = { kind: 'table', oid: 1, schema: 'public', name: 'big', persistence: 'p', columns: ['id'] } as const;
  const range = (from: number): ContentItem => {
    const pieces = [{ blob: randomBytes(32).toString('hex'), offset: 0, length: 100 }];
    return { kind: 'range', table: 0, from, to: from + 1, rows: 1, hash, bytes: 100, pieces };
  };
  return [{ ...table, rows: ranges, hash, bytes: ranges * 100 }, ...[...Array(ranges).keys()].map(range)];
}

function readingOf(seen: readonly SeenRequest[]) {
  const reads = seen.filter(({ method, query }) => method === 'GET' && !query.includes('list-type'));
  return {
    requests: seen.length,
    listings: seen.filter(({ query }) => query.includes('list-type')).length,
    manifests: reads.filter(({ path }) => path.endsWith('/manifest.json')).length,
    contents: reads.filter(({ path }) => path.endsWith('/contents.ndjson.zst')).length,
    served: seen.reduce((sum, each) => sum + each.served, 0),
  };
}
