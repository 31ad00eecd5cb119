import { rename } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { backup, health, openRepository, restore, verify } from '../../engine/index.ts';
import { generateKey } from '../../engine/repository/unlocking.ts';
import { difference } from '../roundtrip/describe.ts';
import { plan, TestRepository, wholeSet } from '../roundtrip/testRepository.ts';
import { freshDatabase, server } from '../servers.ts';

test('a backup whose copy fails has made its set, the next one catches up, and the copy restores alone', async (context) => {
  const source = await freshDatabase(await server('18', context));
  await source.query(`
    CREATE TABLE orders AS SELECT g AS id, md5(g::text) AS note FROM generate_series(1, 60000) g;
    CREATE VIEW latest AS SELECT * FROM orders ORDER BY id DESC LIMIT 10`);
  const keys = { main: generateKey(), copy: generateKey() };
  await using main = await TestRepository.open({ key: keys.main });
  await using copy = await TestRepository.open({ key: keys.copy });
  const copies = [{ repository: copy.folder, key: { env: 'COPY_KEY' } }];
  const failure = await main.backup(source, { copies, maxAge: '1h' }).catch((thrown) => thrown);
  const [made] = await main.repository.sets.list(plan);
  expect(failure).toMatchObject({
    code: 'copy',
    message: `set ${made!.set} of plan ${plan} was made, and its copy failed: ${copy.folder}: nothing is copied to ${copy.folder} from this machine: PGSTOW_ALLOW_COPIES is not set`,
  });
  const [run] = await main.repository.runs.list(plan);
  expect(run).toMatchObject({ kind: 'backup', state: 'failed', set: made!.set, copies: [{ state: 'failed' }] });
  const ill = await health(main.repository);
  expect(ill.plans[0]).toMatchObject({ health: 'fine', copies: [{ repository: copy.folder, health: 'no set' }] });
  expect(ill.warnings).toEqual([expect.stringContaining(`the last run of ${plan} could not copy to ${copy.folder}`)]);

  await source.query(`INSERT INTO orders SELECT g, 'new' FROM generate_series(1, 100) g`);
  const env = { PGSTOW_ALLOW_COPIES: copy.folder, COPY_KEY: keys.copy };
  const second = await backup(main.repository, plan, { env });
  expect(second.copies).toMatchObject([{ state: 'complete', sets: [second.set.set, made!.set], missing: [] }]);
  const newest = { set: second.set.set, snapshotAt: second.set.snapshotAt };
  expect((await health(main.repository)).plans[0]!.copies).toMatchObject([{ health: 'fine', newest }]);
  const late = await health(main.repository, {}, { now: () => new Date(Date.now() + 2 * 3_600_000) });
  expect(late.plans[0]).toMatchObject({ health: 'late', copies: [{ health: 'late' }] });

  await rename(main.folder, `${main.folder}-lost`);
  const alone = await openRepository(copy.folder, { key: keys.copy });
  expect(await verify(alone)).toMatchObject({ intact: true, findings: [] });
  const target = await freshDatabase(source.server);
  await restore(alone, { ...wholeSet, target: target.target });
  expect(await difference(source, target)).toEqual([]);
  expect((await alone.sets.list(plan)).map(({ set }) => set)).toEqual([second.set.set, made!.set]);
  await rename(`${main.folder}-lost`, main.folder); // for who removes it
  expect((await health(alone)).plans[0]).toMatchObject({ health: 'fine', maxAge: '1h' });
});
