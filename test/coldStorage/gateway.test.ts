import { expect, type TestContext, test } from 'vitest';
import { backup } from '../../engine/backup/backup.ts';
import { archive } from '../../engine/keep/archive.ts';
import { thaw } from '../../engine/keep/thaw.ts';
import { verify } from '../../engine/keep/verify.ts';
import { blobKey } from '../../engine/repository/keys.ts';
import { openRepositoryIn, type Repository } from '../../engine/repository/repository.ts';
import { realSurroundings } from '../../engine/repository/surroundings.ts';
import { restore } from '../../engine/restore/restore.ts';
import { parseS3Address } from '../../engine/store/s3/address.ts';
import { S3Store } from '../../engine/store/s3/s3Store.ts';
import { ArchiveProxy } from '../gateway/archiveProxy.ts';
import { Bucket, startTimeout } from '../gateway/bucket.ts';
import { bucketRepository } from '../roundtrip/bucketRepository.ts';
import { difference } from '../roundtrip/describe.ts';
import { plan, wholeSet } from '../roundtrip/testRepository.ts';
import { freshDatabase, server, type TestDatabase } from '../servers.ts';
import { blobsOf } from './makeSet.ts';

/** The bucket as it will be found in 40 days. */
class LaterStore extends S3Store {
  override async clock(signal?: AbortSignal): Promise<Date> {
    return new Date((await super.clock(signal)).getTime() + 40 * 24 * 60 * 60 * 1000);
  }
}

/** Does not wait for minutes before it looks whether something is thawed. */
const impatient = {
  ...realSurroundings(),
  pause: (milliseconds: number, signal?: AbortSignal) =>
    realSurroundings().pause(milliseconds === 5_000 ? 50 : milliseconds, signal),
};

interface Scene {
  readonly proxy: ArchiveProxy;
  readonly repository: Repository;
  readonly source: TestDatabase;
  /** The older set, what it needs of the archive, and the newest one. */
  readonly old: string;
  readonly newest: string;
}

/** Two sets of which the older one alone needs half a megabyte of random text, archived. */
async function archivedSet(context: TestContext): Promise<Scene & AsyncDisposable> {
  const source = await freshDatabase(await server('18', context));
  await source.query(`
    CREATE TABLE always AS SELECT n, md5(n::text) AS text FROM generate_series(1, 20000) n;
    CREATE TABLE once AS SELECT n, sha256(n::text::bytea) AS bytes FROM generate_series(1, 20000) n`);
  const bucket = await Bucket.fresh(context);
  const proxy = await ArchiveProxy.to(bucket.facts);
  const url = bucket.address({ endpoint: proxy.endpoint });
  await bucketRepository(url, source, { archiveAfterDays: 30, archiveClass: 'GLACIER' });
  const repository = await openRepositoryIn(new S3Store(parseS3Address(url)), impatient);
  const { set: old } = (await backup(repository, plan)).set;
  await source.query('UPDATE once SET bytes = sha256(bytes)');
  const { set: newest } = (await backup(repository, plan)).set;
  await archive(await openRepositoryIn(new LaterStore(parseS3Address(url)), realSurroundings()));
  return { proxy, repository, source, old, newest, [Symbol.asyncDispose]: () => proxy[Symbol.asyncDispose]() };
}

const timeout = startTimeout + 60_000;

test('what an old set alone needs is in its class then, byte by byte, and of what the newest needs nothing', {
  timeout,
}, async (context) => {
  await using scene = await archivedSet(context);
  const { repository, old, newest } = scene;
  const needed = new Set(await blobsOf(repository, newest));
  const classes = new Map<string, number>();
  let expected = 0;
  for await (const { name, storageClass, size } of repository.blobs.list()) {
    classes.set(storageClass!, (classes.get(storageClass!) ?? 0) + size);
    if (!needed.has(name) && size >= 128 * 1024) expected += size;
  }
  expect(new Set(await blobsOf(repository, old)).size).toBeGreaterThan(0);
  expect(expected).toBeGreaterThan(500_000);
  expect(classes.get('GLACIER')).toBe(expected);
  const target = await freshDatabase(scene.source.server);
  await restore(repository, { ...wholeSet, target: target.target });
  expect(await difference(scene.source, target)).toEqual([]);
  expect(scene.proxy.asked).toEqual([]);
  const [blob] = (await blobsOf(repository, old)).filter((name) => !needed.has(name));
  // as when the reply to the copy was lost
  expect(await repository.store.classes!.copyInto('GLACIER', { key: blobKey(blob!) })).toBe(false);
});

test('where a proxy in front of the gateway answers 403 until what is archived is thawed, a restore has it thawed, and is resumed then', {
  timeout,
}, async (context) => {
  await using scene = await archivedSet(context);
  const { repository, proxy, old } = scene;
  const target = await freshDatabase(scene.source.server);
  const request = { ...wholeSet, set: old, target: target.target };
  const failed = await restore(repository, request).catch((thrown) => thrown);
  expect(failed).toMatchObject({
    code: 'archived',
    message: expect.stringMatching(
      /^1 of 2 blobs that are needed is archived \(GLACIER\), and cannot be read before it is thawed: it is being thawed; how long/,
    ),
    hint: expect.stringMatching(/come back when they are thawed: pgstow restore roundtrip --resume \S+ goes on then/),
  });
  expect(proxy.asked).toHaveLength(1);
  expect(proxy.asked[0]!.body).toContain('<Tier>Standard</Tier>');
  expect(await target.query("SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace")).toEqual([]);
  expect(await verify(repository)).toMatchObject({ intact: true, archived: 1, findings: [] });

  const resume = /--resume (\S+)/.exec(failed.hint)![1]!;
  const again = { plan, resume, target: target.target };
  await expect(restore(repository, again)).rejects.toMatchObject({ code: 'archived' });
  expect(proxy.asked).toHaveLength(1); // it is on its way
  proxy.thawAll();
  const restored = await restore(repository, again);
  expect(restored).toMatchObject({ proved: 2, set: { set: old } });
});

test('a restore whose blobs freeze again while it reads them is gone on with when they are thawed once more', {
  timeout,
}, async (context) => {
  await using scene = await archivedSet(context);
  const { repository, proxy, old } = scene;
  const target = await freshDatabase(scene.source.server);
  const request = { ...wholeSet, set: old, target: target.target };
  await thaw(repository, { set: old });
  proxy.thawAll();
  const failed = await restore(repository, request, { onPreview: () => proxy.freezeAll() }).catch((thrown) => thrown);
  expect(failed).toMatchObject({
    code: 'archived',
    message: expect.stringMatching(/is archived and cannot be read as it is/),
    hint: expect.stringMatching(
      /^what was thawed is frozen again, or was archived meanwhile: run the same command again with --resume (\S+), /,
    ),
  });
  const again = { plan, resume: /--resume (\S+),/.exec(failed.hint)![1]!, target: target.target };
  await expect(restore(repository, again)).rejects.toMatchObject({ code: 'archived', retryable: true });
  proxy.thawAll();
  expect(await restore(repository, again)).toMatchObject({ proved: 2 });
});

test('a restore that is to wait for what is archived waits, with a database that is created after that', {
  timeout,
}, async (context) => {
  await using scene = await archivedSet(context);
  const { repository, proxy, old, source } = scene;
  const database = `${source.name}_thawed`;
  const target = { ...source.target, database };
  const there = () => source.query('SELECT datname FROM pg_database WHERE datname = $1', [database]);
  const seen: number[] = [];
  const onEvent = async (event: { kind: string }) => {
    if (event.kind !== 'warning') return;
    seen.push((await there()).length);
    proxy.thawAll();
  };
  const terms = { tier: 'Bulk', days: 3, wait: true } as const;
  const result = await restore(
    repository,
    { ...wholeSet, set: old, target, createDatabase: true, thaw: terms },
    { onEvent },
  );
  expect(result.proved).toBe(2);
  expect(seen[0]).toBe(0);
  expect(proxy.asked[0]!.body).toMatch(/<Days>3<\/Days>.*<Tier>Bulk<\/Tier>/);
  await source.query(`DROP DATABASE "${database}"`);
});

test('a content that comes again after it was archived is stored once more, so that the newest set is read at once', {
  timeout,
}, async (context) => {
  await using scene = await archivedSet(context);
  const { repository, source, proxy } = scene;
  await source.query(
    'TRUNCATE once; INSERT INTO once SELECT n, sha256(n::text::bytea) FROM generate_series(1, 20000) n',
  );
  const { set } = await backup(repository, plan);
  expect((await blobsOf(repository, set.set)).filter((name) => name.endsWith('.1'))).toHaveLength(1);
  const target = await freshDatabase(source.server);
  await restore(repository, { ...wholeSet, target: target.target });
  expect(await difference(source, target)).toEqual([]);
  expect(proxy.asked).toEqual([]);
});
