import { afterAll, expect, type TestContext, test } from 'vitest';
import { backup, generateKey, type Preview, type Repository, restore } from '../../engine/index.ts';
import type { Piece, RangeItem, TableItem } from '../../engine/repository/contents.ts';
import type { SetManifest } from '../../engine/repository/manifest.ts';
import { Bucket, startTimeout } from '../gateway/bucket.ts';
import { FaultyProxy } from '../gateway/faultyProxy.ts';
import { freshDatabase, server, type TestDatabase } from '../servers.ts';
import { bucketRepository } from './bucketRepository.ts';
import { plan, wholeSet } from './testRepository.ts';

/** What a restore of one table reads from a bucket, in bytes that the service has served. */

interface Scene {
  readonly source: TestDatabase;
  readonly proxy: FaultyProxy;
  readonly repository: Repository;
  /** The newest of several. */
  readonly set: SetManifest;
}

let shared: Promise<Scene> | undefined;
afterAll(async () => (await shared)?.proxy[Symbol.asyncDispose]());

async function scene(context: TestContext): Promise<Scene> {
  const bucket = await Bucket.fresh(context);
  const running = await server('18', context);
  shared ??= (async () => {
    const source = await freshDatabase(running);
    await source.query(`
      CREATE TABLE orders AS SELECT g AS id, md5(g::text) || md5((g * 7)::text) AS note FROM generate_series(1, 1000000) g;
      CREATE TABLE customers AS SELECT g AS id, md5(g::text) || md5((g * 7)::text) AS note FROM generate_series(1, 11500) g;
      DO $$ BEGIN FOR i IN 1..40 LOOP
        EXECUTE format('CREATE TABLE small_%s AS SELECT g AS id, md5(g::text) AS note FROM generate_series(1, 4000) g', i);
      END LOOP; END $$`);
    const proxy = await FaultyProxy.to(bucket.facts.endpoint);
    const repository = await bucketRepository(bucket.address({ endpoint: proxy.endpoint }), source, {
      key: generateKey(),
    });
    for (let earlier = 0; earlier < 3; earlier++) await backup(repository, plan);
    const { set } = await backup(repository, plan);
    return { source, proxy, repository, set };
  })();
  return shared;
}

const timeout = startTimeout + 120_000;

test('a table of one percent: no more than what is stored of it, and the index of the set', {
  timeout,
}, async (context) => {
  const at = await scene(context);
  const { size, all } = await sizeOf(at, 'customers');
  expect(size / all).toBeGreaterThan(0.008);
  expect(size / all).toBeLessThan(0.012);
  const { served, blobs, foreseen } = await bytesServed(at, 'customers');
  const stored = await storedOf(at, 'customers');
  expect(blobs).toBeLessThanOrEqual(1.05 * stored.own);
  expect(served).toBeLessThanOrEqual(1.05 * stored.own + indexBytes(at));
  expect(foreseen.reading.bytes).toBe(blobs + at.set.definitions.bytes + at.set.contents.bytes);
  expect(foreseen.items.find(({ name }) => name === 'customers')?.stored).toBe(blobs);
});

test('a table that shares a blob: that blob, which holds a few megabytes at most', { timeout }, async (context) => {
  const at = await scene(context);
  const { blobs } = await bytesServed(at, 'small_7');
  const stored = await storedOf(at, 'small_7');
  expect(blobs).toBe(stored.blobs);
  expect(stored.content).toBeLessThan(8 * 1024 * 1024);
});

/** Restores a table into a database of its own; gives the bytes of all replies, and of those that are blobs. */
async function bytesServed(
  { source, proxy, repository }: Scene,
  table: string,
): Promise<{ served: number; blobs: number; foreseen: Preview }> {
  await using target = await freshDatabase(source.server);
  proxy.seen.length = 0;
  const { proved, preview } = await restore(repository, {
    ...wholeSet,
    tables: [`public.${table}`],
    target: target.target,
  });
  expect(proved).toBe(1);
  const replies = proxy.seen.filter(({ served }) => served > 0);
  const sum = (some: typeof replies) => some.reduce((all, { served }) => all + served, 0);
  return {
    served: sum(replies),
    blobs: sum(replies.filter(({ path }) => path.includes('/blobs/'))),
    foreseen: preview,
  };
}

/** What is stored of a table by its share in each blob, of its blobs in whole, and what these hold. */
async function storedOf(
  { repository, set }: Scene,
  name: string,
): Promise<{ own: number; blobs: number; content: number }> {
  const items = await repository.sets.readContents(set);
  const table = items.findIndex((item) => item.kind === 'table' && (item as TableItem).name === name);
  const ranges = items.filter((item): item is RangeItem => item.kind === 'range');
  const pieces = ranges.filter((range) => range.table === table).flatMap((range) => range.pieces);
  const everyPiece = ranges.flatMap((range) => range.pieces);
  const lengthOf = (some: readonly Piece[]) => some.reduce((sum, { length }) => sum + length, 0);
  let [own, blobs, content] = [0, 0, 0];
  for (const [blob, mine] of Map.groupBy(pieces, (piece) => piece.blob)) {
    const stored = (await repository.blobs.size(blob))!;
    const held = lengthOf(everyPiece.filter((piece) => piece.blob === blob));
    own += (stored * lengthOf(mine)) / held;
    blobs += stored;
    content += held;
  }
  return { own, blobs, content };
}

/** Manifest, definitions and contents. */
function indexBytes({ set }: Scene): number {
  return JSON.stringify(set).length + set.definitions.bytes + set.contents.bytes;
}

async function sizeOf({ source }: Scene, table: string): Promise<{ size: number; all: number }> {
  const [row] = await source.query(
    `SELECT pg_table_size($1::regclass)::int AS size, sum(pg_table_size(oid))::int AS all FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace`,
    [table],
  );
  return row as { size: number; all: number };
}
