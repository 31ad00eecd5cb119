import { DeleteObjectCommand } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { prune } from '../../engine/keep/prune.ts';
import { blobKey } from '../../engine/repository/keys.ts';
import { contentsIn } from '../copy/twoRepositories.ts';
import { startTimeout } from '../gateway/bucket.ts';
import { LockedRepository } from './lockedRepository.ts';
import { makeLockedSet } from './makeLockedSet.ts';

const timeout = startTimeout + 60_000;

test('prune leaves what is locked, says until when, and frees it with its versions when the lock has ended', {
  timeout,
}, async (context) => {
  await using locked = await LockedRepository.make(context, { retention: { keepLast: 1 } });
  const { repository } = locked;
  const first = await makeLockedSet(repository, ['one', 'two']);
  const second = await makeLockedSet(repository, ['two', 'three']);
  const before = new Set((await locked.kept('blobs/')).keys());
  expect(await prune(repository)).toMatchObject({ blobs: 0, bytes: 0, unreadable: [] });
  await expect(prune(repository, { remove: [first] })).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringMatching(`^set ${first} is locked until `),
  });
  expect(Object.keys(await contentsIn(repository)).sort()).toEqual([first, second].sort());

  await locked.expire(`sets/orders-nightly/${first}/`); // what is noted of the set; its blobs stay locked
  const left = await prune(repository);
  expect(left.sets.find(({ set }) => set === first)).toMatchObject({ stays: false });
  expect(left).toMatchObject({ blobs: 0, locked: { blobs: 1, until: expect.any(String) } });
  expect([...(await locked.kept('blobs/')).keys()]).toEqual([...before]);
  const tomorrow = { ...repository, store: later(repository.store) };
  expect((await prune(tomorrow)).locked, 'told again by each prune').toMatchObject({ blobs: 1 });

  await locked.expire('blobs/');
  expect(await prune(tomorrow)).toMatchObject({ blobs: 1 });
  const kept = await locked.kept();
  const gone = [...before].filter((key) => !kept.has(key));
  expect(gone, 'no version and no delete marker is left').toHaveLength(1);
  const ofFirst = [...kept.keys()].filter((key) => key.includes(first));
  expect(ofFirst, 'its tombstone stays for a week').toEqual([`sets/orders-nightly/${first}/manifest.json`]);
  expect(await contentsIn(repository)).toEqual({ [second]: ['two', 'three'] });
});

/** The same store, two days later. */
function later(store: LockedRepository['repository']['store']): LockedRepository['repository']['store'] {
  const clock = async (signal?: AbortSignal) => new Date((await store.clock(signal)).getTime() + 2 * 86_400_000);
  return new Proxy(store, {
    get: (target, name) => {
      if (name === 'clock') return clock;
      const value = Reflect.get(target, name, target) as unknown;
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

test('a version that is locked stays when prune deletes it by mistake, and a blob that was hidden goes whole', {
  timeout,
}, async (context) => {
  await using locked = await LockedRepository.make(context);
  const { repository } = locked;
  await makeLockedSet(repository, ['one']);
  const [key] = [...(await locked.kept('blobs/')).keys()];
  const name = key!.split('/').at(-1)!;
  expect(blobKey(name)).toBe(key);
  await repository.blobs.delete(name);
  expect(await locked.versionsOf(key!), 'no delete marker').toHaveLength(1);
  await locked.expire('blobs/');
  await locked.runs.send(new DeleteObjectCommand(locked.place(key!)));
  expect(await locked.versionsOf(key!)).toHaveLength(2);
  await repository.blobs.delete(name);
  expect(await locked.versionsOf(key!)).toEqual([]);
});
