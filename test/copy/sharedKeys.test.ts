import { beforeEach, expect, test } from 'vitest';
import { carryBlobs } from '../../engine/copy/carryBlobs.ts';
import type { KnownNames } from '../../engine/copy/knownNames.ts';
import { ProgressMeter } from '../../engine/events.ts';
import { copy } from '../../engine/keep/copy.ts';
import { repair } from '../../engine/keep/repair.ts';
import { verify } from '../../engine/keep/verify.ts';
import { blobKey } from '../../engine/repository/keys.ts';
import { openRepository, type Repository } from '../../engine/repository/repository.ts';
import type { SetObjects } from '../../engine/repository/sets.ts';
import { generateKey } from '../../engine/repository/unlocking.ts';
import { readStamp } from '../../engine/seal/stamp.ts';
import { Bucket, startTimeout } from '../gateway/bucket.ts';
import { Pair } from './pairInService.ts';
import { contentsIn, makeSet, plan } from './twoRepositories.ts';

/** Encrypted repositories in one service, of which the copy shares the keys of blobs with the other one. */

const keys = { main: generateKey(), copy: generateKey() };

let bucket: Bucket;
beforeEach(async (context) => {
  bucket = await Bucket.fresh(context);
}, startTimeout);

test('blobs are copied by the service as they are sealed, none is read, and the copy opens alone with its own key', async () => {
  await using pair = await Pair.make(bucket, { keys });
  const first = await makeSet(pair.main, ['one', 'two', 'three'], 1);
  pair.blobRequests();
  const done = await copy(pair.main, { plan, to: pair.to });
  expect(done.copies).toMatchObject([{ state: 'complete', sets: [first], blobs: 3, withinService: 3 }]);
  expect(done.copies[0]!.passedThrough).toBeUndefined();
  expect(pair.blobBytes).toBeLessThan(3 * 400); // what the service says of three copies
  expect(pair.blobRequests().toSorted()).toEqual(['HEAD', 'HEAD', 'HEAD', 'PUT', 'PUT', 'PUT']);
  const second = await makeSet(pair.main, ['two', 'four']);
  pair.blobRequests();
  const next = await copy(pair.main, { plan, to: pair.to });
  expect(next.copies).toMatchObject([{ sets: [second], blobs: 1, withinService: 1 }]);
  expect(pair.blobRequests().toSorted()).toEqual(['HEAD', 'PUT']);
  const objects = await pair.copy.sets.objects(plan);
  expect(objects.flatMap(({ parts }) => [...parts.keys()])).not.toContain('blob-names.zst');
  const kept = await contentsIn(pair.main);
  for await (const { key } of pair.main.store.list('')) await pair.main.store.delete(key);
  const alone = await openRepository(pair.to.repository, { key: keys.copy });
  expect(await contentsIn(alone)).toEqual(kept);
  expect(await damagedBlobs(alone)).toEqual([]);
});

test('after a rotation at the source what is sealed with the new keys is sealed anew, and 16 bytes are read of what may be', async () => {
  await using pair = await Pair.make(bucket, { keys });
  await makeSet(pair.main, ['one', 'two'], 1);
  await pair.main.keySlots.rotate();
  await makeSet(pair.main, ['two', 'three']);
  await pair.copy.keySlots.rotate();
  pair.blobRequests();
  const passedThrough = 'what is sealed with keys that the copy does not have is sealed anew';
  const { copies } = await copy(pair.main, { plan, to: pair.to });
  expect(copies).toMatchObject([{ state: 'complete', blobs: 3, withinService: 2, passedThrough }]);
  expect(
    pair.line.seen.filter(({ method, path, served }) => method === 'GET' && path.includes('/blobs/') && served > 16),
  ).toHaveLength(1);
  expect(await contentsIn(await openRepository(pair.to.repository, { key: keys.copy }))).toEqual(
    await contentsIn(pair.main),
  );
  expect(await damagedBlobs(pair.copy)).toEqual([]);
});

test('a blob whose name at the copy is to be another one is sealed anew, for it is sealed about its name', async () => {
  await using pair = await Pair.make(bucket, { keys });
  await makeSet(pair.main, ['one', 'two']);
  const blobs = await namesIn(pair.main);
  const to = pair.copy.blobs.avoiding(new Set([blobs[0]!]));
  const known = { get: (blob: string) => blob, learn: () => {} } as unknown as KnownNames;
  const { signal } = new AbortController();
  const carried = await carryBlobs({ from: pair.main.blobs, to, known, meter: new ProgressMeter(), signal }, blobs);
  expect(carried).toMatchObject({
    newBlobs: 2,
    withinService: 1,
    passedThrough: 'what is to have another name is sealed anew',
  });
  expect(carried.names.get(blobs[0]!)).toBe(`${blobs[0]}.1`);
  for (const name of carried.names.values()) expect(await pair.copy.blobs.isWhole(name)).toBe(true);
});

test('a blob that is mended at the source while it is copied, with keys that came meanwhile, opens at the copy', async () => {
  await using pair = await Pair.make(bucket, { keys });
  await makeSet(pair.main, ['one', 'two']);
  const [blob] = (await namesIn(pair.main)) as [string];
  const frame = await pair.main.blobs.get(blob);
  const asleep = await openRepository(pair.main.store.url, { key: keys.main });
  await pair.main.keySlots.rotate();
  await pair.main.blobs.replace(blob, [frame]);
  const known = { get: (name: string) => name, learn: () => {} } as unknown as KnownNames;
  const work = { from: asleep.blobs, to: pair.copy.blobs, known, meter: new ProgressMeter() };
  const names = await namesIn(pair.main);
  const carried = await carryBlobs({ ...work, signal: new AbortController().signal }, names);
  expect(carried).toMatchObject({ newBlobs: 2, withinService: 2 });
  expect(readStamp(await pair.copy.store.get(blobKey(blob)))).toBe(pair.copy.blobs.seals.at(-1));
  for (const name of names) expect(await pair.copy.blobs.isWhole(name)).toBe(true);
});

test('each is repaired out of the other, where nothing but names is left of a set too', async () => {
  await using pair = await Pair.make(bucket, { keys });
  await makeSet(pair.main, ['one', 'two']);
  await copy(pair.main, { plan, to: pair.to });
  const kept = await contentsIn(pair.main);
  const from = { main: { repository: pair.main.store.url, key: keys.main }, copy: pair.to };
  for (const [damaged, whole] of [
    [pair.main, from.copy],
    [pair.copy, from.main],
  ] as const) {
    const [first, second] = (await namesIn(damaged)) as [string, string];
    await damaged.store.replace(blobKey(first), Buffer.from('no blob'));
    await damaged.store.delete(blobKey(second));
    const { repaired } = await repair(damaged, { from: whole });
    expect(repaired.toSorted()).toEqual([first, second].map(blobKey).toSorted());
    expect(await contentsIn(damaged)).toEqual(kept);
  }
  const [{ parts }] = (await pair.main.sets.objects(plan)) as [SetObjects];
  await pair.main.store.delete(parts.get('contents.ndjson.zst')!.key);
  for (const name of await namesIn(pair.main)) await pair.main.store.delete(blobKey(name));
  pair.blobRequests();
  await repair(pair.main, { from: pair.to });
  expect(pair.blobRequests().filter((method) => method === 'PUT')).toHaveLength(2);
  expect(await contentsIn(pair.main)).toEqual(kept);
});

async function namesIn({ blobs }: Repository): Promise<string[]> {
  const names: string[] = [];
  for await (const { name } of blobs.list()) names.push(name);
  return names;
}

/** The sets are none that a database has made, so a verification has more to say. */
async function damagedBlobs(repository: Repository): Promise<string[]> {
  const { findings } = await verify(repository);
  return findings.map(({ key }) => key).filter((key) => key.startsWith('blobs/'));
}
