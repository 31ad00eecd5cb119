import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { expect, onTestFinished, test } from 'vitest';
import { PgstowError } from '../../engine/errors.ts';
import { copy } from '../../engine/keep/copy.ts';
import { repair } from '../../engine/keep/repair.ts';
import { lockEnd } from '../../engine/lock/lockDates.ts';
import { encodeContents } from '../../engine/repository/contentsFile.ts';
import { newTimeId } from '../../engine/repository/ids.ts';
import { contentsKey, definitionsKey, manifestKey } from '../../engine/repository/keys.ts';
import { initRepository } from '../../engine/repository/repository.ts';
import { generateKey } from '../../engine/repository/unlocking.ts';
import type { ObjectLocks } from '../../engine/store/objectLocks.ts';
import { replaceLocked } from '../../engine/store/replaceLocked.ts';
import { plan } from '../copy/twoRepositories.ts';
import { startTimeout } from '../gateway/bucket.ts';
import { MemoryStore } from '../store/memory.ts';
import { LockedRepository } from './lockedRepository.ts';
import { makeLockedSet } from './makeLockedSet.ts';

const timeout = startTimeout + 60_000;

test('a repair that cannot ask whether the bucket locks puts nothing back, unless nothing is said to be locked', {
  timeout,
}, async (context) => {
  await using locked = await LockedRepository.make(context);
  const set = await makeLockedSet(locked.repository, ['one']);
  const copies = join(await mkdtemp(join(tmpdir(), 'pgstow-locked-')), 'copies');
  onTestFinished(() => rm(dirname(copies), { recursive: true }));
  const key = generateKey();
  await initRepository(copies, { encryption: { key } });
  const from = { repository: copies, key };
  await copy(locked.repository, { set, to: from });
  const [blob] = [...(await locked.kept('blobs/')).keys()];
  const spoil = () => locked.runs.send(new PutObjectCommand({ ...locked.place(blob!), Body: 'junk' }));
  await spoil();
  for (const note of (await locked.kept(`sets/${plan}/${set}/locks/`)).keys()) {
    await locked.runs.send(new DeleteObjectCommand(locked.place(note))); // whoever has the credentials may
  }
  locked.proxy.refuses = (request) => /\?object-lock/.test(request);
  await expect(repair(await locked.reopen(), { set, from })).rejects.toMatchObject({
    code: 'store',
    message: expect.stringMatching(/^nothing was put back, for it would not be locked: cannot ask about s3:\/\//),
    hint: expect.stringContaining('s3:GetBucketObjectLockConfiguration'),
  });
  expect((await locked.repository.runs.list(plan))[0]).toMatchObject({ kind: 'repair', state: 'failed' });
  expect((await locked.versionsOf(blob!)).length).toBe(2);
  locked.proxy.refuses = () => false;
  expect(await repair(await locked.reopen(), { set, from })).toMatchObject({ repaired: [blob] });
  expect(await locked.lockedUntil(blob!)).toBeInstanceOf(Date);

  await spoil();
  await locked.apply({ lock: undefined });
  locked.proxy.refuses = (request) => /\?object-lock/.test(request);
  expect(await repair(await locked.reopen(), { set, from })).toMatchObject({ repaired: [blob] });
});

test('a part of a set that is there already, the same, is locked as long as the set that is committed is to be', {
  timeout,
}, async (context) => {
  await using locked = await LockedRepository.make(context, { lock: undefined });
  const { repository } = locked;
  const made = await repository.sets.get(await makeLockedSet(repository, ['one']));
  const manifest = { ...made, set: newTimeId(repository.surroundings) };
  const contents = await encodeContents(await repository.sets.readContents(made));
  const until = lockEnd(new Date(), 30);
  const commit = (days?: number) => {
    const lock = days === undefined ? undefined : ({ mode: 'GOVERNANCE', until: lockEnd(new Date(), days) } as const);
    return repository.sets.commit(manifest, Buffer.from('definitions'), contents, { lock });
  };
  await commit();
  for (const days of [30, 1]) {
    await commit(days);
    for (const keyOf of [definitionsKey, contentsKey, manifestKey]) {
      expect(await locked.lockedUntil(keyOf(plan, manifest.set))).toEqual(until);
    }
  }
});

test('while it cannot be asked just now whether the bucket locks, nothing is written over what may be locked', async () => {
  const outage = new PgstowError('store', 'no route to host', { retryable: true });
  const store = Object.assign(new MemoryStore(), {
    locks: { bucket: () => Promise.reject(outage) } as never as ObjectLocks,
  });
  await expect(replaceLocked(store, 'blobs/aa/a', [Buffer.from('whole')])).rejects.toBe(outage);
  expect(await store.size('blobs/aa/a')).toBeUndefined();
});
