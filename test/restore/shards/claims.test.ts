import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type ThrowawayServer } from '../../../embedded/server.ts';
import { tellFailure } from '../../../engine/restore/shards/failure.ts';
import { type Lock, tryAllSql, unlockSql } from '../../../engine/restore/shards/locks.ts';
import { Newsstand } from '../../../engine/restore/shards/news.ts';
import { lockClasses } from '../../../engine/restore/target/advisoryLocks.ts';
import { freshDatabase, type TestDatabase } from '../../servers.ts';

/** Of this file alone: what is new to who asks depends on whose transactions are under way anywhere in the server. */
let server: ThrowawayServer;
let database: TestDatabase;
let clients: pg.Client[] = [];

beforeAll(async () => {
  server = await startServer({ settings: { fsync: 'off', autovacuum: 'off' } });
  database = await freshDatabase(server);
  clients = await Promise.all([1, 2, 3].map(() => database.connect()));
});
afterAll(async () => {
  await Promise.all(clients.map((client) => client.end()));
  await database.drop();
  await server.stop();
});

const unit = (name: string): Lock => ({ kind: 'unit', name, shared: false });
const table = (name: string, shared: boolean): Lock => ({ kind: 'table', name, shared });

async function claim(client: pg.Client, locks: readonly Lock[]): Promise<boolean> {
  const { rows } = await client.query(`SELECT ${tryAllSql(locks)} AS claimed`);
  return rows[0].claimed;
}

test('a claim takes all of its locks or none', async () => {
  const [a, b] = clients as [pg.Client, pg.Client];
  const load = [unit('load'), table('t', true)];
  expect(await claim(a, load)).toBe(true);
  expect(await claim(b, [unit('other'), table('u', false), table('t', false)])).toBe(false);
  const { rows } = await b.query(
    "SELECT count(*)::int AS held FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()",
  );
  expect(rows[0].held).toBe(0);
  expect(await claim(b, [unit('other'), table('u', false), table('t', true)])).toBe(true);
  await a.query(`SELECT ${load.map(unlockSql).join(', ')}`);
  expect(await claim(b, load)).toBe(true);
});

test('news tells of every note, also of one that is committed after a later one', async () => {
  const [a, b, reader] = clients as [pg.Client, pg.Client, pg.Client];
  await reader.query(`
    CREATE SCHEMA pgstow_restore; CREATE TABLE pgstow_restore.done (what text, more text);
    CREATE TABLE pgstow_restore.done_unlogged (what text, more text);
    CREATE TABLE pgstow_restore.failures (term int, error text); CREATE TABLE pgstow_restore.remarks (n int, remark text);
    CREATE TABLE pgstow_restore.terms (n int, term int)`);
  const stand = new Newsstand();
  const heard: string[] = [];
  const ask = async () => {
    const { rows } = await reader.query(stand.sql);
    heard.push(...stand.read(rows[0]).done.map(([what]) => what));
  };
  await a.query("BEGIN; INSERT INTO pgstow_restore.done VALUES ('begun first')");
  await b.query("INSERT INTO pgstow_restore.done VALUES ('begun second')");
  await ask();
  expect(heard).toEqual(['begun second']);
  await a.query('COMMIT');
  await ask();
  expect(heard.toSorted()).toEqual(['begun first', 'begun second', 'begun second']); // what may be new is told again
  await ask();
  expect(heard).toHaveLength(3);
});

test('whoever has not heard that another one leads by now hears why the restore has failed, and is heard', async () => {
  const [leader, follower] = clients as [pg.Client, pg.Client];
  await leader.query('INSERT INTO pgstow_restore.terms VALUES (1, 4711)');
  await tellFailure(follower, new Error('an earlier leader was there'));
  await leader.query('INSERT INTO pgstow_restore.terms VALUES (2, 4712)');
  const stand = new Newsstand();
  const ask = async (client: pg.Client) => stand.read((await client.query(stand.sql)).rows[0]);
  expect(await ask(leader)).toMatchObject({ failure: undefined, isLed: false });
  await leader.query(`SELECT pg_advisory_lock(${lockClasses.term}, 4712)`);
  await tellFailure(follower, new Error('no more room'));
  expect(await ask(leader)).toMatchObject({ failure: { message: 'no more room' }, isLed: true });
});
