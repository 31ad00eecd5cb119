import { readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, type TestContext, test } from 'vitest';
import { askSet, type SetAnswer, type SetQuery } from '../../engine/look/askSet.ts';
import { plan, TestRepository } from '../roundtrip/testRepository.ts';
import { freshDatabase, server, TestDatabase } from '../servers.ts';

let made: Promise<TestRepository> | undefined;
afterAll(async () => (await made)?.[Symbol.asyncDispose]());

async function makeShop(context: TestContext): Promise<TestRepository> {
  const source = await freshDatabase(await server('18', context));
  await source.query(`
    CREATE SCHEMA shop; CREATE TYPE shop.mood AS ENUM ('good', 'bad');
    CREATE EXTENSION citext SCHEMA public;
    CREATE FUNCTION shop.fee(int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1 / 10';
    CREATE TABLE shop.customer (id int PRIMARY KEY, name public.citext NOT NULL, mood shop.mood);
    CREATE TABLE shop.orders (id int PRIMARY KEY, customer int REFERENCES shop.customer, cents int CHECK (shop.fee(cents) >= 0),
      fee int GENERATED ALWAYS AS (shop.fee(cents)) STORED, at timestamptz DEFAULT now());
    CREATE TABLE shop.other AS SELECT 1 AS n;
    INSERT INTO shop.customer VALUES (1, 'Ann', 'good'), (2, 'Bob', NULL);
    INSERT INTO shop.orders (id, customer, cents, at) SELECT n, 1 + n % 2, n * 10, '2026-01-01Z' FROM generate_series(1, 1000) n;
    CREATE VIEW shop.per_customer AS SELECT c.*, sum(o.cents) AS cents FROM shop.customer c JOIN shop.orders o ON o.customer = c.id GROUP BY c.id;
    CREATE MATERIALIZED VIEW shop.best AS SELECT name, cents FROM shop.per_customer ORDER BY cents DESC LIMIT 1;
    CREATE ROLE pgstow_look_test_owner; ALTER TABLE shop.orders OWNER TO pgstow_look_test_owner;
    ALTER TABLE shop.orders ENABLE ROW LEVEL SECURITY; CREATE POLICY none ON shop.orders USING (false)`);
  const repository = await TestRepository.open('none');
  await repository.backup(source);
  await source.query('REASSIGN OWNED BY pgstow_look_test_owner TO postgres; DROP ROLE pgstow_look_test_owner');
  return repository;
}

/** Asks the shop's set, which is made for the first test. */
async function ask(context: TestContext, sql: string, more: Partial<SetQuery> = {}): Promise<SetAnswer> {
  made ??= makeShop(context);
  return askSet((await made).repository, { plan, sql, ...more } as SetQuery);
}

describe('a set is asked', () => {
  test('in a throwaway server, where all that the query names is, with its rows, and nothing else', async (context) => {
    const answer = await ask(
      context,
      `
      SELECT p.name, p.mood, p.cents, b.cents IS NOT NULL AS best FROM shop.per_customer p LEFT JOIN shop.best b USING (name) ORDER BY p.id`,
    );
    expect(answer).toMatchObject({
      columns: ['name', 'mood', 'cents', 'best'],
      rows: [
        ['Ann', 'good', '2505000', 't'],
        ['Bob', null, '2500000', 'f'],
      ],
      loaded: { tables: 2, rows: 1002 },
      serverVersion: expect.stringMatching(/^18\./),
    });
    const nothing = await ask(
      context,
      `SELECT count(*), (SELECT rolsuper FROM pg_roles WHERE rolname = current_user), current_setting('listen_addresses') FROM shop.other`,
    );
    expect(nothing.rows).toEqual([['1', 'f', '']]);
    expect(await leftBehind()).toEqual([]);
  });

  test('in a server that is named, which is as before afterwards', async (context) => {
    const on = new TestDatabase(await server('18', context), 'postgres');
    const databases = () =>
      on.query(
        `SELECT datname FROM pg_database WHERE shobj_description(oid, 'pg_database') LIKE '%"pid":${process.pid},%'`,
      );
    const { rows } = await ask(context, 'SELECT sum(fee), min(at) FROM shop.orders', { server: on.target });
    expect(rows).toEqual([['500500', '2026-01-01 00:00:00+00']]);
    expect(await databases()).toEqual([]);
    await expect(
      ask(context, 'SELECT * FROM shop.orders WHERE nothing = 1', { server: on.target }),
    ).rejects.toMatchObject({
      code: 'input',
      message: 'the query was refused: column "nothing" does not exist',
    });
    expect(await databases()).toEqual([]);
  });

  test('with tables that are named apart, and not at all when nothing is named', async (context) => {
    const on = new TestDatabase(await server('18', context), 'postgres').target;
    expect((await ask(context, 'SELECT 1 AS n', { server: on, tables: ['shop.o*'] })).loaded).toMatchObject({
      tables: 2,
    });
    await expect(ask(context, 'SELECT 1')).rejects.toMatchObject({
      code: 'input',
      message: 'the query names no table or view of the set',
    });
    await expect(ask(context, 'SELECT * FROM orders', { server: on })).rejects.toMatchObject({
      hint: expect.stringContaining('write schema.table'),
    });
  });
});

/** What is left of throwaway servers of this process. */
async function leftBehind(): Promise<string[]> {
  const folders = (await readdir(tmpdir()))
    .filter((name) => name.startsWith('pgstow-'))
    .map((name) => join(tmpdir(), name));
  const own = await Promise.all(
    folders.map(async (folder) => {
      const owner = await readFile(join(folder, 'owner.json'), 'utf8').catch(() => 'null');
      return JSON.parse(owner)?.pid === process.pid ? readdir(folder) : [];
    }),
  );
  return own.flat().filter((name) => name !== 'owner.json' && !name.startsWith('installation-'));
}
