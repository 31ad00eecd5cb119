import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type ThrowawayServer } from '../../embedded/server.ts';
import { backup, type SetManifest } from '../../engine/index.ts';
import { planOf } from '../faults/scene.ts';
import { freshDatabase, type TestDatabase } from '../servers.ts';
import { Crew } from './crew.ts';

let server: ThrowawayServer;

beforeAll(async () => {
  server = await startServer({ settings: { fsync: 'off', summarize_wal: 'on', autovacuum: 'off' } });
});

afterAll(() => server.stop());

/** A table of three ranges, a row a block, and two small ones, at rest. */
async function shop(): Promise<TestDatabase> {
  const source = await freshDatabase(server);
  await source.query(`
    CREATE TABLE big (id int PRIMARY KEY, v text) WITH (fillfactor = 10);
    INSERT INTO big SELECT g, md5(g::text) || repeat('x', 600) FROM generate_series(1, 5000) g;
    CREATE TABLE small AS SELECT g AS id, 'v' AS v FROM generate_series(1, 1000) g;
    CREATE TABLE smaller AS SELECT g AS id FROM generate_series(1, 10) g;`);
  await source.query('VACUUM (FREEZE, ANALYZE)');
  await source.query('CHECKPOINT');
  return source;
}

/** The one set that three machines make. */
async function together(crew: Crew, group: string): Promise<SetManifest> {
  const made = await Promise.all([1, 2, 3].map((index) => crew.shard(index, 3, { group })));
  expect(new Set(made.map(({ set }) => set.set)).size).toBe(1);
  return made[0]!.set;
}

const readBy = ({ reading }: SetManifest) => reading!.shards!.reduce((sum, { bytes }) => sum + bytes, 0);

test('shards read what was changed since an older set, and a sample of the rest; a sample that differs has them read all', async () => {
  await using source = await shop();
  await using crew = await Crew.of(source);
  const { set: first } = await backup(crew.repository, 'crew');
  await source.query("UPDATE big SET v = 'changed' WHERE id BETWEEN 100 AND 110");

  const second = await together(crew, 'second');
  expect(second.reading).toMatchObject({ base: first.set, fullAt: first.snapshotAt });
  expect([1, 2]).toContain(second.reading!.audited); // one unit: the two small tables share one, or not, by their OIDs
  const [read, reused] = [second.reading!.read, second.reading!.reused];
  expect(Math.min(read, reused)).toBeGreaterThan(0);
  expect(read + reused).toBe(second.totals.bytes);
  expect(readBy(second)).toBe(read);

  // as a bug would have it, or a disk: a row changes, and the WAL does not tell
  const mark = (persistence: string) =>
    source.query(`UPDATE pg_class SET relpersistence = '${persistence}' WHERE oid = 'big'::regclass`);
  await source.query('SET allow_system_table_mods = on');
  await mark('u');
  await source.query("UPDATE big SET v = 'in silence' WHERE id = 4000");
  await mark('p');
  await crew.repository.plans.apply(planOf('crew', source.target, { auditPercent: 60 }));

  const alarming = await untilAlarm(crew);
  expect(alarming.reading).toMatchObject({ reused: 0, read: alarming.totals.bytes, fullAt: alarming.snapshotAt });
  expect(alarming.reading!.base).toBeUndefined();
  expect(alarming.warnings[0]).toMatch(/ was held to be unchanged since an older set and is not: /);
  expect(readBy(alarming)).toBe(alarming.totals.bytes);
  const [run] = await crew.repository.runs.list('crew');
  expect(run).toMatchObject({ set: alarming.set, warnings: [alarming.reading!.alarm] });
  const { set: full } = await backup(crew.repository, 'crew', { full: true });
  expect(await crew.linesOf(alarming)).toEqual(await crew.linesOf(full));
  expect(await crew.linesOf(alarming)).not.toEqual(await crew.linesOf(second));
});

/** The sample is drawn by chance: some of what is unchanged is not in it, so that there is more to be read after the alarm. */
async function untilAlarm(crew: Crew): Promise<SetManifest> {
  for (let tries = 1; tries <= 20; tries++) {
    const set = await together(crew, `alarm ${tries}`);
    if (set.reading!.alarm !== undefined) return set;
    expect(set.reading!.base).toBeDefined();
  }
  throw new Error('no sample had the range in it');
}
