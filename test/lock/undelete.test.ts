import {
  DeleteObjectCommand,
  GetObjectTaggingCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
} from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { copyPlan } from '../../engine/copy/copyPlan.ts';
import { ProgressMeter } from '../../engine/events.ts';
import { backup, precheck, restore, undelete, verify } from '../../engine/index.ts';
import { mendFindings } from '../../engine/keep/mendFindings.ts';
import { checkSets } from '../../engine/keep/verify.ts';
import type { Finding } from '../../engine/keep/verifyFinding.ts';
import { contentsKey, definitionsKey, manifestKey } from '../../engine/repository/keys.ts';
import { initRepository, initRepositoryIn } from '../../engine/repository/repository.ts';
import { realSurroundings } from '../../engine/repository/surroundings.ts';
import { generateKey } from '../../engine/repository/unlocking.ts';
import { documents } from '../cli/documents.ts';
import { contentsIn, plan } from '../copy/twoRepositories.ts';
import { startTimeout } from '../gateway/bucket.ts';
import { wholeSet } from '../roundtrip/testRepository.ts';
import { freshDatabase, server } from '../servers.ts';
import { MemoryStore } from '../store/memory.ts';
import { LockedRepository } from './lockedRepository.ts';
import { makeLockedSet } from './makeLockedSet.ts';

const timeout = startTimeout + 60_000;
const { signal } = new AbortController();
const meter = new ProgressMeter();

test('what somebody deletes and overwrites with the credentials of the runs is told, comes back, and is restored', {
  timeout,
}, async (context) => {
  const source = await freshDatabase(await server('18', context));
  await source.query('CREATE TABLE one AS SELECT g AS id, md5(g::text) AS v FROM generate_series(1, 30000) g');
  await source.query('CREATE TABLE two AS SELECT g AS id, md5((g * 7)::text) AS v FROM generate_series(1, 30000) g');
  await source.query('CREATE TABLE three AS SELECT 1 AS id');
  const { host, port, database, user } = source.target;
  await using locked = await LockedRepository.make(context, { source: { host, port, database, user } });
  const { set } = await backup(locked.repository, plan);
  expect(await verify(locked.repository)).toMatchObject({ intact: true });
  const blobs = [...(await locked.kept('blobs/')).keys()];
  expect(blobs).toHaveLength(3);

  // one is deleted, one overwritten, and one by what is locked for longer
  await locked.runs.send(new DeleteObjectCommand(locked.place(blobs[0]!)));
  await locked.runs.send(new PutObjectCommand({ ...locked.place(blobs[1]!), Body: 'junk' }));
  const longer = { ObjectLockMode: 'COMPLIANCE', ObjectLockRetainUntilDate: new Date(Date.now() + 9e9) } as const;
  await locked.runs.send(new PutObjectCommand({ ...locked.place(blobs[2]!), Body: 'locked junk', ...longer }));
  const found = await verify(locked.repository);
  const kinds = found.findings.map(({ kind, key }) => `${key} ${kind}`).sort();
  expect(kinds).toEqual([`${blobs[0]} deleted`, `${blobs[1]} overwritten`, `${blobs[2]} overwritten`].sort());
  const deleted = found.findings.find(({ key }) => key === blobs[0])!;
  expect(deleted.message).toMatch(
    /^blobs\/\S+ was deleted by somebody; what it was is locked until \S+Z, and comes back with pgstow undelete$/,
  );
  expect(deleted.affects[0]!.message).toMatch(new RegExp(`^set ${set.set} of plan ${plan}: .* cannot be restored`));
  const { checks } = await precheck(locked.repository, plan);
  expect(checks.find(({ name }) => name === 'hidden objects')).toMatchObject({ status: 'warn' });
  const warnings: string[] = [];
  await makeLockedSet(locked.repository, ['four'], warnings);
  expect(warnings).toEqual([
    expect.stringMatching(/^somebody has deleted blobs\/\S+ and 2 more, which is locked until/),
  ]);

  // then all is deleted: nothing can even be opened, and no new repository is made in its place
  const all = [...(await locked.kept()).keys()];
  for (const key of all) await locked.runs.send(new DeleteObjectCommand(locked.place(key)));
  const { url } = locked.repository.store;
  const message = `${url} is a repository whose repository.json somebody has deleted`;
  await expect(locked.reopen()).rejects.toMatchObject({ code: 'damaged', message });
  await expect(initRepository(locked.url, { encryption: 'none' })).rejects.toMatchObject({ code: 'damaged', message });
  const dry = await undelete(locked.url, { dryRun: true });
  expect(dry.objects.map(({ key }) => key)).toEqual(expect.arrayContaining(['repository.json', ...blobs]));
  documents.undelete.parse({ dryRun: true, ...dry });
  expect(await undelete(locked.url)).toEqual(dry);
  expect((await undelete(locked.url, { dryRun: true })).objects).toEqual([]);
  const repository = await locked.reopen();
  expect(await verify(repository, { set: set.set })).toMatchObject({ intact: true });
  await using target = await freshDatabase(source.server);
  const restored = await restore(repository, { ...wholeSet, plan, set: set.set, target: target.target });
  expect(restored).toMatchObject({ proved: 3 });
});

test('a tombstone that somebody puts in the place of a locked set is told, and the set comes back', {
  timeout,
}, async (context) => {
  await using locked = await LockedRepository.make(context);
  const { repository } = locked;
  const set = await makeLockedSet(repository, ['one']);
  await repository.sets.remove({ plan, set }, { at: new Date().toISOString(), by: 'somebody' });
  const manifest = `sets/${plan}/${set}/manifest.json`;
  const { findings, intact } = await verify(repository);
  expect([findings.map(({ kind, key }) => [kind, key]), intact]).toEqual([[['overwritten', manifest]], false]);
  expect((await undelete(locked.url)).objects.map(({ key, how }) => [key, how])).toEqual([[manifest, 'overwritten']]);
  expect(await contentsIn(repository)).toEqual({ [set]: ['one'] });
});

test('what is put on top of locked junk has none of the tags by which somebody would have it archived', {
  timeout,
}, async (context) => {
  await using locked = await LockedRepository.make(context);
  await makeLockedSet(locked.repository, ['one']);
  const [blob] = [...(await locked.kept('blobs/')).keys()];
  const Tagging = { TagSet: [{ Key: 'pgstow-archive', Value: 'DEEP_ARCHIVE' }] };
  await locked.owner.send(new PutObjectTaggingCommand({ ...locked.place(blob!), Tagging }));
  const longer = { ObjectLockMode: 'GOVERNANCE', ObjectLockRetainUntilDate: new Date(Date.now() + 9e9) } as const;
  await locked.runs.send(new PutObjectCommand({ ...locked.place(blob!), Body: 'locked junk', ...longer }));
  expect((await undelete(locked.url)).objects).toMatchObject([{ key: blob, how: 'overwritten' }]);
  expect(await contentsIn(locked.repository)).toEqual({ [(await locked.repository.sets.list(plan))[0]!.set]: ['one'] });
  expect((await locked.owner.send(new GetObjectTaggingCommand(locked.place(blob!)))).TagSet).toEqual([]);
});

test('what a repair puts back is locked as what it takes the place of, and is no less brought back by undelete', {
  timeout,
}, async (context) => {
  await using locked = await LockedRepository.make(context);
  const { repository } = locked;
  const set = await makeLockedSet(repository, ['one', 'two']);
  const from = await initRepositoryIn(new MemoryStore(), realSurroundings(), { key: generateKey() });
  const work = { source: repository, plan: await repository.plans.resolve(plan), run: 'run', meter, signal, env: {} };
  expect(await copyPlan(work, [{ repository: 'x', open: async () => from }])).toMatchObject([{ state: 'complete' }]);
  const [blob, ...others] = [...(await locked.kept('blobs/')).keys()];
  const keys = [manifestKey(plan, set), contentsKey(plan, set), definitionsKey(plan, set), blob!];
  const until = (await locked.lockedUntil(blob!))!;
  for (const key of keys) await locked.runs.send(new PutObjectCommand({ ...locked.place(key), Body: 'junk' }));
  const setsThere = (of: string) => from.sets.list(of);
  for (let round = 1; round <= 2; round++) {
    const { findings } = await checkSets(repository, await repository.sets.list(), { sample: 100, meter, signal });
    await mendFindings({ repository, from, setsThere, meter, signal }, findings.filter(isDamage));
  }
  expect(await contentsIn(repository)).toEqual({ [set]: ['one', 'two'] });
  for (const key of [...keys, ...others]) expect(await locked.lockedUntil(key), key).toEqual(until);
  await undelete(locked.url);
  expect(await contentsIn(await locked.reopen())).toEqual({ [set]: ['one', 'two'] });
});

function isDamage({ kind }: Finding): boolean {
  return kind !== 'inconsistent';
}
