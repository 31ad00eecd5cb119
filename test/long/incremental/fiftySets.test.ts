import { expect, test } from 'vitest';
import { startServer } from '../../../embedded/server.ts';
import { prune } from '../../../engine/keep/prune.ts';
import { verify } from '../../../engine/keep/verify.ts';
import { difference } from '../../roundtrip/describe.ts';
import { plan, TestRepository } from '../../roundtrip/testRepository.ts';
import { freshDatabase } from '../../servers.ts';

test('the fiftieth set in a row gives back the source, after all older ones are gone', async () => {
  await using server = await startServer({ settings: { fsync: 'off', summarize_wal: 'on' } });
  await using source = await freshDatabase(server);
  await source.query(`
    CREATE TABLE big (id int PRIMARY KEY, v text) WITH (fillfactor = 10);
    INSERT INTO big SELECT g, md5(g::text) || repeat('x', 600) FROM generate_series(1, 20000) g;
    CREATE TABLE small (id int PRIMARY KEY, v text);
    INSERT INTO small SELECT g, 'v' FROM generate_series(1, 1000) g;`);
  await source.query('VACUUM (FREEZE, ANALYZE)');
  await using repository = await TestRepository.open();
  const sets = [];
  for (let night = 1; night <= 50; night++) {
    await source.query(`UPDATE big SET v = 'night ${night}' WHERE id BETWEEN ${night * 300} AND ${night * 300 + 20}`);
    await source.query(`DELETE FROM big WHERE id = ${night * 123}`);
    await source.query(`INSERT INTO big SELECT ${20000 + night}, repeat('${night % 10}', 700)`);
    if (night % 7 === 0) await source.query(`UPDATE small SET v = 'night ${night}' WHERE id % 50 = 1`);
    if (night % 10 === 0) await source.query(`CREATE TABLE night_${night} AS SELECT ${night} AS n`);
    sets.push(await repository.backup(source, { auditPercent: 0 })); // a sample could be all that is left
  }
  const reused = sets.filter(({ reading }) => reading!.reused > 0);
  expect(reused.length).toBeGreaterThan(40);
  const last = sets.at(-1)!;
  expect(last.reading!.reused).toBeGreaterThan(0);
  await prune(repository.repository, { remove: sets.slice(0, -1).map(({ set }) => set) });
  expect((await repository.repository.sets.list(plan)).length).toBe(1);
  expect((await verify(repository.repository, { set: last.set })).findings).toEqual([]);
  await using target = await freshDatabase(server);
  await repository.restore(target.target);
  expect(await difference(source, target)).toEqual([]);
});
