import { expect, test } from 'vitest';
import { archiveAfterBackup } from '../../engine/coldStorage/archiveAfterBackup.ts';
import { carryOut } from '../../engine/coldStorage/carryOut.ts';
import { ProgressMeter } from '../../engine/events.ts';
import { archive } from '../../engine/keep/archive.ts';
import { listSets } from '../../engine/keep/listSets.ts';
import { prune } from '../../engine/keep/prune.ts';
import { thaw } from '../../engine/keep/thaw.ts';
import { withReading } from '../../engine/prune/withReading.ts';
import { checkArchive } from '../../engine/repository/checkArchive.ts';
import { newTimeId } from '../../engine/repository/ids.ts';
import { contentsKey } from '../../engine/repository/keys.ts';
import type { Repository } from '../../engine/repository/repository.ts';
import { parsePlan } from '../../engine/spec/parsePlans.ts';
import { FolderStore } from '../../engine/store/folder.ts';
import { parseS3Address } from '../../engine/store/s3/address.ts';
import { S3Store } from '../../engine/store/s3/s3Store.ts';
import { blobOf, blobsOf, makeSet } from './makeSet.ts';

import { archivedNames, large, nameOf, of, scene, source, twoSets } from './scene.ts';

const { signal } = new AbortController();

test('what an old set alone needs is moved, once, and nothing else', async () => {
  const { repository, store } = await twoSets();
  expect(await archive(repository, { dryRun: true })).toMatchObject({ oldSets: 1, moved: { blobs: 1, bytes: large } });
  expect(store.copied).toEqual([]);
  expect(await archive(repository)).toMatchObject({
    movedBy: 'copy',
    oldSets: 1,
    moved: { blobs: 1, bytes: large },
    small: 0,
  });
  expect(await archivedNames(repository)).toEqual([nameOf('a')]);
  expect(await archive(repository)).toMatchObject({ moved: { blobs: 0 } });
  expect(store.copied).toHaveLength(1);
});

test('what is smaller than 128 KiB stays where it is, and is counted', async () => {
  const { repository, surroundings } = await scene();
  await makeSet(
    repository,
    'p',
    new Map([
      ['tiny', 131_071],
      ['just', 131_072],
    ]),
  );
  surroundings.goTo('2026-03-01T00:00:00Z');
  await makeSet(repository, 'p', of('c'));
  expect(await archive(repository)).toMatchObject({ small: 1, moved: { blobs: 1, bytes: 131_072 } });
});

test('what a set of another plan needs that is not old stays, whatever its own plan says', async () => {
  const { repository, surroundings, store } = await twoSets();
  await repository.plans.apply(parsePlan({ id: 'q', source }));
  surroundings.goTo('2026-01-02T00:00:00Z'); // as old, and of a plan that archives nothing
  await makeSet(repository, 'q', of('a'));
  surroundings.goTo('2026-03-01T00:00:00Z');
  expect(await archive(repository)).toMatchObject({ moved: { blobs: 0 } });
  expect(store.copied).toEqual([]);
});

test('of a plan that is deleted nothing is archived', async () => {
  const { repository } = await twoSets();
  await repository.plans.delete('p');
  await expect(archive(repository)).rejects.toMatchObject({
    code: 'input',
    message: 'no plan of this repository archives anything',
  });
});

test("while a set that is not old cannot be read nothing is archived, and it is named; an old one is in nobody's way", async () => {
  const { repository, store, old, newest } = await twoSets();
  await store.replace(contentsKey('p', newest), Buffer.from('altered'));
  const { unreadable, moved } = await archive(repository);
  expect(moved).toEqual({ blobs: 0, bytes: 0 });
  expect(unreadable).toMatchObject([{ plan: 'p', set: newest }]);
  const other = await twoSets();
  await other.store.replace(contentsKey('p', other.old), Buffer.from('altered'));
  expect(await archive(other.repository)).toMatchObject({ unreadable: [], moved: { blobs: 0 } });
  expect(old).not.toBe(newest);
});

test('a backup that is under way keeps what it may need from being moved, and the next archiving goes on', async () => {
  const { repository, store } = await twoSets();
  const run = () =>
    carryOut({
      repository,
      classes: store.classes,
      run: newTimeId(repository.surroundings),
      meter: new ProgressMeter(),
      signal,
    });
  await repository.plans.apply(parsePlan({ id: 'q', source }));
  const set = await makeSet(repository, 'q', of('a'), async () => {
    const { archivings } = await run(); // it has found `a`, and relies on it
    expect(archivings).toMatchObject([{ moved: [], waiting: [{ blob: nameOf('a') }], waitsFor: [{ plan: 'q' }] }]);
  });
  expect(await blobsOf(repository, set)).toEqual([nameOf('a')]);
  await run();
  expect(store.copied).toEqual([]);
  expect(await repository.archivings.unfinished()).toEqual([]);
});

/** Does something while a set of `p` is being read, or all of them. */
function reading<T>(repository: Repository, set: string | undefined, during: () => Promise<T>): Promise<T> {
  const context = { run: newTimeId(repository.surroundings), meter: new ProgressMeter(), signal };
  return withReading(repository, { plan: 'p', set }, context, during);
}

test('of a set that is being read nothing is archived before that has ended; who verifies all is not waited for', async () => {
  const { repository, old, newest } = await twoSets();
  const { moved, waiting, waitsFor } = await reading(repository, old, () => archive(repository));
  expect([moved.blobs, waiting.blobs]).toEqual([0, 1]);
  expect(waitsFor).toMatchObject([{ plan: 'p', message: expect.stringMatching(/^read \S+ \(/) }]);
  expect(await archivedNames(repository)).toEqual([]);
  const others = reading(repository, undefined, () => reading(repository, newest, () => archive(repository)));
  expect(await others).toMatchObject({ moved: { blobs: 1 }, waitsFor: [] });
});

test('who reads one old set, or waits until it is thawed, keeps nothing of another one from being moved', async () => {
  const { repository, store, surroundings } = await scene();
  const read = await makeSet(repository, 'p', of('a', 'shared'));
  const other = await makeSet(repository, 'p', of('b', 'shared'));
  surroundings.goTo('2026-03-01T00:00:00Z');
  await makeSet(repository, 'p', of('c'));
  const during = await reading(repository, read, () => archive(repository));
  expect(during).toMatchObject({ moved: { blobs: 1 }, waiting: { blobs: 2 }, waitsFor: [{ plan: 'p' }] });
  expect(await archivedNames(repository)).toEqual([nameOf('b')]);
  expect(await reading(repository, other, () => archive(repository))).toMatchObject({ moved: { blobs: 1 } });
  expect(await archive(repository)).toMatchObject({ moved: { blobs: 1 }, waiting: { blobs: 0 }, waitsFor: [] });
  expect(store.copied).toHaveLength(3);
});

test('who begins to read an old set while much is moved is waited for then', async () => {
  const { repository, store, surroundings } = await scene();
  const many = Array.from({ length: 201 }, (_, n) => [`many ${n}`, 131_072] as const);
  const old = await makeSet(repository, 'p', new Map(many));
  surroundings.goTo('2026-03-01T00:00:00Z');
  await makeSet(repository, 'p', of('c'));
  const { promise: begun, resolve: begins } = Promise.withResolvers<void>();
  const { promise: ended, resolve: ends } = Promise.withResolvers<void>();
  let reader: Promise<void> | undefined;
  store.beforeCopy = () => {
    reader ??= reading(repository, old, () => {
      begins();
      return ended;
    });
    return begun;
  };
  const first = await archive(repository).finally(ends);
  await reader;
  expect(first).toMatchObject({ moved: { blobs: 200 }, waiting: { blobs: 1 }, waitsFor: [{ plan: 'p' }] });
  expect(await archive(repository)).toMatchObject({ moved: { blobs: 1 }, waitsFor: [] });
});

test('where the newest set is removed while an archiving looks, the one that is the newest then stays as it is', async () => {
  const { repository, store, newest } = await twoSets();
  store.afterCreate = async (key) => {
    if (!/^archivings\/.*\/blobs\.ndjson\.zst$/.test(key)) return;
    await prune(repository, { remove: [newest] });
  };
  await archive(repository);
  expect((await repository.sets.list('p')).map(({ set }) => set)).not.toContain(newest);
  expect(await archivedNames(repository)).toEqual([]);
  expect(await repository.archivings.unfinished()).toEqual([]);
});

test('an object that was put in the place of a tagged one is tagged as well, so that its archiving comes to an end', async () => {
  const { repository, store, surroundings } = await twoSets();
  store.movedBy = 'tag';
  await archive(repository);
  surroundings.goTo('2026-03-02T00:00:00Z');
  await repository.blobs.replace(nameOf('a'), blobOf('a', large).body); // a repair; no tags go along
  expect(store.tags.size).toBe(0);
  surroundings.goTo('2026-03-03T00:00:00Z');
  expect(await archive(repository)).toMatchObject({ tagged: { blobs: 1 } });
  store.applyRules();
  await archive(repository);
  expect(await repository.archivings.unfinished()).toEqual([]);
});

test('while the bucket has not moved what is tagged, a backup looks again no more often than every 12 hours', async () => {
  const { repository, store, surroundings } = await twoSets();
  store.movedBy = 'tag';
  const after = async () =>
    archiveAfterBackup(
      { repository, run: newTimeId(surroundings), meter: new ProgressMeter(), signal },
      (await repository.plans.find('p'))!,
    );
  expect(await after()).toMatchObject({ tagged: { blobs: 1 } });
  surroundings.goTo('2026-03-01T11:00:00Z');
  expect(await after()).toBeUndefined();
  surroundings.goTo('2026-03-01T12:00:00Z');
  expect(await after()).toMatchObject({ tagged: { blobs: 1 } });
  surroundings.goTo('2026-03-01T23:00:00Z');
  expect(await after()).toBeUndefined();
  store.applyRules();
  surroundings.goTo('2026-03-02T00:00:00Z');
  await after();
  expect(await repository.archivings.unfinished()).toEqual([]);
});

test('a backup that begins while blobs are moved relies on none of them, neither then nor when they are archived', async () => {
  const { repository, store } = await twoSets();
  await repository.plans.apply(parsePlan({ id: 'q', source }));
  let during: string | undefined;
  store.beforeCopy = async () => {
    store.beforeCopy = async () => {};
    during = await makeSet(repository, 'q', of('a'));
  };
  await archive(repository);
  expect(await blobsOf(repository, during!)).toEqual([`${nameOf('a')}.1`]);
  expect(await blobsOf(repository, await makeSet(repository, 'q', of('a')))).toEqual([`${nameOf('a')}.1`]);
  expect(await archivedNames(repository)).toEqual([nameOf('a')]);
});

test('an archiving that dies before any of its changes is finished by the next one, to the same end', async () => {
  const expected = [nameOf('a'), nameOf('d')].sort();
  for (let nth = 1; ; nth++) {
    const { repository, store, surroundings } = await scene();
    await makeSet(repository, 'p', of('a', 'b', 'd'));
    surroundings.goTo('2026-03-01T00:00:00Z');
    await makeSet(repository, 'p', of('b', 'c'));
    store.dieAt(nth);
    const died = await archive(repository).then(
      () => false,
      () => true,
    );
    store.revive();
    surroundings.goTo('2026-03-02T00:00:00Z'); // the lease of the dead has expired
    await archive(repository);
    expect(await archivedNames(repository), `died at change ${nth}`).toEqual(expected);
    expect(await repository.archivings.unfinished()).toEqual([]);
    expect((await listSets(repository)).map(({ archivedIn }) => archivedIn)).toEqual([undefined, ['GLACIER']]);
    if (!died) return expect(nth).toBeGreaterThan(8);
  }
});

test('a copy that comes late, when the content was stored once more, leaves the newest set readable', async () => {
  const { repository, store } = await twoSets();
  let late: (() => Promise<boolean>) | undefined;
  store.beforeCopy = async (key) => {
    late ??= () => store.classes.copyInto('GLACIER', { key });
  };
  await archive(repository);
  const again = await makeSet(repository, 'p', of('a'));
  expect(await late!()).toBe(false); // of what is archived a bucket makes no copy
  for (const blob of await blobsOf(repository, again)) await repository.blobs.get(blob);
});

test('what a prune deletes meanwhile is not brought back by the archiving', async () => {
  const { repository, store, old } = await twoSets();
  store.beforeCopy = async () => {
    store.beforeCopy = async () => {};
    await prune(repository, { remove: [old] });
  };
  await archive(repository);
  expect(await archivedNames(repository)).toEqual([]);
  expect(await repository.archivings.unfinished()).toEqual([]);
});

test('where the bucket keeps versions blobs are tagged, and known to be on the move until its rule has acted', async () => {
  const { repository, store } = await twoSets();
  store.movedBy = 'tag';
  expect(await archive(repository)).toMatchObject({
    movedBy: 'tag',
    moved: { blobs: 0 },
    tagged: { blobs: 1, bytes: large },
  });
  expect([...store.tags.values()]).toEqual(['GLACIER']);
  expect(await archivedNames(repository)).toEqual([]);
  const set = await makeSet(repository, 'p', of('a')); // its rule may act at any moment
  expect(await blobsOf(repository, set)).toEqual([`${nameOf('a')}.1`]);
  store.tags.clear();
  expect(await archive(repository)).toMatchObject({ tagged: { blobs: 1 } });
  expect(store.tags.size).toBe(0); // it is not tagged again
  store.tags.set(`blobs/${nameOf('a').slice(0, 2)}/${nameOf('a')}`, 'GLACIER');
  store.applyRules();
  expect(await archive(repository)).toMatchObject({ tagged: { blobs: 0 } });
  expect(await repository.archivings.unfinished()).toEqual([]);
  expect(await blobsOf(repository, await makeSet(repository, 'p', of('a')))).toEqual([`${nameOf('a')}.1`]);
});

test('a record of what was archived is forgotten after a week', async () => {
  const { repository, surroundings } = await twoSets();
  await archive(repository);
  surroundings.goTo('2026-03-09T00:00:00Z');
  await archive(repository);
  expect((await repository.archivings.list()).map(({ archiving }) => archiving.slice(0, 8))).toEqual(['20260309']);
});

test('what is thawed is still archived to a new set: it freezes again', async () => {
  const { repository, store, old } = await twoSets();
  await archive(repository);
  await thaw(repository, { set: old });
  store.thawAll();
  expect(await blobsOf(repository, await makeSet(repository, 'p', of('a')))).toEqual([`${nameOf('a')}.1`]);
});

test('a plan is told what its repository cannot archive: a folder anything, Amazon S3 in a class that it does not have', async () => {
  const { repository } = await scene();
  const plan = parsePlan({ id: 'p', source, archiveAfterDays: 30, archiveClass: 'GLACIER' });
  expect(() => checkArchive(plan, new FolderStore('/backups'))).toThrow(
    'plan p: archiveClass is GLACIER, and /backups is a folder, which has no storage classes',
  );
  const amazon = new S3Store(parseS3Address('s3://bucket?region=eu-central-1'));
  expect(() => checkArchive({ ...plan, archiveClass: 'GLACIERS' }, amazon)).toThrow(
    'plan p: archiveClass is GLACIERS, which is no storage class of Amazon S3',
  );
  expect(() => checkArchive(plan, amazon)).not.toThrow();
  expect(() => checkArchive(plan, repository.store)).not.toThrow();
});
