import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startServer } from '../../embedded/server.ts';
import { restore } from '../../engine/index.ts';
import { quoteIdent } from '../../engine/postgres/identifier.ts';
import { precheck } from '../../engine/precheck/precheck.ts';
import type { Check, PrecheckReport } from '../../engine/precheck/report.ts';
import { restoreRequest } from '../faults/scene.ts';
import { freshDatabase, server, TestDatabase } from '../servers.ts';
import { PlannedRepository, plan } from './planned.ts';
import { Pooler } from './pooler.ts';
import { DatabaseWithRoles } from './roles.ts';

/** A report's check of this name. */
function found(report: PrecheckReport, name: string): Check | undefined {
  return report.checks.find((check) => check.name === name);
}

const names = [
  ...['plan', 'key', 'connection', 'tls', 'server version', 'pg_dump', 'pooler', 'settings', 'clock'],
  ...['objects', 'schemas', 'tables', 'sequences', 'row-level security', 'large objects', 'extensions'],
  ...['foreign tables', 'unlogged tables', 'standby', 'connections', 'lock table', 'locks', 'transactions'],
  'incremental',
  ...['repository', 'storage', 'storage clock', 'space'],
];

test.each(['18', '15'])('everything is checked and found in order on PostgreSQL %s', async (version, context) => {
  const on = await server(version, context as never);
  const database = await freshDatabase(on);
  await database.query('CREATE TABLE t (id serial); INSERT INTO t DEFAULT VALUES; CREATE UNLOGGED TABLE u ()');
  await using stored = await PlannedRepository.of(database.target, { incremental: 'off' });
  const groups: number[] = [];
  const report = await precheck(stored.repository, plan, { onChecks: (checks) => groups.push(checks.length) });
  expect(report.checks.filter(({ status }) => status !== 'pass')).toEqual([]);
  expect(report).toMatchObject({ plan, passed: true });
  expect(report.checks.map(({ name }) => name)).toEqual(names);
  expect(groups).toEqual([2, 1, 6, 9, 6, 4]);
  expect(found(report, 'objects')?.message).toMatch(
    /^2 tables with rows \(\d+ MB in the database\), 0 structure only, 0 excluded$/,
  );
  expect(found(report, 'connection')?.message).toBe(`connected to postgres@${on.host}:${on.port}/${database.name}`);
  expect(found(report, 'storage')?.message).toBe(
    'an object was written, read, listed and deleted, and create-only writes hold',
  );
  expect(found(report, 'pg_dump')?.message).toBe('the embedded pg_dump 18 reads the definitions');
  expect(found(report, 'unlogged tables')?.message).toBe('the rows of "public"."u" are backed up like any others');
  const left = [];
  for await (const { key } of stored.repository.store.list('')) left.push(key);
  expect(left).toEqual(['plans/checked/000001.json', 'repository.json']);
});

test('an unknown plan is bad input, and a paused one is said', async (context) => {
  const database = await freshDatabase(await server('18', context));
  await using stored = await PlannedRepository.of(database.target, { paused: true });
  await expect(precheck(stored.repository, 'other')).rejects.toMatchObject({ code: 'input' });
  const report = await precheck(stored.repository, plan);
  expect(report.passed).toBe(true);
  expect(found(report, 'plan')).toEqual({
    name: 'plan',
    status: 'warn',
    message: 'plan checked is paused: no run of it starts',
    remedy: 'pgstow plan start checked',
  });
  expect(await stored.repository.runs.list()).toEqual([]);
});

test('without a connection the storage is checked all the same', async (context) => {
  const { target } = await freshDatabase(await server('18', context));
  await using stored = await PlannedRepository.of({ ...target, database: 'none' });
  const report = await precheck(stored.repository, plan);
  expect(report.passed).toBe(false);
  expect(report.checks.map(({ name, status }) => `${name}: ${status}`)).toEqual([
    'plan: pass',
    'key: pass',
    'connection: fail',
    'repository: pass',
    'storage: pass',
    'storage clock: pass',
    'space: pass',
  ]);
  expect(found(report, 'connection')?.remedy).toBe(
    'check the name of the database; a restore creates it first with --create-database',
  );
});

test('every missing right is found at once, with the SQL that gives it', async (context) => {
  await using roles = await DatabaseWithRoles.on(await server('18', context));
  const { database, reader, owner } = roles;
  await database.query(`
    CREATE SCHEMA closed; CREATE TABLE closed.t (); CREATE TABLE secret (id serial);
    CREATE TABLE policed (); ALTER TABLE policed ENABLE ROW LEVEL SECURITY; GRANT SELECT ON policed TO ${quoteIdent(reader)};
    SELECT lo_create(77); SELECT lo_create(78); GRANT SELECT ON LARGE OBJECT 78 TO PUBLIC; ALTER TABLE secret OWNER TO ${owner}`);
  await using stored = await PlannedRepository.of({ ...database.target, user: reader });
  const report = await precheck(stored.repository, plan);
  const role = quoteIdent(reader);
  const all = 'pgstow grants checked --for backup prints all the SQL that the role needs';
  expect(report.checks.filter(({ status }) => status === 'fail')).toEqual([
    {
      name: 'schemas',
      status: 'fail',
      message: `role ${reader} may not use the schema "closed"`,
      remedy: `GRANT USAGE ON SCHEMA "closed" TO ${role}; ${all}`,
    },
    {
      name: 'tables',
      status: 'fail',
      message: `role ${reader} may not read "closed"."t", "public"."secret"`,
      remedy: `GRANT SELECT ON "closed"."t", "public"."secret" TO ${role}; ${all}`,
    },
    {
      name: 'sequences',
      status: 'fail',
      message: `role ${reader} may not read the sequence "public"."secret_id_seq"`,
      remedy: `GRANT SELECT ON SEQUENCE "public"."secret_id_seq" TO ${role}; ${all}`,
    },
    {
      name: 'row-level security',
      status: 'fail',
      message: `row-level security would hide rows of "public"."policed" from role ${reader}`,
      remedy: `ALTER ROLE ${role} BYPASSRLS; or make the tables structureOnly in the plan`,
    },
    {
      name: 'large objects',
      status: 'fail',
      message: `role ${reader} may not read the large object 77`,
      remedy: `GRANT SELECT ON LARGE OBJECT 77 TO ${role}; ${all}`,
    },
  ]);
});

test('patterns that match nothing, foreign tables and left-out large objects are said', async (context) => {
  const database = await freshDatabase(await server('18', context));
  await database.query(`
    CREATE TABLE t (); CREATE TABLE other (); SELECT lo_create(5); CREATE EXTENSION postgres_fdw;
    CREATE SERVER s FOREIGN DATA WRAPPER postgres_fdw; CREATE FOREIGN TABLE far (a int) SERVER s`);
  await using stored = await PlannedRepository.of(database.target, {
    objects: { include: ['public.*', 'billing.*'], exclude: ['*.other'] },
    incremental: 'off',
  });
  const report = await precheck(stored.repository, plan);
  expect(report.checks.filter(({ status }) => status !== 'pass')).toEqual([
    {
      name: 'objects',
      status: 'fail',
      message: 'no table matches objects.include: billing.*',
      remedy: 'patterns are schema.table with * and ?; names are case-sensitive, and names with dots need quotes',
    },
    {
      name: 'large objects',
      status: 'warn',
      message: '1 large object will not be in the set: they belong to no schema, and the plan selects tables',
      remedy: 'to have them, make a plan without objects.include and objects.exclude (structureOnly is no hindrance)',
    },
    {
      name: 'foreign tables',
      status: 'warn',
      message: 'only the definition of "public"."far" is backed up: the rows of a foreign table are on another server',
      remedy: 'back up that server by a plan of its own',
    },
  ]);
});

test('a lock in the way is said with who holds it', async (context) => {
  const database = await freshDatabase(await server('18', context));
  await database.query('CREATE TABLE busy ()');
  const other = await database.connect();
  await other.query("SET application_name = 'migration'; BEGIN; LOCK TABLE busy");
  await using stored = await PlannedRepository.of(database.target);
  const report = await precheck(stored.repository, plan);
  await other.end();
  const pid = other.processID;
  expect(found(report, 'locks')).toEqual({
    name: 'locks',
    status: 'warn',
    message: `process ${pid} (migration) has locked public.busy for itself: a backup would wait for it`,
    remedy: `run the backup when it is done, or end it: SELECT pg_terminate_backend(${pid});`,
  });
});

test("a lock on a table that the plan excludes is in nobody's way", async (context) => {
  const database = await freshDatabase(await server('18', context));
  await database.query('CREATE TABLE busy (); CREATE TABLE t ()');
  const other = await database.connect();
  await other.query('BEGIN; LOCK TABLE busy');
  await using stored = await PlannedRepository.of(database.target, {
    objects: { exclude: ['public.busy'] },
    incremental: 'off',
  });
  const report = await precheck(stored.repository, plan);
  expect(report.checks.filter(({ status }) => status !== 'pass')).toEqual([]);
  expect((await stored.backup()).totals.tables).toBe(1);
  await other.end();
});

test('too few connections and too small a lock table are found before the backup finds them', async () => {
  await using small = await startServer({
    settings: {
      max_connections: '8',
      superuser_reserved_connections: '3',
      max_locks_per_transaction: '10',
      max_prepared_transactions: '0',
    },
  });
  await using admin = await freshDatabase(small);
  await admin.query(`
    CREATE ROLE reader LOGIN; CREATE ROLE limited LOGIN CONNECTION LIMIT 2;
    DO $$ BEGIN FOR i IN 1..60 LOOP EXECUTE format('CREATE TABLE t%s ()', i); EXECUTE format('GRANT SELECT ON t%s TO reader', i); END LOOP; END $$`);
  await using stored = await PlannedRepository.of({ ...admin.target, user: 'reader' }, { concurrency: 4 });
  const tight = await precheck(stored.repository, plan);
  expect(found(tight, 'connections')).toEqual({
    name: 'connections',
    status: 'fail',
    message: 'a backup needs 5 connections, and 4 of 5 are free',
    remedy: 'concurrency: 3 in the plan, or raise max_connections',
  });
  expect(found(tight, 'lock table')).toEqual({
    name: 'lock table',
    status: 'warn',
    message: 'a backup locks 60 tables, the server has room for 80 locks, which others need too',
    remedy: 'ALTER SYSTEM SET max_locks_per_transaction = 15; and restart the server',
  });
  await using limited = await PlannedRepository.of({ ...admin.target, user: 'limited' }, { concurrency: 2 });
  expect(found(await precheck(limited.repository, plan), 'connections')).toEqual({
    name: 'connections',
    status: 'fail',
    message: 'a backup needs 3 connections, and role limited may have 2 (0 in use)',
    remedy: 'ALTER ROLE "limited" CONNECTION LIMIT 3; or lower the plan\'s concurrency',
  });
  await admin.query(`ALTER ROLE limited CONNECTION LIMIT -1; ALTER DATABASE "${admin.name}" CONNECTION LIMIT 3`);
  expect(found(await precheck(limited.repository, plan), 'connections')).toEqual({
    name: 'connections',
    status: 'fail',
    message: `a backup needs 3 connections, and database ${admin.name} may have 3 (1 in use)`,
    remedy: `ALTER DATABASE "${admin.name}" CONNECTION LIMIT 4; or lower the plan's concurrency`,
  });
});

test('a standby reads over one connection, and has no rows of unlogged tables', async () => {
  await using standby = await startServer();
  const database = new TestDatabase(standby, 'postgres');
  await database.query('CREATE UNLOGGED TABLE u (); CREATE TABLE t ()');
  await using stored = await PlannedRepository.of(database.target);
  await database.query(`COPY (SELECT '') TO '${standby.dataDir}/standby.signal'`);
  await standby.restart();
  const report = await precheck(stored.repository, plan);
  expect(report.checks.filter(({ status }) => status !== 'pass')).toEqual([
    {
      name: 'unlogged tables',
      status: 'fail',
      message: '"public"."u" cannot be read: a standby has no rows of unlogged tables',
      remedy: 'objects: { structureOnly: ["public.u"] } in the plan, or back up the primary',
    },
    {
      name: 'standby',
      status: 'warn',
      message:
        'the server is a standby: one connection reads it all instead of 4, and the definitions are of a snapshot of their own: a snapshot that a standby exports can show unfinished transactions as finished; replay may cancel the reading after 30s',
      remedy: 'back up the primary if the time matters; or ALTER SYSTEM SET hot_standby_feedback = on; on the standby',
    },
  ]);
});

test('a pooler in transaction mode is refused by the precheck and by the backup, one in session mode is said', async (context) => {
  const on = await server('18', context);
  const database = await freshDatabase(on);
  await database.query('CREATE TABLE t ()');
  const through = (pooler: Pooler) => ({ ...database.target, host: '127.0.0.1', port: pooler.port });
  await using transactions = await Pooler.start(on, 'transaction');
  await using refused = await PlannedRepository.of(through(transactions));
  const refusal = {
    message: `postgres@127.0.0.1:${transactions.port}/${database.name} is a connection pooler in transaction mode: two connections were served by one backend`,
    remedy:
      "give the plan the server's own address and port, or one where the pooler works in session mode (PgBouncer: pool_mode = session)",
  };
  expect(found(await precheck(refused.repository, plan), 'pooler')).toEqual({
    name: 'pooler',
    status: 'fail',
    ...refusal,
  });
  await expect(refused.backup()).rejects.toMatchObject({
    code: 'unsupported',
    message: refusal.message,
    hint: refusal.remedy,
  });

  await using sessions = await Pooler.start(on, 'session');
  await using warned = await PlannedRepository.of(through(sessions));
  expect(found(await precheck(warned.repository, plan), 'pooler')).toEqual({
    name: 'pooler',
    status: 'warn',
    message:
      'a connection pooler in session mode is in between: it takes part in every byte, and may cut long connections off',
    remedy: "give the plan the server's own address and port",
  });

  await warned.backup();
  const request = restoreRequest(plan, { ...through(transactions), writtenAs: 'url' });
  await expect(restore(warned.repository, request)).rejects.toMatchObject({
    code: 'unsupported',
    message: refusal.message,
    hint: "name the server's own address and port, or one where the pooler works in session mode (PgBouncer: pool_mode = session)",
  });
});

test('a database whose rows are out of sight is refused by the precheck and by the backup', async (context) => {
  const database = await freshDatabase(await server('18', context));
  // no server here has TimescaleDB: its name in the catalog is all that the check goes by
  await database.query(
    `CREATE EXTENSION hstore; UPDATE pg_extension SET extname = 'timescaledb' WHERE extname = 'hstore'`,
  );
  await using stored = await PlannedRepository.of(database.target);
  const refusal = {
    message:
      'the database uses the extension timescaledb: its hypertables keep their rows in chunks, which belong to the extension and are only restored between its own timescaledb_pre_restore() and timescaledb_post_restore()',
    remedy: 'back it up as the documentation of timescaledb says',
  };
  expect(found(await precheck(stored.repository, plan), 'extensions')).toEqual({
    name: 'extensions',
    status: 'fail',
    ...refusal,
  });
  await expect(stored.backup()).rejects.toMatchObject({
    code: 'unsupported',
    message: refusal.message,
    hint: refusal.remedy,
  });
});

test('a repository that was replaced under our feet is found', async (context) => {
  const database = await freshDatabase(await server('18', context));
  await using stored = await PlannedRepository.of(database.target);
  const { store, facts } = stored.repository;
  const other = '00000000-0000-4000-8000-000000000000';
  await store.replace('repository.json', Buffer.from(JSON.stringify({ ...facts, id: other })));
  expect(found(await precheck(stored.repository, plan), 'repository')).toEqual({
    name: 'repository',
    status: 'fail',
    message: `${store.url} is another repository now: ${other}, it was ${facts.id}`,
    remedy: 'is the right disk mounted there?',
  });
});

test('a repository that cannot be written is found', async (context) => {
  const database = await freshDatabase(await server('18', context));
  await using stored = await PlannedRepository.of(database.target);
  const { url } = stored.repository.store;
  await writeFile(join(url, 'probes'), 'a file where a folder should be');
  const storage = found(await precheck(stored.repository, plan), 'storage');
  expect(storage).toMatchObject({ status: 'fail', remedy: 'name a folder' });
  expect(storage?.message).toMatch(/^cannot write .*: a part of the path is a file, not a folder \(ENOTDIR\)$/);
});
