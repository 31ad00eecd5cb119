import {
  CreateBucketCommand,
  DeleteObjectCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { keyOf } from '../../embedded/gateway/cephConfiguration.ts';
import type { OnEvent } from '../../engine/events.ts';
import { prune } from '../../engine/keep/prune.ts';
import { undelete } from '../../engine/keep/undelete.ts';
import { verify } from '../../engine/keep/verify.ts';
import { hold, release } from '../../engine/prune/holding.ts';
import { newTimeId } from '../../engine/repository/ids.ts';
import { definitionsKey, manifestKey } from '../../engine/repository/keys.ts';
import { initRepository, openRepository, type Repository } from '../../engine/repository/repository.ts';
import { contentsIn, plan } from '../copy/twoRepositories.ts';
import { startTimeout } from '../gateway/bucket.ts';
import { LockedRepository } from './lockedRepository.ts';
import { makeLockedSet } from './makeLockedSet.ts';

const timeout = startTimeout + 60_000;
const tomorrow = () => new Date(Date.now() + 86_400_000);

/** What undelete would bring back, and what verify says. */
async function alarmsOf({ url, repository }: LockedRepository): Promise<readonly unknown[]> {
  const { objects } = await undelete(url, { dryRun: true });
  return [...objects.map(({ key }) => key), ...(await findingsOf(repository))];
}

/** The sets here have no tables to be restored; what is said of locks is what counts. */
async function findingsOf(repository: Repository): Promise<readonly unknown[]> {
  const { findings } = await verify(repository);
  return findings.filter(({ kind }) => ['deleted', 'overwritten', 'unlocked'].includes(kind));
}

test('what was locked for a set that its backup never finished is left as it is, and not taken for a deed of somebody', {
  timeout,
}, async (context) => {
  await using locked = await LockedRepository.make(context);
  const { repository } = locked;
  await makeLockedSet(repository, ['one']);
  const bare = { plan, set: newTimeId(repository.surroundings) };
  const key = definitionsKey(plan, bare.set);
  await repository.store.create(key, Buffer.from('cut off'), { lock: { mode: 'GOVERNANCE', until: tomorrow() } });
  await prune(repository);
  expect(await repository.sets.tombstone(bare)).toMatchObject({ why: 'abandoned' });
  expect(await locked.versionsOf(key)).toMatchObject([{ isMarker: false }]);
  expect(await alarmsOf(locked)).toEqual([]);
  await locked.expire(`sets/${plan}/${bare.set}/`);
  await prune(repository);
  expect(await locked.versionsOf(key), 'freed when its lock has ended').toEqual([]);
});

test('a set that the store has locked stays, whoever has deleted what was noted of it', {
  timeout,
}, async (context) => {
  await using locked = await LockedRepository.make(context, { retention: { keepLast: 1 } });
  const { repository } = locked;
  const first = await makeLockedSet(repository, ['one']);
  await makeLockedSet(repository, ['two']);
  for (const key of (await locked.kept(`sets/${plan}/${first}/locks/`)).keys()) {
    await locked.runs.send(new DeleteObjectCommand(locked.place(key)));
  }
  const until = (await locked.lockedUntil(manifestKey(plan, first)))!.toISOString();
  const stays = { set: first, stays: true, staysUntil: until, reasons: [`locked until ${until}`] };
  expect((await prune(repository, { dryRun: true })).sets).toContainEqual(expect.objectContaining(stays));
  expect((await prune(repository)).sets).toContainEqual(expect.objectContaining(stays));
  await expect(prune(repository, { remove: [first] })).rejects.toMatchObject({
    code: 'conflict',
    message: `set ${first} is locked until ${until}`,
  });
  expect(await alarmsOf(locked)).toEqual([]);
});

test('keys that are rotated while what opened before is locked and held are not taken for a deed of somebody', {
  timeout,
}, async (context) => {
  await using locked = await LockedRepository.make(context);
  const set = await makeLockedSet(locked.repository, ['one']);
  const owner = await openRepository(locked.url, { key: locked.key, credentials: keyOf('owner') });
  await hold(owner, set, 'case 1');
  await locked.repository.keySlots.rotate();
  const repository = await locked.reopen();
  expect(await findingsOf(repository)).toEqual([]);
  const warnings: string[] = [];
  const second = await makeLockedSet(repository, ['two'], warnings);
  expect(warnings).toEqual([]);

  const added = await repository.keySlots.add({ passphrase: 'of somebody who leaves' });
  await makeLockedSet(repository, ['two']);
  await repository.keySlots.remove(added.slot);
  expect(await findingsOf(repository)).toEqual([]);
  await makeLockedSet(repository, ['two'], warnings);
  expect(warnings).toEqual([
    expect.stringMatching(/^key slot keys\/\S+ was removed .* until \S+Z: if none of you has, bring it back/),
  ]);

  await release(await openRepository(locked.url, { key: locked.key, credentials: keyOf('owner') }), set);
  for (const { key, versions } of (await locked.kept()).values()) {
    for (const { version } of versions) {
      expect((await owner.store.locks!.lockOf(key, { version }))?.held, key).toBe(false);
    }
  }
  await undelete(locked.url);
  expect(await contentsIn(await locked.reopen())).toMatchObject({ [set]: ['one'], [second]: ['two'] });
});

test('who rotates the keys to shut their owner out is got rid of as the error says', { timeout }, async (context) => {
  await using locked = await LockedRepository.make(context);
  const set = await makeLockedSet(locked.repository, ['one']);
  const theirs = 'of somebody who has the credentials of the runs, and the key';
  const slot = locked.repository.keySlots.opened!;
  await locked.repository.keySlots.add({ passphrase: theirs });
  const thief = await openRepository(locked.url, { passphrase: theirs });
  await thief.keySlots.rotate([slot]);
  await expect(locked.reopen()).rejects.toMatchObject({
    message: expect.stringContaining('cannot be opened: the repository'),
    hint: expect.stringContaining(
      `if none of you has rotated them, bring the key slots of before back with pgstow undelete --repository '${locked.repository.store.url}', and then delete what is in keys/generations/ from 000002 on by the tools of the bucket`,
    ),
  });
  await undelete(locked.url);
  const made = [...(await locked.kept('keys/generations/')).keys()];
  for (const key of made) await locked.runs.send(new DeleteObjectCommand(locked.place(key)));
  expect(await contentsIn(await locked.reopen())).toEqual({ [set]: ['one'] });
});

test('what is repaired is locked as what it takes the place of, and damage no more', { timeout }, async (context) => {
  await using locked = await LockedRepository.make(context);
  const { repository } = locked;
  const set = await makeLockedSet(repository, ['one', 'two']);
  const [key] = [...(await locked.kept('blobs/')).keys()];
  const name = key!.split('/').at(-1)!;
  const frame = await repository.blobs.get(name);
  await locked.runs.send(new PutObjectCommand({ ...locked.place(key!), Body: 'junk' }));
  await repository.blobs.replace(name, [frame]);
  const until = await locked.lockedUntil(key!, (await locked.versionsOf(key!)).at(-1)!.id);
  expect(await locked.lockedUntil(key!)).toEqual(until);
  expect(await findingsOf(repository)).toEqual([]);
  const warnings: string[] = [];
  await locked.apply({ lock: { mode: 'GOVERNANCE', days: 60 } });
  await makeLockedSet(repository, ['one', 'two'], warnings);
  expect(warnings).toEqual([]);
  expect(await locked.lockedUntil(key!), 'extended as well').not.toEqual(until);
  await undelete(locked.url);
  expect(await contentsIn(repository)).toMatchObject({ [set]: ['one', 'two'] });
});

test('a note that lies is not believed: what is said to be locked is asked of the store', {
  timeout,
}, async (context) => {
  await using locked = await LockedRepository.make(context);
  const { repository } = locked;
  const first = await makeLockedSet(repository, ['one', 'two']);
  const far = new Date(Date.now() + 300 * 86_400_000);
  await repository.locks.note({ plan, set: first }, { mode: 'GOVERNANCE', until: far });
  await locked.apply({ lock: { mode: 'GOVERNANCE', days: 60 } });
  const before = await locked.lockedUntil([...(await locked.kept('blobs/')).keys()][0]!);
  await makeLockedSet(repository, ['one', 'two']);
  for (const key of (await locked.kept('blobs/')).keys()) {
    expect((await locked.lockedUntil(key))!.getTime()).toBeGreaterThan(before!.getTime());
  }
});

test('who may not delete versions prunes all the same, where nothing is locked and where something is', {
  timeout,
}, async (context) => {
  await using locked = await LockedRepository.make(context, { lock: undefined, retention: { keepLast: 1 } });
  const bucket = `${locked.bucket}-versions`;
  await locked.owner.send(new CreateBucketCommand({ Bucket: bucket }));
  const VersioningConfiguration = { Status: 'Enabled' } as const;
  await locked.owner.send(new PutBucketVersioningCommand({ Bucket: bucket, VersioningConfiguration }));
  await locked.allowRuns(bucket);
  const plain = locked.repository;
  for (const repository of [
    plain,
    await initRepository(locked.url.replace(locked.bucket, bucket), { encryption: 'none' }),
  ]) {
    locked.repository = repository;
    await locked.apply({ lock: undefined, retention: { keepLast: 1 } });
    const first = await makeLockedSet(repository, ['one']);
    await makeLockedSet(repository, ['two']);
    locked.proxy.refuses = (request) => /^DELETE .*versionId=/.test(request);
    const pruned = await prune(repository);
    expect(pruned.sets.find((each) => each.set === first)).toMatchObject({ stays: false });
    expect(pruned.blobs).toBe(1);
    expect((await prune(repository)).blobs, 'nothing is left to do').toBe(0);
    locked.proxy.refuses = () => false;
    expect(Object.values(await contentsIn(repository))).toEqual([['two']]);
  }
});

test('who may not list versions prunes and verifies without, and is told where they are needed', {
  timeout,
}, async (context) => {
  await using locked = await LockedRepository.make(context, { retention: { keepLast: 1 } });
  const { repository, url, key } = locked;
  const first = await makeLockedSet(repository, ['one']);
  await locked.apply({ lock: undefined, retention: { keepLast: 1 } });
  const free = await makeLockedSet(repository, ['free']);
  await makeLockedSet(repository, ['two']);
  locked.proxy.refuses = (request) => /^GET \S+[?&]versions/.test(request);
  const refused = {
    code: 'store',
    message: expect.stringMatching(/^cannot list the versions of s3:.*: access denied: s3:ListBucketVersions/),
  };

  const pruned = await prune(repository);
  expect(pruned.sets.map(({ set, stays }) => [set, stays])).toEqual(
    expect.arrayContaining([
      [free, false],
      [first, true],
    ]),
  );
  expect(pruned.blobs).toBe(1);
  expect((await prune(repository)).blobs, 'nothing is left to do').toBe(0);
  const warnings: string[] = [];
  const onEvent: OnEvent = (event) => {
    if (event.kind === 'warning') warnings.push(event.message);
  };
  await verify(repository, {}, { onEvent });
  expect(warnings).toEqual([
    expect.stringMatching(
      /^whether somebody has deleted or overwritten what is locked cannot be told: cannot list the versions of/,
    ),
  ]);

  const owner = await openRepository(url, { key, credentials: keyOf('owner') });
  await expect(hold(owner, first, 'case 1')).rejects.toMatchObject(refused);
  expect(await owner.pins.of({ plan, set: first }), 'nothing is recorded').toEqual([]);
  await expect(undelete(url)).rejects.toMatchObject(refused);
  await locked.apply({ retention: { keepLast: 1 } });
  await expect(makeLockedSet(repository, ['three']), 'nothing is read in vain').rejects.toMatchObject(refused);
  await locked.runs.send(new DeleteObjectCommand(locked.place('repository.json')));
  await expect(locked.reopen(), 'nobody can tell that it was deleted').rejects.toMatchObject({ code: 'input' });
});
