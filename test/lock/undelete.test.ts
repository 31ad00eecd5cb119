import { DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { backup, precheck, restore, undelete, verify } from '../../engine/index.ts';
import { initRepository } from '../../engine/repository/repository.ts';
import { documents } from '../cli/documents.ts';
import { contentsIn, plan } from '../copy/twoRepositories.ts';
import { startTimeout } from '../gateway/bucket.ts';
import { wholeSet } from '../roundtrip/testRepository.ts';
import { freshDatabase, server } from '../servers.ts';
import { LockedRepository } from './lockedRepository.ts';
import { makeLockedSet } from './makeLockedSet.ts';

const timeout = startTimeout + 60_000;

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
