import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type ThrowawayServer } from '../../embedded/server.ts';
import { backup } from '../../engine/backup/backup.ts';
import { readingDigest, readingVersion } from '../../engine/backup/readingDigest.ts';
import { prune } from '../../engine/keep/prune.ts';
import { verify } from '../../engine/keep/verify.ts';
import { readReadingRole } from '../../engine/postgres/catalog/readingRole.ts';
import type { RangeItem } from '../../engine/repository/contents.ts';
import { newTimeId } from '../../engine/repository/ids.ts';
import { blobKey, manifestKey } from '../../engine/repository/keys.ts';
import type { SetManifest } from '../../engine/repository/manifest.ts';
import { encodeManifest } from '../../engine/repository/manifestFile.ts';
import { difference } from '../roundtrip/describe.ts';
import { plan, TestRepository } from '../roundtrip/testRepository.ts';
import { freshDatabase, type TestDatabase } from '../servers.ts';

let server: ThrowawayServer;

beforeAll(async () => {
  server = await startServer({ settings: { fsync: 'off', summarize_wal: 'on', autovacuum: 'off' } });
});

afterAll(() => server.stop());

/** A table of three ranges, a row a block, and a few small ones, at rest. */
async function shop(): Promise<TestDatabase> {
  const source = await freshDatabase(server);
  await source.query(`
    CREATE TABLE big (id int PRIMARY KEY, v text) WITH (fillfactor = 10);
    INSERT INTO big SELECT g, md5(g::text) || repeat('x', 600) FROM generate_series(1, 5000) g;
    CREATE TABLE small (id int PRIMARY KEY, v text);
    INSERT INTO small SELECT g, 'v' FROM generate_series(1, 1000) g;
    CREATE TYPE mood AS ENUM ('sad', 'ok');
    CREATE TABLE moods (id int, m mood);
    INSERT INTO moods SELECT g, 'ok' FROM generate_series(1, 500) g;`);
  await source.query('VACUUM (FREEZE, ANALYZE)');
  await source.query('CHECKPOINT');
  return source;
}

/** What the set says of how it was read, and what it says of each table. */
async function told({ repository }: TestRepository, set: SetManifest) {
  const items = await repository.sets.readContents(set);
  const tables = items.filter((item) => item.kind === 'table').map(({ name, reading }) => [name, reading] as const);
  return { reading: set.reading!, tables: Object.fromEntries(tables) };
}

async function hashes({ repository }: TestRepository, set: SetManifest) {
  const items = await repository.sets.readContents(set);
  return items.flatMap((item) => (item.kind === 'table' ? [[item.name, item.rows, item.hash]] : []));
}

test('what did not change is not read, and every set is full to its reader', async () => {
  await using source = await shop();
  await using repository = await TestRepository.open();
  const first = await repository.backup(source, { auditPercent: 0 });
  expect(first.reading).toMatchObject({ reason: 'the plan has no older set', reused: 0, audited: 0 });

  const second = await repository.backup(source, { auditPercent: 0 });
  expect(second.reading).toMatchObject({ base: first.set, read: 0, reused: first.totals.bytes, reasons: [] });
  expect(second.totals).toEqual({ ...first.totals, newBytes: 0 });

  await source.query("UPDATE big SET v = 'changed' WHERE id BETWEEN 100 AND 110");
  await source.query('DELETE FROM small WHERE id = 7');
  const third = await repository.backup(source, { auditPercent: 0 });
  const { tables } = await told(repository, third);
  expect(third.reading!.base).toBe(second.set);
  expect(third.reading!.read).toBeLessThan(first.totals.bytes);
  expect(tables.big!.reason).toMatch(/^blocks of it were changed \(1 of 3 ranges\)$/);
  expect(tables.small!.reason).toBe('blocks of it were changed');
  expect(tables.moods!.reason).toBe('it shares blobs with tables that are read');

  await prune(repository.repository, { remove: [first.set, second.set] });
  await using target = await freshDatabase(server);
  await repository.restore(target.target);
  expect(await difference(source, target)).toEqual([]);
});

test('who asks what was changed, who reads and who checks share one connection beside the first', async () => {
  await using source = await shop();
  await using repository = await TestRepository.open();
  await repository.backup(source);
  const before = await sessions(source);
  const { reading } = await repository.backup(source, { concurrency: 2 });
  expect(reading!.reused).toBeGreaterThan(0);
  expect((await sessions(source)) - before).toBe(2);
});

/** How many connections there have been to the database; those of backups are to have ended. */
async function sessions(source: TestDatabase): Promise<number> {
  const left = `SELECT FROM pg_stat_activity WHERE application_name LIKE 'pgstow %' AND datname = current_database()`;
  while ((await source.query(left)).length > 0) await sleep(10);
  const [row] = await source.query('SELECT sessions::int FROM pg_stat_database WHERE datname = current_database()');
  return Number(row!.sessions);
}

test('a changed type, a rewrite and a new table are read, and nothing else', async () => {
  await using source = await shop();
  await using repository = await TestRepository.open();
  await repository.backup(source);
  await source.query("ALTER TYPE mood RENAME VALUE 'ok' TO 'fine'");
  await source.query('VACUUM FULL small');
  await source.query('CREATE TABLE later AS SELECT 1 AS one');
  const { reading, tables } = await told(repository, await repository.backup(source));
  expect(tables.moods!.reason).toBe('its columns, or a type of theirs, were changed');
  expect(tables.small!.reason).toBe('it was rewritten or truncated');
  expect(tables.later!.reason).toBe('it is a table that the older set does not have');
  expect(tables.big!.reason).toMatch(/^it is a sample of what is unchanged \(1 of 3 ranges\)$/);
  expect(reading.audited).toBe(1);
});

test('all is read when it is asked for, when the plan says so, and when it is time', async () => {
  await using source = await shop();
  await using repository = await TestRepository.open();
  await repository.backup(source);
  const { set: full } = await backup(repository.repository, plan, { full: true });
  expect(full.reading).toMatchObject({ reason: 'all was asked for', reused: 0 });
  const off = await repository.backup(source, { incremental: 'off' });
  expect(off.reading).toMatchObject({ reason: 'the plan says incremental: off', reused: 0 });
  expect(off.evidence).toBeUndefined();
  const on = await repository.backup(source);
  expect(on.reading).toMatchObject({ base: full.set });
  expect(on.reading!.fullAt).toBe(full.snapshotAt);
});

test('runs that were killed leave the base as it was; where another version of pgstow has read it otherwise, all is read', async () => {
  await using source = await shop();
  await using repository = await TestRepository.open();
  const { sets, surroundings } = repository.repository;
  const first = await repository.backup(source);
  for (let killed = 0; killed < 12; killed++)
    await sets.abandon({ plan, set: newTimeId(surroundings) }, { at: surroundings.now().toISOString(), by: 'anna' });
  const second = await repository.backup(source);
  expect(second.reading).toMatchObject({ base: first.set });

  const client = await source.connect();
  const [version, role] = [server.major * 10000, await readReadingRole(client)];
  await client.end();
  for (const set of [first, second]) {
    expect(set.evidence!.settings).toBe(readingDigest(version, role));
    const older = { ...set.evidence!, settings: readingDigest(version, role, readingVersion - 1) };
    await writeFile(join(repository.folder, manifestKey(plan, set.set)), encodeManifest({ ...set, evidence: older }));
  }
  const third = await repository.backup(source);
  expect(third.reading).toMatchObject({
    reused: 0,
    reason: 'rows are read by another role, with other settings of an extension, or by another version of pgstow',
  });
});

test('all is read where an extension writes rows past the WAL', async () => {
  await using source = await shop();
  await using repository = await TestRepository.open();
  const client = await source.connect();
  await client.query(`INSERT INTO pg_extension (oid, extname, extowner, extnamespace, extrelocatable, extversion)
    VALUES (99999, 'pg_bulkload', 10, 'public'::regnamespace, false, '3.1')`);
  await client.end();
  const reason = 'the extension pg_bulkload writes rows that the WAL does not tell of';
  const first = await repository.backup(source);
  expect(first).toMatchObject({ reading: { reason, reused: 0 } });
  expect(first.evidence).toBeUndefined();
  await source.query('DELETE FROM pg_extension WHERE oid = 99999');
  const second = await repository.backup(source);
  expect(second).toMatchObject({ reading: { reason: 'no older set has what it takes to compare with', reused: 0 } });
});

test('what is missing from the repository is read again', async () => {
  await using source = await shop();
  await using repository = await TestRepository.open();
  const first = await repository.backup(source, { auditPercent: 0 });
  const contents = await repository.repository.sets.readContents(first);
  const big = contents.findIndex((item) => item.kind === 'table' && item.name === 'big');
  const range = contents.find((item) => item.kind === 'range' && item.table === big);
  const { blob } = (range as RangeItem).pieces[0]!;
  await rm(join(repository.folder, blobKey(blob)));
  const second = await repository.backup(source, { auditPercent: 0 });
  expect(second.reading!.reasons).toMatchObject([
    { reason: 'a blob that it needs is missing from the repository, archived, or about to be deleted', ranges: 1 },
  ]);
  expect((await verify(repository.repository, { set: second.set })).findings).toEqual([]);
});

test('a range that was held to be unchanged and is not raises an alarm, and all is read', async () => {
  await using source = await shop();
  await using repository = await TestRepository.open();
  const first = await repository.backup(source);
  // as a bug would have it, or a disk: a row changes, and the WAL does not tell
  const mark = (persistence: string) =>
    source.query(`UPDATE pg_class SET relpersistence = '${persistence}' WHERE oid = 'big'::regclass`);
  await source.query('SET allow_system_table_mods = on');
  await mark('u');
  await source.query("UPDATE big SET v = 'in silence' WHERE id = 4000");
  await mark('p');

  const second = await repository.backup(source, { auditPercent: 100 });
  const alarm =
    /^"public"\."big", blocks \d+ to [\w ]+, was held to be unchanged since an older set and is not: that set has \d+ rows, hash [0-9a-f]{16}, the database has \d+ rows, hash [0-9a-f]{16}\. All is read for this set, which is right\. .* please report it, /;
  expect(second.reading).toMatchObject({
    reused: 0,
    reason: 'what was held to be unchanged was not',
    fullAt: second.snapshotAt,
  });
  expect(second.reading!.alarm).toMatch(alarm);
  expect(second.warnings[0]).toMatch(alarm);
  const [run] = await repository.repository.runs.list(plan);
  expect(run).toMatchObject({ set: second.set, warnings: [second.reading!.alarm] });
  const { set: full } = await backup(repository.repository, plan, { full: true });
  expect(await hashes(repository, second)).toEqual(await hashes(repository, full));
  expect(await hashes(repository, second)).not.toEqual(await hashes(repository, first));

  const third = await repository.backup(source);
  expect(third.reading).toMatchObject({ base: full.set, fullAt: full.snapshotAt });
});
