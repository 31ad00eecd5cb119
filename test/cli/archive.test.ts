import {
  CopyObjectCommand,
  GetObjectTaggingCommand,
  ListObjectsV2Command,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { expect, type TestContext, test } from 'vitest';
import { parseS3Address } from '../../engine/store/s3/address.ts';
import { S3Store } from '../../engine/store/s3/s3Store.ts';
import { ArchiveProxy } from '../gateway/archiveProxy.ts';
import { Bucket, makeBucket, plainClient, startTimeout } from '../gateway/bucket.ts';
import { freshDatabase, server, type TestDatabase } from '../servers.ts';
import { documents } from './documents.ts';
import { emptyWorkshop, planOf, type Workshop } from './pgstow.ts';

const timeout = startTimeout + 120_000;

interface Shop {
  readonly shop: Workshop;
  readonly env: Record<string, string>;
  readonly bucket: Bucket;
  readonly proxy: ArchiveProxy;
  readonly source: TestDatabase;
  /** The id of the one set that there is. */
  readonly set: string;
}

/** A repository in a bucket behind a proxy whose class GLACIER is an archive, with one set. */
async function bucketShop(context: TestContext, bucket: Bucket, name = bucket.name): Promise<Shop> {
  const source = await freshDatabase(await server('18', context));
  await source.query('CREATE TABLE orders AS SELECT n AS id, md5(n::text) AS note FROM generate_series(1, 20000) n');
  const proxy = await ArchiveProxy.to(bucket.facts);
  const { accessKeyId, secretAccessKey } = bucket.facts;
  const env = {
    PGSTOW_REPOSITORY: `s3://${name}/${bucket.prefix}?endpoint=${proxy.endpoint}`,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
  };
  const shop = await emptyWorkshop();
  await shop.ok(['init', '--no-encryption'], { env });
  const plan = planOf('orders', source, { archiveAfterDays: 30, archiveClass: 'GLACIER' });
  await shop.ok(['plan', 'apply', '-f', '-'], { env, input: JSON.stringify(plan) });
  const { backups } = documents.backup.parse(await shop.document(['backup', 'orders'], { env }));
  const made = backups[0]!;
  if (made.outcome !== 'succeeded') throw new Error('no set was made');
  return { shop, env, bucket, proxy, source, set: made.set.set };
}

/** Moves the blobs of the repository to GLACIER, as somebody's rule of the bucket may. */
async function archiveByHand({ bucket }: Shop): Promise<void> {
  const client = plainClient(bucket.facts);
  const place = { Bucket: bucket.name, Prefix: `${bucket.prefix}/blobs/` };
  const { Contents = [] } = await client.send(new ListObjectsV2Command(place));
  for (const { Key } of Contents) {
    const copy = { Bucket: bucket.name, Key, CopySource: `${bucket.name}/${Key}`, StorageClass: 'GLACIER' } as const;
    await client.send(new CopyObjectCommand(copy));
  }
}

/** As the archiving notes it that has moved them. */
async function noteArchived({ bucket, set }: Shop): Promise<void> {
  const Key = `${bucket.prefix}/sets/orders/${set}/archived/GLACIER.json`;
  await plainClient(bucket.facts).send(new PutObjectCommand({ Bucket: bucket.name, Key, Body: '{}' }));
}

test('a set that is archived is refused by what reads it, thawed by its id, and read then', {
  timeout,
}, async (context) => {
  const opened = await bucketShop(context, await Bucket.fresh(context));
  const { shop, env, proxy, set, source } = opened;
  await using _ = shop;
  await using __ = proxy;
  expect(await shop.document(['archive'], { env }).then((all) => documents.archive.parse(all))).toMatchObject({
    movedBy: 'copy',
    oldSets: 0,
    moved: { blobs: 0 },
  });
  await archiveByHand(opened);
  expect(await shop.ok(['show', set], { env })).toMatch(
    new RegExp(
      `^archived: +1 blob, \\S+ kB in GLACIER; how long thawing takes is not known of this service: pgstow thaw ${set}$`,
      'm',
    ),
  );
  await noteArchived(opened);
  const [sets, health, metrics] = await Promise.all(
    ['sets', 'health', 'metrics'].map((command) => shop.run([command], { env })),
  );
  expect(sets!.stdout).toMatch(/STATUS +ARCHIVED +PINNED\n.*complete +GLACIER$/m);
  expect(health!.stdout).toMatch(/COPIES +ARCHIVED +SET\n.* 1 set +\S+$/m);
  expect(health!.stderr).toContain(`the newest set ${set} of orders is archived (GLACIER), and has to be thawed`);
  expect(metrics!.stdout).toMatch(/^pgstow_plan_archived_sets\{plan="orders"\} 1$/m);
  expect(metrics!.stdout).toMatch(/^pgstow_plan_last_set_archived\{plan="orders"\} 1$/m);
  const target = await freshDatabase(source.server);
  const refused = await shop.run(['cat', set, '--table', 'public.orders', '--limit', '1'], { env });
  expect(refused.stderr).toMatch(
    /is archived and cannot be read as it is \(InvalidObjectState\)\nhint: thaw what the set needs, which may take hours: pgstow thaw SET; and then run this again\n$/,
  );
  expect(refused.status).toBe(3);
  expect(await shop.ok(['verify', 'orders'], { env })).toBe(
    'no damage found: 1 set: 0 blobs, 0 B read; 1 blob in an archive was not read: pgstow thaw SET makes what a set needs readable\n',
  );
  const checked = await shop.run(['restore', set, '--target', target.url, '--precheck'], { env });
  expect(checked.stdout).toMatch(
    /thaw +1 of 1 blobs that are needed is archived \(GLACIER\), and cannot be read before it is thawed/,
  );
  const dry = await shop.run(['restore', set, '--target', target.url, '--dry-run'], { env });
  expect(dry.stdout).toMatch(/archived of it: 1 blob, \S+ kB in GLACIER \(1 to be thawed\)/);
  expect(dry.stderr).toContain('how long that takes is not known of this service');
  expect(proxy.asked).toEqual([]);

  const thawed = documents.thaw.parse(await shop.document(['thaw', set, '--thaw-tier', 'Bulk'], { env }));
  expect(thawed).toMatchObject({ set, blobs: 1, archived: [{ storageClass: 'GLACIER', frozen: 1 }], readable: false });
  expect(await shop.ok(['thaw', set], { env })).toMatch(
    /1 blob, \S+ kB in GLACIER \(1 asked for before\) of its 1 blob is being thawed/,
  );
  proxy.thawAll();
  expect(await shop.ok(['thaw', set], { env })).toContain('all of its 1 blob can be read now');
  await shop.ok(['restore', set, '--target', target.url], { env });
  expect(await target.query('SELECT count(*)::int AS count FROM orders')).toEqual([{ count: 20000 }]);
});

test('a bucket that keeps versions is told its lifecycle rule, and its blobs are tagged for it', {
  timeout,
}, async (context) => {
  const bucket = await Bucket.fresh(context);
  const name = `versions-${process.pid}`;
  await makeBucket(bucket.facts, name);
  const { shop, env, proxy } = await bucketShop(context, bucket, name);
  const client = plainClient(bucket.facts);
  const VersioningConfiguration = { Status: 'Enabled' } as const;
  await client.send(new PutBucketVersioningCommand({ Bucket: name, VersioningConfiguration })); // from here on this gateway makes no create-only writes
  await using _ = shop;
  await using __ = proxy;
  const checked = await shop.run(['precheck', 'orders'], { env });
  expect(checked.stdout).toMatch(
    /archive +the bucket keeps versions, or locks objects: .* no lifecycle rule of the bucket moves it there/,
  );
  const { Rules } = JSON.parse(await shop.ok(['archive', '--bucket-rule'], { env }));
  expect(Rules).toEqual([
    {
      ID: 'pgstow-archive-GLACIER',
      Status: 'Enabled',
      Filter: { And: { Prefix: `${bucket.prefix}/blobs/`, Tags: [{ Key: 'pgstow-archive', Value: 'GLACIER' }] } },
      Transitions: [{ Days: 0, StorageClass: 'GLACIER' }],
    },
  ]);
  const { classes } = new S3Store(parseS3Address(env.PGSTOW_REPOSITORY!));
  const { Contents = [] } = await client.send(
    new ListObjectsV2Command({ Bucket: name, Prefix: `${bucket.prefix}/blobs/` }),
  );
  const Key = Contents[0]!.Key!;
  expect(await classes.movedBy()).toBe('tag');
  expect(await classes.tagFor('GLACIER', { key: Key.slice(bucket.prefix.length + 1) })).toBe(true);
  expect(await classes.tagFor('GLACIER', { key: 'blobs/00/absent' })).toBe(false);
  expect((await client.send(new GetObjectTaggingCommand({ Bucket: name, Key }))).TagSet).toEqual([
    { Key: 'pgstow-archive', Value: 'GLACIER' },
  ]);
});
