import { expect, test } from 'vitest';
import { archive } from '../../engine/keep/archive.ts';
import { thaw } from '../../engine/keep/thaw.ts';
import { realSurroundings } from '../../engine/repository/surroundings.ts';
import { thawSummary } from '../../words/archiveText.ts';
import { blobsOf } from './makeSet.ts';

import { large, nameOf, twoSets } from './scene.ts';

test('who waits for a thaw is told that a set is readable when all of it is, whatever was archived meanwhile', async () => {
  const { repository, store, old } = await twoSets();
  await archive(repository);
  const b = `blobs/${nameOf('b').slice(0, 2)}/${nameOf('b')}`;
  let looks = 0;
  const pause = async (milliseconds: number, signal?: AbortSignal) => {
    if (milliseconds !== 5_000) return realSurroundings().pause(milliseconds, signal); // a heartbeat
    if (++looks === 1) await store.classes.copyInto('GLACIER', { key: b }); // the bucket's rule acts
    store.thawAll();
  };
  const waiting = { ...repository, surroundings: { ...repository.surroundings, pause } };
  const result = await thaw(waiting, { set: old, wait: true });
  expect(thawSummary(result)).toBe(`set ${old}: all of its 2 blobs can be read now (1 blob, 200 kB in GLACIER)`);
  for (const blob of await blobsOf(repository, old)) await repository.blobs.get(blob);
  expect(looks).toBe(2);
});

test('a set is thawed by its id, asked for once, and says how far it is', async () => {
  const { repository, store, old, newest } = await twoSets();
  await archive(repository);
  const frozen = { storageClass: 'GLACIER', blobs: 1, bytes: large };
  expect(await thaw(repository, { set: newest })).toMatchObject({ archived: [], readable: true });
  expect(await thaw(repository, { set: old })).toMatchObject({
    blobs: 2,
    archived: [{ ...frozen, frozen: 1, thawing: 0 }],
    readable: false,
    takes: 'how long that takes is not known of this service',
  });
  expect(await thaw(repository, { set: old })).toMatchObject({
    archived: [{ ...frozen, frozen: 0, thawing: 1 }],
    readable: false,
  });
  store.thawAll();
  expect(await thaw(repository, { set: old })).toMatchObject({
    archived: [{ ...frozen, frozen: 0, thawing: 0 }],
    readable: true,
  });
});

test('thawed once more a set stays readable for as many days from then, never for less', async () => {
  const { repository, store, surroundings, old } = await twoSets();
  await archive(repository);
  const until = async () => (await repository.blobs.look(nameOf('a')))!.archived!.readableUntil!.toISOString();
  await thaw(repository, { set: old, days: 3 });
  store.thawAll();
  expect(await until()).toBe('2026-03-04T00:00:00.000Z');
  surroundings.goTo('2026-03-03T00:00:00Z');
  await thaw(repository, { set: old, days: 1 });
  expect(await until()).toBe('2026-03-04T00:00:00.000Z');
  expect(await thaw(repository, { set: old, days: 7 })).toMatchObject({ readable: true });
  expect(await until()).toBe('2026-03-10T00:00:00.000Z');
});
