import { describe, expect, test, vi } from 'vitest';
import { PgstowError } from '../../engine/errors.ts';
import { ProgressMeter } from '../../engine/events.ts';
import {
  backup,
  generateKey,
  health,
  initRepository,
  openRepository,
  parsePlans,
  prune,
  type Repository,
  restore,
  verify,
} from '../../engine/index.ts';
import { withSetInTheMaking } from '../../engine/prune/setInTheMaking.ts';
import { FolderStore } from '../../engine/store/folder.ts';
import { newestRunLater, storedBlobBytes } from '../faults/aftermath.ts';
import { runEngine } from '../faults/engineProcess.ts';
import { proveAllSets } from '../faults/repositoryCheck.ts';
import { planOf, restoreRequest, withRepositoryFolder } from '../faults/scene.ts';
import { shopOn } from '../faults/shop.ts';
import { freshDatabase, server, type TestDatabase } from '../servers.ts';

const { signal } = new AbortController();

/** A plan of a small table that keeps two sets. */
async function keepTwo(repository: Repository, source: TestDatabase): Promise<void> {
  await source.query(`CREATE TABLE t AS SELECT g, md5(g::text) AS text FROM generate_series(1, 1000) g`);
  const { host, port, database, user } = source.target;
  const document = { id: 'shop', source: { host, port, database, user }, retention: { keepLast: 2 } };
  for (const plan of parsePlans(JSON.stringify(document), 'plan.json')) await repository.plans.apply(plan);
}

async function blobCount(repository: Repository): Promise<number> {
  let count = 0;
  for await (const _ of repository.blobs.list()) count++;
  return count;
}

describe.for(['plain', 'encrypted'] as const)('in a repository that is %s', (kind) => {
  test('a backup removes what its plan no longer keeps, and what is left is whole', async (context) => {
    await using source = await freshDatabase(await server('18', context));
    await withRepositoryFolder(async ({ folder }) => {
      const key = generateKey();
      const address = `${folder}/${kind}`;
      await initRepository(address, { encryption: kind === 'plain' ? 'none' : { key } });
      const repository = await openRepository(address, kind === 'plain' ? {} : { key });
      await keepTwo(repository, source);
      const made: string[] = [];
      for (let n = 0; n < 4; n++) {
        await source.query(`UPDATE t SET text = text || ${n}`);
        const { set, pruned } = await backup(repository, 'shop');
        const gone = made[1] && { plan: 'shop', set: made[1] };
        expect(pruned?.sets).toEqual(gone && [gone]);
        if (gone) expect(pruned).toMatchObject({ blobs: 1, waiting: { blobs: 0 } });
        if (gone) expect(pruned?.bytes).toBeGreaterThan(1000);
        made.unshift(set.set);
      }
      expect((await repository.sets.list()).map(({ set }) => set).sort()).toEqual(made.slice(0, 2).sort());
      expect(await blobCount(repository)).toBe(2);
      expect(await verify(repository)).toMatchObject({ intact: true, findings: [] });

      const locked = await openRepository(address);
      const { plans } = await health(locked); // a tombstone is no set, with or without the key
      expect(plans).toMatchObject([{ newest: { set: made.slice(0, 2).sort()[1] } }]);
      if (kind === 'encrypted') {
        await expect(prune(locked)).rejects.toMatchObject({
          code: 'input',
          hint: expect.stringContaining('PGSTOW_KEY'),
        });
      }
      await using target = await freshDatabase(source.server);
      await restore(repository, restoreRequest('shop', target.target));
      expect(await target.query('SELECT count(*)::int FROM t')).toEqual([{ count: 1000 }]);
    });
  });
});

test('what was deleted and comes back is stored by another name, and is verified and restored by it', async (context) => {
  await using source = await freshDatabase(await server('18', context));
  await withRepositoryFolder(async ({ repository }) => {
    await keepTwo(repository, source);
    await backup(repository, 'shop');
    await source.query('ALTER TABLE t RENAME TO hidden; CREATE TABLE t (g int, text text)');
    const sets = [];
    for (let n = 0; n < 2; n++) {
      await source.query(`TRUNCATE hidden; INSERT INTO t VALUES (${n}, 'x')`);
      sets.push((await backup(repository, 'shop')).set);
    }
    await source.query(`TRUNCATE t; INSERT INTO t SELECT g, md5(g::text) FROM generate_series(1, 1000) g`);
    await source.query('DROP TABLE hidden');
    const { set } = await backup(repository, 'shop');
    const items = await repository.sets.readContents(set);
    const names = items.flatMap((item) => ('pieces' in item ? item.pieces.map(({ blob }) => blob) : []));
    expect(names).toEqual([expect.stringMatching(/^[0-9a-f]{64}\.1$/)]);
    expect(await verify(repository)).toMatchObject({ intact: true });
    await using target = await freshDatabase(source.server);
    await restore(repository, restoreRequest('shop', target.target));
    expect(await target.query('SELECT count(*)::int FROM t')).toEqual([{ count: 1000 }]);
    expect((await backup(repository, 'shop')).set.totals.newBytes).toBe(0);
  });
});

test('a backup of a plan that is being backed up is skipped, which is recorded and no trouble of the plan', async (context) => {
  await using source = await freshDatabase(await server('18', context));
  await withRepositoryFolder(async ({ repository }) => {
    await keepTwo(repository, source);
    const at = { run: '20260101T000000Z-aaaaaa', meter: new ProgressMeter(), signal };
    await withSetInTheMaking(repository, 'shop', at, async () => {
      await expect(backup(repository, 'shop')).rejects.toMatchObject({ code: 'busy' });
    });
    const [run] = await repository.runs.list('shop');
    expect(run).toMatchObject({ state: 'skipped', error: { code: 'busy', hint: expect.stringContaining(at.run) } });
    await backup(repository, 'shop');
  });
});

test('a set whose manifest somebody has deleted keeps its blobs, until it is given up by its name', async (context) => {
  await using source = await freshDatabase(await server('18', context));
  await withRepositoryFolder(async ({ repository }) => {
    await keepTwo(repository, source);
    const { set } = (await backup(repository, 'shop')).set;
    await repository.store.delete(`sets/shop/${set}/manifest.json`);
    expect(await prune(repository)).toMatchObject({
      blobs: 0,
      unreadable: [{ plan: 'shop', set, error: { code: 'damaged' } }],
    });
    expect(await blobCount(repository)).toBe(1);
    expect(await prune(repository, { remove: [set] })).toMatchObject({ blobs: 1, unreadable: [] });
    expect(await blobCount(repository)).toBe(0);
  });
});

test('who runs a killed backup again is told that the snapshot is lost', async (context) => {
  const { source } = await shopOn('18', context);
  await withRepositoryFolder(async ({ repository, folder }) => {
    await repository.plans.apply(planOf('shop', source.target));
    const work = { kind: 'backup', plan: 'shop' } as const;
    const at = { write: '^blobs/', moment: 'after', nth: 1 } as const;
    await runEngine({ repository: folder, work, stop: { at, signal: 'SIGKILL' } });
    const { run } = await backup(repository, 'shop');
    expect(await repository.runs.get(run)).toMatchObject({
      state: 'succeeded',
      warnings: [
        'the backup before this one was cut off, and its snapshot is lost with it: this one takes a new snapshot, and stores nothing again that is stored already',
      ],
    });
  });
});

test('a damaged record of a prune that is done keeps nobody from backing up, nor one that is not from reading', async (context) => {
  await using source = await freshDatabase(await server('18', context));
  await withRepositoryFolder(async ({ repository }) => {
    await keepTwo(repository, source);
    for (let n = 0; n < 3; n++) {
      await source.query(`UPDATE t SET text = text || ${n}`);
      await backup(repository, 'shop');
    }
    const done = (await repository.prunes.list())[0]!.prune;
    await repository.store.replace(`prunes/${done}/blobs.ndjson.zst`, Buffer.from('garbage'));
    const { run } = await backup(repository, 'shop');
    expect((await repository.runs.get(run)).warnings).toEqual([
      `prunes/${done}/blobs.ndjson.zst is no zstd; it only says what was deleted, and is not needed`,
    ]);

    await repository.store.create('prunes/20260101T000000Z-aaaaaa/sets.json', Buffer.from('garbage'));
    await using target = await freshDatabase(source.server);
    await restore(repository, restoreRequest('shop', target.target));
    expect(await target.query('SELECT count(*)::int FROM t')).toEqual([{ count: 1000 }]);
  });
});

test('a prune that fails is a warning of the backup', async (context) => {
  await using source = await freshDatabase(await server('18', context));
  await withRepositoryFolder(async ({ repository }) => {
    await keepTwo(repository, source);
    for (let n = 0; n < 2; n++) await backup(repository, 'shop');
    const refusing = vi.spyOn(FolderStore.prototype, 'delete').mockRejectedValue(new PgstowError('store', 'no'));
    const warnings: string[] = [];
    const onEvent = (event: { kind: string; message?: string }) =>
      event.kind === 'warning' && warnings.push(event.message!);
    await backup(repository, 'shop', { onEvent }).finally(() => refusing.mockRestore());
    expect(warnings).toEqual([expect.stringMatching(/^sets that are no longer kept could not be removed: /)]);
    expect(await proveAllSets(repository)).toHaveLength(3);
    await backup(repository, 'shop');
    expect(await proveAllSets(repository)).toHaveLength(2);
  });
});

test('a killed backup that is run again stores nothing twice, also when a prune ran in between', async (context) => {
  const { source } = await shopOn('18', context);
  await withRepositoryFolder(async ({ repository, folder }) => {
    await repository.plans.apply(planOf('shop', source.target));
    const work = { kind: 'backup', plan: 'shop' } as const;
    const at = { write: '^blobs/', moment: 'after', nth: 3 } as const;
    const killed = await runEngine({ repository: folder, work, stop: { at, signal: 'SIGKILL' } });
    expect(killed).toMatchObject({ reached: true });
    expect((await newestRunLater(folder, 'backup')).state).toBe('lost');
    const before = await storedBlobBytes(folder);
    expect(before).toBeGreaterThan(0);
    expect(await prune(repository)).toMatchObject({ blobs: 0, waitsFor: [] });
    expect(await storedBlobBytes(folder)).toBe(before);
    const { storedBytes, newBytes } = (await backup(repository, 'shop')).set.totals;
    expect(newBytes).toBe(storedBytes - before);
    expect(await proveAllSets(repository)).toHaveLength(1);
  });
});
