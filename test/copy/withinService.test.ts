import { PutObjectCommand } from '@aws-sdk/client-s3';
import { beforeEach, expect, test } from 'vitest';
import { copyPlan } from '../../engine/copy/copyPlan.ts';
import { PgstowError } from '../../engine/errors.ts';
import { type EngineEvent, ProgressMeter } from '../../engine/events.ts';
import { copy } from '../../engine/keep/copy.ts';
import { prune } from '../../engine/keep/prune.ts';
import { verify } from '../../engine/keep/verify.ts';
import { pin, unpin } from '../../engine/prune/pinning.ts';
import { blobKey } from '../../engine/repository/keys.ts';
import { initRepository, openRepository, openRepositoryIn } from '../../engine/repository/repository.ts';
import { realSurroundings } from '../../engine/repository/surroundings.ts';
import { generateKey } from '../../engine/repository/unlocking.ts';
import { parsePlan } from '../../engine/spec/parsePlans.ts';
import { allow, Bucket, makeBucket, plainClient, startTimeout, strangerOf, useCredentials } from '../gateway/bucket.ts';
import { Pair } from './pairInService.ts';
import { contentsIn, makeSet, plan } from './twoRepositories.ts';

let bucket: Bucket;
beforeEach(async (context) => {
  bucket = await Bucket.fresh(context);
}, startTimeout);

test('within one service blobs are copied by the service itself, only those that are missing, and no byte of them passes through', async () => {
  await using pair = await Pair.make(bucket);
  const first = await makeSet(pair.main, ['one', 'two', 'three'], 1);
  pair.blobRequests();
  const done = await copy(pair.main, { plan, to: pair.to });
  expect(done.copies).toMatchObject([{ state: 'complete', sets: [first], blobs: 3, withinService: 3 }]);
  expect(done.copies[0]!.passedThrough).toBeUndefined();
  expect(pair.blobRequests().toSorted()).toEqual(['HEAD', 'HEAD', 'HEAD', 'PUT', 'PUT', 'PUT']);
  const second = await makeSet(pair.main, ['two', 'four']);
  pair.blobRequests();
  const next = await copy(pair.main, { plan, to: pair.to });
  expect(next.copies).toMatchObject([{ sets: [second], blobs: 1, withinService: 1 }]);
  expect(pair.blobRequests().toSorted()).toEqual(['HEAD', 'PUT']);
  expect(await contentsIn(pair.copy)).toEqual(await contentsIn(pair.main));
});

test('a reply that is lost, and a service that stumbles, cost another try', async () => {
  await using pair = await Pair.make(bucket);
  await makeSet(pair.main, ['one', 'two']);
  const lost = pair.line.seen.length;
  const faults = { method: 'PUT' } as const;
  const onEvent = (event: { kind: string; phase?: string }) => {
    if (event.kind !== 'phase' || event.phase !== 'copy') return;
    pair.line.break({ kind: 'lose reply' }, { ...faults, times: 2 });
    pair.line.break({ kind: 'answer', status: 503, code: 'SlowDown' }, faults);
  };
  const done = await copy(pair.main, { plan, to: pair.to }, { onEvent });
  expect(done.copies).toMatchObject([{ state: 'complete', blobs: 2, withinService: 2 }]);
  const outcomes = pair.line.seen.slice(lost).map(({ outcome }) => outcome);
  expect(outcomes).toEqual(expect.arrayContaining(['reply lost', '503']));
  expect(await contentsIn(pair.copy)).toEqual(await contentsIn(pair.main));
});

test('where the credentials of the copy cannot read the source, blobs pass through, and the run says so', async () => {
  const name = `${bucket.name}-strangers`;
  await makeBucket(bucket.facts, name);
  await allow(bucket.facts, name, ['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:ListBucket']);
  await using pair = await Pair.make(bucket, { name });
  const stranger = strangerOf(bucket.facts);
  const credentials = { accessKeyId: { env: 'COPY_ID' }, secretAccessKey: { env: 'COPY_SECRET' } };
  const source = { host: 'h', database: 'd', user: 'u' };
  await pair.main.plans.apply(parsePlan({ id: plan, source, copies: [{ ...pair.to, credentials }] }));
  await makeSet(pair.main, ['one', 'two', 'three']);
  const env = {
    PGSTOW_ALLOW_COPIES: pair.to.repository,
    COPY_ID: stranger.accessKeyId,
    COPY_SECRET: stranger.secretAccessKey,
  };
  pair.blobRequests();
  const { run, copies } = await copy(pair.main, { plan }, { env });
  const passedThrough = 'the service says AccessDenied to a copy by the credentials of the copy';
  expect(copies).toMatchObject([{ state: 'complete', blobs: 3, withinService: 0, passedThrough }]);
  expect(pair.blobRequests().filter((method) => method === 'GET')).toHaveLength(3);
  const [record] = await pair.main.runs.list(plan);
  expect(record).toMatchObject({ run, copies: [{ withinService: 0, passedThrough }] });
  const kept = await contentsIn(pair.main);
  useCredentials(stranger);
  expect(await contentsIn(await openRepository(pair.to.repository))).toEqual(kept);
  useCredentials(bucket.facts);
});

test('what is encrypted, and what goes to another service, passes through, and the run says why', async () => {
  await using pair = await Pair.make(bucket);
  await makeSet(pair.main, ['one']);
  const key = generateKey();
  const sealed = `s3://${bucket.name}/${bucket.prefix}-sealed?endpoint=${pair.line.endpoint}`;
  await initRepository(sealed, { encryption: { key } });
  const sealedCopy = await copy(pair.main, { plan, to: { repository: sealed, key } });
  expect(sealedCopy.copies).toMatchObject([
    { withinService: 0, passedThrough: 'what is encrypted is sealed anew, under the key of the copy' },
  ]);
  const elsewhere = bucket.address({ endpoint: bucket.facts.endpoint }).replace(bucket.prefix, `${bucket.prefix}-b`);
  await initRepository(elsewhere, { encryption: 'none' });
  const { copies } = await copy(pair.main, { plan, to: { repository: elsewhere } });
  expect(copies).toMatchObject([{ withinService: 0, passedThrough: 'they are not in one service' }]);
});

test('two that copy at once, and prunes of the copy beside them, leave each set whole, and none double', async () => {
  await using pair = await Pair.make(bucket);
  for (const day of [3, 2, 1]) await makeSet(pair.main, ['shared', `of day ${day}`], day);
  const pause = (milliseconds: number, abort?: AbortSignal) => realSurroundings().pause(milliseconds / 100, abort);
  const open = async () => openRepositoryIn(pair.copy.store, { ...realSurroundings(), pause });
  const copying = async (run: string) => {
    const about = { source: pair.main, plan: await pair.main.plans.resolve(plan), run, env: {} };
    const work = { ...about, meter: new ProgressMeter(), signal: new AbortController().signal };
    return (await copyPlan(work, [{ repository: 'the other', open }]))[0]!;
  };
  let isOver = false;
  const pruning = (async () => {
    while (!isOver) await prune(pair.copy).catch(busyIsFine);
  })();
  const both = await Promise.all(['one', 'two'].map(copying));
  isOver = true;
  await pruning;
  expect(both.map(({ state }) => state)).toEqual(['complete', 'complete']);
  expect(both.flatMap(({ sets }) => sets)).toHaveLength(3);
  expect(both[0]!.withinService! + both[1]!.withinService!).toBe(4);
  expect(await contentsIn(pair.copy)).toEqual(await contentsIn(pair.main));
});

function busyIsFine(thrown: unknown): void {
  if (!(thrown instanceof PgstowError) || thrown.code !== 'busy') throw thrown;
}

test('where nothing may be deleted a pin that is to go stays, which is a warning', async () => {
  const name = `${bucket.name}-kept`;
  await makeBucket(bucket.facts, name);
  const rights = ['s3:GetObject', 's3:PutObject', 's3:ListBucket'];
  await allow(bucket.facts, name, [...rights, 's3:DeleteObject']);
  await using pair = await Pair.make(bucket, { name });
  const set = await makeSet(pair.main, ['one']);
  await pin(pair.main, set, 'the audit');
  const stranger = strangerOf(bucket.facts);
  const credentials = { accessKeyId: { env: 'COPY_ID' }, secretAccessKey: { env: 'COPY_SECRET' } };
  const source = { host: 'h', database: 'd', user: 'u' };
  await pair.main.plans.apply(parsePlan({ id: plan, source, copies: [{ ...pair.to, credentials }] }));
  const { accessKeyId, secretAccessKey } = stranger;
  const env = { PGSTOW_ALLOW_COPIES: pair.to.repository, COPY_ID: accessKeyId, COPY_SECRET: secretAccessKey };
  await copy(pair.main, { plan }, { env });
  await unpin(pair.main, set);
  await allow(bucket.facts, name, rights);
  const warnings: string[] = [];
  const onEvent = (event: EngineEvent) => void (event.kind === 'warning' && warnings.push(event.message));
  expect((await copy(pair.main, { plan }, { env, onEvent })).copies).toMatchObject([{ state: 'complete' }]);
  const expected = `set ${set} is not pinned any more, and its copy in ${pair.to.repository} is: cannot delete s3:`;
  expect(warnings).toEqual([expect.stringContaining(expected)]);
});

test('a blob that was altered in the bucket is copied as it stands there, and verify tells so on both sides', async () => {
  await using pair = await Pair.make(bucket);
  const set = await makeSet(pair.main, ['one', 'two']);
  const [item] = await pair.main.sets.readContents(await pair.main.sets.get(set));
  const [{ blob } = { blob: '' }] = item && 'pieces' in item ? item.pieces : [];
  const altered = Buffer.from(await pair.main.blobs.get(blob));
  altered[altered.length - 1]! ^= 1;
  const Key = `${bucket.prefix}/${blobKey(blob)}`;
  useCredentials(bucket.facts);
  await plainClient(bucket.facts).send(new PutObjectCommand({ Bucket: bucket.name, Key, Body: altered }));
  await copy(pair.main, { plan, to: pair.to });
  for (const repository of [pair.main, pair.copy]) {
    const { findings } = await verify(repository);
    expect(findings.map(({ key }) => key).filter((key) => key.startsWith('blobs/'))).toEqual([blobKey(blob)]);
  }
});
