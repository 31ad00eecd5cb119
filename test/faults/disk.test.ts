import { rm } from 'node:fs/promises';
import { expect, test, vi } from 'vitest';
import { backup, initRepository, type OnEvent, openRepository, restore } from '../../engine/index.ts';
import { FolderStore } from '../../engine/store/folder.ts';
import { freshDatabase } from '../servers.ts';
import { expectNothingLeftIn, storedBlobBytes } from './aftermath.ts';
import { proveAllSets } from './repositoryCheck.ts';
import { ScarceDisk } from './scarceDisk.ts';
import { planOf, restoreRequest, withRepositoryFolder } from './scene.ts';
import { shopOn } from './shop.ts';

test('a full disk is told with what to do; when there is room nothing is stored twice', async (context) => {
  using disk = new ScarceDisk(12, context);
  const { source } = await shopOn('18', context);
  const repository = await initRepository(disk.folder, { encryption: 'none' });
  await repository.plans.apply(planOf('shop', source.target));
  await expect(backup(repository, 'shop')).rejects.toMatchObject({
    code: 'store',
    message: expect.stringMatching(/^cannot write \/\S+: no space left on the disk \(ENOSPC\)$/),
    hint: expect.stringContaining('free some space'),
  });
  await expectNothingLeftIn(source);
  expect(await proveAllSets(repository)).toEqual([]);
  disk.remount('size=200m');
  const stored = await storedBlobBytes(disk.folder);
  const { set } = await backup(await openRepository(disk.folder), 'shop');
  expect(set.totals.newBytes).toBe(set.totals.storedBytes - stored);
  expect(await proveAllSets(repository)).toHaveLength(1);
});

test('a disk that becomes read-only is told, and what is there can still be verified and restored', async (context) => {
  using disk = new ScarceDisk(200, context);
  const { source } = await shopOn('18', context);
  const repository = await initRepository(disk.folder, { encryption: 'none' });
  await repository.plans.apply(planOf('shop', source.target));
  await backup(repository, 'shop');
  disk.remount('ro');
  await expect(backup(repository, 'shop')).rejects.toMatchObject({
    code: 'store',
    message: expect.stringContaining('the file system is read-only (EROFS)'),
    hint: expect.stringContaining('mount it for writing'),
  });
  await expectNothingLeftIn(source);
  expect(await proveAllSets(repository)).toHaveLength(1);
  await using target = await freshDatabase(source.server);
  const warnings: string[] = [];
  const onEvent: OnEvent = (event) => event.kind === 'warning' && warnings.push(event.message);
  expect((await restore(repository, restoreRequest('shop', target.target), { onEvent })).proved).toBeGreaterThan(0);
  expect(warnings.join()).toMatch(/^this run is not recorded: .*read-only/);

  await using another = await freshDatabase(source.server);
  const gone = new AbortController();
  const cutOff = restore(repository, restoreRequest('shop', another.target), {
    signal: gone.signal,
    onEvent: (event) => event.kind === 'phase' && event.phase === 'load' && gone.abort(),
  });
  await expect(cutOff).rejects.toMatchObject({
    code: 'interrupted', // nobody finds the run by its id
    hint: 'run the same command again: it removes what it has created so far and starts over',
  });
});

test('a repository that vanishes under a backup is told, and not made anew at its place', async (context) => {
  const { source } = await shopOn('18', context);
  await withRepositoryFolder(async ({ repository, folder }) => {
    await repository.plans.apply(planOf('shop', source.target, { rateLimit: '20MB/s' }));
    let vanishing: Promise<void> | undefined;
    const running = backup(repository, 'shop', {
      onEvent: (event) => {
        // what is written meanwhile stands in its way
        if (event.kind === 'phase' && event.phase === 'data')
          vanishing = rm(folder, { recursive: true, maxRetries: 20 });
      },
    });
    await expect(running).rejects.toMatchObject({
      code: 'store',
      message: expect.stringContaining('no such file or folder (ENOENT)'),
      hint: expect.stringContaining('is the disk mounted'),
    });
    await vanishing;
    await expect(openRepository(folder)).rejects.toMatchObject({ code: 'store' });
    await expectNothingLeftIn(source);
  });
});

test('an answer that is lost after the manifest was written loses nothing: the set is there, and the backup knows', async (context) => {
  const { source } = await shopOn('18', context);
  await withRepositoryFolder(async ({ repository }) => {
    await repository.plans.apply(planOf('shop', source.target));
    const create = FolderStore.prototype.create;
    const losing = vi.spyOn(FolderStore.prototype, 'create').mockImplementation(async function (
      this: FolderStore,
      key,
      ...rest
    ) {
      const created = await create.call(this, key, ...rest);
      if (key.endsWith('manifest.json')) throw new Error('the answer got lost');
      return created;
    });
    const first = await backup(repository, 'shop');
    losing.mockRestore();
    expect((await proveAllSets(repository)).map(({ set }) => set)).toEqual([first.set.set]);
    const { set } = await backup(repository, 'shop');
    expect(set.totals.newBytes).toBe(0);
    expect(await proveAllSets(repository)).toHaveLength(2);
  });
});

test('sets are told apart by when their snapshot was taken, whatever the clock of this machine says', async (context) => {
  const { source } = await shopOn('18', context);
  await withRepositoryFolder(async ({ repository }) => {
    await repository.plans.apply(planOf('shop', source.target));
    await backup(repository, 'shop');
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - 24 * 3600_000 });
    const second = await backup(repository, 'shop').finally(() => vi.useRealTimers());
    expect(await repository.sets.newestAt('shop')).toMatchObject({ set: second.set.set });
    expect((await repository.sets.list('shop')).map(({ set }) => set)[1]).toBe(second.set.set); // ids say otherwise
    expect(await proveAllSets(repository)).toHaveLength(2);
  });
});
