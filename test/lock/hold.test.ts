import { DeleteObjectCommand } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { keyOf } from '../../embedded/gateway/cephConfiguration.ts';
import { prune } from '../../engine/keep/prune.ts';
import { verify } from '../../engine/keep/verify.ts';
import { hold, release } from '../../engine/prune/holding.ts';
import { pin, unpin } from '../../engine/prune/pinning.ts';
import { openRepository, type Repository } from '../../engine/repository/repository.ts';
import { makeSet, plan, TwoRepositories } from '../copy/twoRepositories.ts';
import { startTimeout } from '../gateway/bucket.ts';
import { LockedRepository } from './lockedRepository.ts';
import { makeLockedSet } from './makeLockedSet.ts';

const timeout = startTimeout + 60_000;

/** The same repository, opened by somebody who may place legal holds. */
function asOwner({ url, key }: LockedRepository): Promise<Repository> {
  return openRepository(url, { key, credentials: keyOf('owner') });
}

/** The keys below the repository that are under legal hold. */
async function heldKeys({ repository }: LockedRepository): Promise<string[]> {
  const held: string[] = [];
  for await (const { key, versions } of repository.store.locks!.versions('')) {
    for (const { version } of versions) {
      if ((await repository.store.locks!.lockOf(key, { version }))?.held) held.push(key);
    }
  }
  return held;
}

test('a blob of two sets under legal hold is held until the last is released, whatever was cut off', {
  timeout,
}, async (context) => {
  await using locked = await LockedRepository.make(context, { lock: undefined, retention: { keepLast: 1 } });
  const { repository } = locked;
  const owner = await asOwner(locked);
  const first = await makeLockedSet(repository, ['one', 'two']);
  const second = await makeLockedSet(repository, ['two', 'three']);
  await expect(hold(repository, first, 'case 1'), 'the credentials of the runs').rejects.toMatchObject({
    code: 'store',
    message: expect.stringContaining('access denied: s3:PutObjectLegalHold'),
  });
  expect(await owner.pins.of({ plan, set: first }), 'nothing is recorded').toEqual([]);
  await owner.pins.add({ plan, set: first }, 'case 1', { hold: true });
  const again = await hold(owner, first, 'case 1');
  const pins = await owner.pins.of({ plan, set: first });
  expect(
    pins.map(({ reason, hold }) => [reason, hold]),
    'what was cut off is gone on with',
  ).toEqual([['case 1', true]]);
  // two blobs, the set's three objects, repository.json, the key slot and the plan
  expect(again.objects).toBe(8);
  expect(await hold(owner, first, 'case 1')).toEqual(again);
  await hold(owner, second, 'case 2');
  const all = await heldKeys(locked);
  expect(all).toHaveLength(8 + 4);
  for (const key of all) {
    const { id } = (await locked.versionsOf(key))[0]!;
    const deletion = locked.runs.send(new DeleteObjectCommand({ ...locked.place(key), VersionId: id }));
    await expect(deletion, key).rejects.toThrow();
  }

  await makeLockedSet(repository, ['four']);
  await makeLockedSet(repository, ['five']);
  const pruned = await prune(repository);
  expect(pruned.sets.map(({ stays, reasons }) => [stays, ...reasons])).toEqual([
    [true, 'newest', 'one of the last 1'],
    [false, 'kept by no rule'],
    [true, 'legal hold: case 2'],
    [true, 'legal hold: case 1'],
  ]);
  await expect(prune(repository, { remove: [first] })).rejects.toMatchObject({
    message: expect.stringMatching(`^set ${first} is under legal hold: case 1 `),
    hint: `if it may go, end the hold first: pgstow release ${first}`,
  });
  await expect(unpin(repository, first)).rejects.toMatchObject({
    hint: `it is under legal hold, which is ended by pgstow release ${first}`,
  });

  await expect(release(repository, first), 'the credentials of the runs').rejects.toMatchObject({
    message: expect.stringMatching(/^cannot set the legal hold of s3:.* access denied: s3:PutObjectLegalHold/),
  });
  expect(await owner.pins.of({ plan, set: first }), 'what was cut off stays held').toHaveLength(1);
  expect(await release(owner, first)).toMatchObject({ holds: [{ reason: 'case 1' }], objects: 4 });
  expect(await heldKeys(locked)).toHaveLength(8);
  expect((await prune(repository)).sets.find(({ set }) => set === first)).toMatchObject({ stays: false });
  expect(await release(owner, second)).toMatchObject({ objects: 8 });
  expect(await heldKeys(locked)).toEqual([]);
  await expect(release(owner, second)).rejects.toMatchObject({ message: `set ${second} is not under legal hold` });
});

test('verify tells of a legal hold that somebody has taken away in the store', { timeout }, async (context) => {
  await using locked = await LockedRepository.make(context);
  const set = await makeLockedSet(locked.repository, ['one']);
  const owner = await asOwner(locked);
  await hold(owner, set, 'case 1');
  const [blob] = [...(await locked.kept('blobs/')).keys()];
  await owner.store.locks!.hold(blob!, false);
  const { findings } = await verify(owner);
  expect(findings.filter(({ kind }) => kind === 'unlocked')).toEqual([
    {
      kind: 'unlocked',
      key: blob,
      message: `${blob} is not under legal hold, and its set is: run pgstow hold again`,
      affects: [expect.objectContaining({ set, whole: false })],
    },
  ]);
});

test('in a folder a legal hold is heeded by prune alone, and a pin beside it is its own', async () => {
  await using two = await TwoRepositories.make();
  const { main } = two;
  const set = await makeSet(main, ['one']);
  expect(await hold(main, set, 'case 1')).toEqual({ hold: expect.objectContaining({ reason: 'case 1', hold: true }) });
  await pin(main, set, 'audit');
  await expect(hold(main, set, ' ')).rejects.toMatchObject({ message: 'a legal hold needs a reason' });
  expect((await prune(main, { dryRun: true })).sets[0]!.reasons).toEqual(
    expect.arrayContaining(['pinned: audit', 'legal hold: case 1']),
  );
  await unpin(main, set);
  expect((await release(main, set)).holds).toHaveLength(1);
  expect(await main.pins.of({ plan, set })).toEqual([]);
});
