import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type ThrowawayServer } from '../../embedded/server.ts';
import { lsnOf, lsnText } from '../../engine/incremental/lsn.ts';
import { setEvidence } from '../../engine/incremental/moment.ts';
import type { SummaryFile } from '../../engine/incremental/summaries.ts';
import { freshDatabase, type TestDatabase } from '../servers.ts';
import { type Case, caseOf, everyRule, judge, ruleNames, without } from './harness/judge.ts';
import { type Look, type LookOptions, look } from './harness/look.ts';

/*
 * Each rule has a case in which a range would be held to be unchanged that is not, but for this rule. Some rules stand
 * behind others: what another server, another run of one or another history would tell is put in by hand there, as if all else
 * were the same by chance.
 */

let server: ThrowawayServer;
let database: TestDatabase;

beforeAll(async () => {
  server = await startServer({
    settings: { fsync: 'off', summarize_wal: 'on', autovacuum: 'off', max_prepared_transactions: '5' },
  });
  database = await freshDatabase(server);
});

afterAll(async () => {
  await database.drop();
  await server.stop();
});

let count = 0;

interface Scene {
  readonly table: string;
  readonly look: (options?: LookOptions) => Promise<Look>;
  readonly query: (sql: string) => Promise<unknown>;
}

/** A table of about 20 blocks, at rest. */
async function scene(columns = 'id int, v text', values = `g, repeat('x', 200)`): Promise<Scene> {
  const table = `trap_${++count}`;
  const query = (sql: string) => database.query(sql);
  await query(
    `CREATE TABLE ${table} (${columns}); INSERT INTO ${table} SELECT ${values} FROM generate_series(1, 700) g`,
  );
  await query(`VACUUM FREEZE ${table}`);
  await query('CHECKPOINT');
  return { table, query, look: (options = {}) => look(database.target, { tables: [table], ...options }) };
}

const proved = new Set<string>();

/** All rules together are right; without this one a range is wrong. */
function expectNeeded(rule: string, one: Case): void {
  expect(judge(one), rule).toMatchObject({ wrong: 0 });
  expect(judge(one, without(rule)).wrong, `without ${rule}`).toBeGreaterThan(0);
  proved.add(rule);
}

const silent = { tables: new Map(), wholeDatabase: false };

test('what is at rest is reused, and what is changed is not', async () => {
  const { table, look, query } = await scene();
  const older = await look();
  await query(`UPDATE ${table} SET v = 'y' WHERE id = 300`);
  const now = await look();
  const one = await caseOf(database.target, older, now);
  const verdict = judge(one);
  expect(verdict).toMatchObject({ wrong: 0 });
  expect(verdict.reused).toBeGreaterThan(1);
  expectNeeded('noBlockChanged', one);
});

test('blocks that VACUUM has cut off show as a limit alone', async () => {
  const { table, look, query } = await scene();
  const older = await look({ blocksPerRange: 16 });
  await query(`DELETE FROM ${table} WHERE ctid >= '(17,0)'`);
  await query(`VACUUM (TRUNCATE) ${table}`);
  const again = `generate_series((SELECT count(*) FROM ${table}) + 1, 700)`; // as many blocks as before
  await pastTheWal(table, query, `INSERT INTO ${table} SELECT g, repeat('z', 200) FROM ${again} g`);
  expectNeeded('notCutOff', await caseOf(database.target, older, await look({ blocksPerRange: 16 })));
});

/** As pg_bulkload does it, or what else nobody knows. */
async function pastTheWal(table: string, query: Scene['query'], sql: string): Promise<void> {
  const mark = (persistence: string) =>
    query(`UPDATE pg_class SET relpersistence = '${persistence}' WHERE oid = '${table}'::regclass`);
  await query('SET allow_system_table_mods = on');
  await mark('u');
  await query(sql);
  await mark('p');
}

test('the last range has no end', async () => {
  const { look } = await scene();
  const older = await look({ blocks: 4 }); // it has grown while it was measured
  expectNeeded('sameBorders', await caseOf(database.target, older, await look()));
});

test('what is appended past the WAL shows in the number of blocks alone', async () => {
  const { table, look, query } = await scene();
  const older = await look({ blocksPerRange: 64 });
  await pastTheWal(table, query, `INSERT INTO ${table} SELECT g, repeat('z', 200) FROM generate_series(701, 900) g`);
  expectNeeded('sameEnd', await caseOf(database.target, older, await look({ blocksPerRange: 64 })));
});

test('a range of another division is another range', async () => {
  const { look } = await scene();
  const older = await look({ blocksPerRange: 4 });
  expectNeeded('sameDivision', await caseOf(database.target, older, await look({ blocksPerRange: 8 })));
});

test('a table that was truncated has another file', async () => {
  const { table, look, query } = await scene();
  const older = await look();
  await query(`TRUNCATE ${table}; INSERT INTO ${table} SELECT g, repeat('z', 200) FROM generate_series(1, 700) g`);
  const one = await caseOf(database.target, older, await look());
  expect(judge(one)).toMatchObject({ wrong: 0 });
  expectNeeded('sameFile', { ...one, changes: silent }); // that the old file is gone shows as a limit too
});

test('a label that is renamed, even back and forth, changes rows without touching them', async () => {
  await database.query(`CREATE TYPE mood AS ENUM ('sad', 'ok')`);
  const { look, query } = await scene('id int, m mood', `g, 'ok'::mood`);
  const older = await look();
  await query(`ALTER TYPE mood RENAME VALUE 'ok' TO 'fine'`);
  expectNeeded('sameDefinition', await caseOf(database.target, older, await look()));
});

test('a label that is renamed between the snapshot and the reading is seen by comparing afterwards', async () => {
  await database.query(`CREATE TYPE taste AS ENUM ('sweet', 'sour')`);
  const { look } = await scene('id int, t taste', `g, 'sour'::taste`);
  // rows were read as they were before, and the fingerprint alone was taken too late
  const before = await look();
  await database.query(`ALTER TYPE taste RENAME VALUE 'sour' TO 'salty'`);
  const after = await look();
  const table = [...before.tables.values()][0]!;
  const late = [...after.tables.values()][0]!;
  const oid = [...before.tables.keys()][0]!;
  const older: Look = {
    ...before,
    tables: new Map([[oid, { ...table, was: { ...table.was, evidence: undefined }, wasWithoutPeace: late.was }]]),
  };
  expectNeeded('readInPeace', await caseOf(database.target, older, await look()));
});

test('the text of a regclass is a name, which may change', async () => {
  const other = await scene();
  const { look, query } = await scene('id int, r regclass', `g, '${other.table}'::regclass`);
  const older = await look();
  await query(`ALTER TABLE ${other.table} RENAME TO renamed_${other.table}`);
  expectNeeded('lastingText', await caseOf(database.target, older, await look()));
});

test('rows of unlogged tables are not in the WAL', async () => {
  const { table, look, query } = await scene();
  await query(`ALTER TABLE ${table} SET UNLOGGED`);
  const older = await look();
  await query(`UPDATE ${table} SET v = 'y'`);
  expectNeeded('logged', await caseOf(database.target, older, await look()));
});

test('a condition may ask other tables', async () => {
  const other = await scene('n int', 'g');
  const { table, look, query } = await scene();
  const conditions = { [table]: `WHERE id < (SELECT max(n) FROM public.${other.table})` };
  const older = await look({ conditions });
  await query(`DELETE FROM ${other.table} WHERE n > 350`);
  expectNeeded('allRows', await caseOf(database.target, older, await look({ conditions })));
});

test('a condition of an extension may be gone, and with it what it left out', async () => {
  const { table, look } = await scene();
  const older = await look({ conditions: { [table]: 'WHERE id < 300' } });
  expectNeeded('allRows', await caseOf(database.target, older, await look()));
});

test('of another access method nothing is known', async () => {
  const { table, look, query } = await scene();
  const older = await look();
  await query(`UPDATE ${table} SET v = 'y'`);
  const now = await look();
  const tables = new Map([...now.tables].map(([oid, each]) => [oid, { ...each, now: { ...each.now, heap: false } }]));
  expectNeeded('heap', { older, now: { ...now, tables }, files: now.files, changes: silent });
});

test('a transaction that was open at the older snapshot has written before the last checkpoint', async () => {
  const { table, look, query } = await scene();
  const older = await look();
  const writer = await database.connect();
  await writer.query(`BEGIN; UPDATE ${table} SET v = 'y' WHERE id < 50`);
  await query('CHECKPOINT');
  const between = await look({ older: [older] });
  await writer.query('COMMIT');
  await writer.end();
  const now = await look({ older: [between, older] });
  const late = await caseOf(database.target, between, now, without('olderThanAllRunning'));
  expect(judge(await caseOf(database.target, between, now))).toMatchObject({ wrong: 0 });
  expect(judge(late, without('olderThanAllRunning')).wrong).toBeGreaterThan(0);
  proved.add('olderThanAllRunning');
});

test('a prepared transaction is open as any other', async () => {
  const { table, look, query } = await scene();
  const older = await look();
  await query(`BEGIN; UPDATE ${table} SET v = 'y' WHERE id < 50; PREPARE TRANSACTION 'later'`);
  await query('CHECKPOINT');
  const between = await look({ older: [older] });
  await query(`COMMIT PREPARED 'later'`);
  const now = await look({ older: [between, older] });
  expect(judge(await caseOf(database.target, between, now))).toMatchObject({ wrong: 0 });
  const rules = without('olderThanAllRunning');
  expect(judge(await caseOf(database.target, between, now, rules), rules).wrong).toBeGreaterThan(0);
});

test('a database whose files were copied has no record of its blocks', async () => {
  await using template = await freshDatabase(server);
  // nobody may be connected to a template
  const prepare = async (sql: string) => {
    const client = await template.connect();
    await client.query(sql);
    await client.end();
  };
  const copy = async () => {
    await database.query(`CREATE DATABASE copied OID = 99999 TEMPLATE ${template.name} STRATEGY FILE_COPY`);
    return look(server.target('copied'));
  };
  await prepare(`CREATE TABLE t AS SELECT g AS id, repeat('x', 200) AS v FROM generate_series(1, 630) g`);
  await prepare('VACUUM FREEZE t');
  const older = await copy();
  await database.query('DROP DATABASE copied WITH (FORCE)');
  await prepare(`UPDATE t SET v = 'y' WHERE id < 5`);
  const now = await copy();
  expectNeeded('noFilesCopied', await caseOf(server.target('copied'), older, now));
  await database.query('DROP DATABASE copied WITH (FORCE)');
});

test('other settings give other texts', async () => {
  const { look } = await scene('id int, d date', `g, '2026-11-25'::date`);
  const older = await look();
  const now = await look({ settings: 'others', rowSettings: `SET LOCAL DateStyle = 'German'` });
  expectNeeded('sameSettings', await caseOf(database.target, older, now));
});

test('without all summaries from the base on nothing is known', async () => {
  const { table, look, query } = await scene();
  const older = await look();
  await query(`UPDATE ${table} SET v = 'y'`);
  await query('CHECKPOINT');
  const now = await look();
  // those in which the change is are gone, as wal_summary_keep_time has it
  expectNeeded('nothingMissing', { older, now, files: older.files, changes: silent });
});

test('what another server, run or history would tell is not believed', async () => {
  const { table, look, query } = await scene();
  const older = await look();
  await query(`UPDATE ${table} SET v = 'y'`);
  const now = await look();
  const { moment, files } = now;
  const elsewhere = (changed: Partial<Case['now']['moment']>, list = files): Case => ({
    older,
    now: { ...now, moment: { ...moment, ...changed } },
    files: list,
    changes: silent, // there the change is not in the summaries
  });
  expectNeeded('sameCluster', elsewhere({ systemIdentifier: '1' }));
  expectNeeded('sameDatabase', elsewhere({ databaseOid: 1 }));
  expectNeeded('sameServerStart', elsewhere({ serverStartedAt: '2001-01-01T00:00:00.000000Z' }));
  const next = files.map((file) => ({ ...file, timeline: 2 }));
  expectNeeded('sameTimeline', elsewhere({ timeline: 2 }, [...files, ...next]));
  expectNeeded('notBefore', elsewhere({ end: older.moment.markers[0]!.lsn.replace(/.$/, 'F') }));
  expectNeeded('snapshotNotBefore', elsewhere({ xmin: '3' }));
  const { start, anchor } = setEvidence(older.moment, older.files).base!;
  const moved = (at: string) => files.map((file) => shifted(file, at));
  expectNeeded('sameHistory', elsewhere({}, moved(anchor)));
  expectNeeded('sameCheckpoint', elsewhere({}, moved(start.lsn)));
});

/** A file that ends a little later, or begins a little earlier, than in the history of the base. */
function shifted(file: SummaryFile, at: string): SummaryFile {
  const moved = (by: bigint) => lsnText(lsnOf(at) + by);
  return { ...file, ...(file.start === at && { start: moved(-8n) }), ...(file.end === at && { end: moved(8n) }) };
}

test('a checkpoint of another timeline is none of ours', async () => {
  const { table, look, query } = await scene();
  const before = await look();
  await query(`UPDATE ${table} SET v = 'y'`);
  await query('CHECKPOINT');
  const now = await look();
  const foreign = { lsn: now.moment.markers[0]!.lsn, xid: '3', timeline: 2 };
  const older = { ...before, moment: { ...before.moment, markers: [...before.moment.markers, foreign] } };
  const rules = without('ofThisTimeline');
  const one = await caseOf(database.target, older, now);
  expect(judge(one)).toMatchObject({ wrong: 0 });
  expect(judge(await caseOf(database.target, older, now, rules), rules).wrong).toBeGreaterThan(0);
  proved.add('ofThisTimeline');
});

test('there is a case for every rule', () => {
  expect(ruleNames.length, 'names are not shared').toBe(new Set(ruleNames).size);
  expect([...ruleNames].filter((name) => !proved.has(name))).toEqual([]);
  expect(everyRule.readInPeace).toBe(true);
});
