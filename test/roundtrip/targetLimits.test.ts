import { expect, test } from 'vitest';
import { startServer } from '../../embedded/server.ts';
import { freshDatabase, server } from '../servers.ts';
import { change } from './meanwhile.ts';
import { TestRepository } from './testRepository.ts';

const noOwner = { owner: false, acl: false } as const;

test('time-outs of the role or the database end no restore, and nothing is said of them', async (context) => {
  const source = await freshDatabase(await server('18', context));
  await source.query(`
    CREATE FUNCTION slow(int) RETURNS bool LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(0.02); RETURN true; END';
    CREATE TABLE t (n int CHECK (slow(n))); INSERT INTO t SELECT generate_series(1, 15)`);
  await using repository = await TestRepository.open();
  await repository.backup(source);
  const hurry = `hurried_${process.pid}`;
  await source.query(`CREATE ROLE ${hurry} LOGIN CREATEDB`);
  for (const setting of [
    'statement_timeout',
    'idle_in_transaction_session_timeout',
    'lock_timeout',
    'transaction_timeout',
  ]) {
    await source.query(`ALTER ROLE ${hurry} SET ${setting} = '100ms'`);
  }
  const created = { ...source.target, user: hurry, database: `${source.name}_created` };
  try {
    const { preview, proved } = await repository.restore(created, { ...noOwner, createDatabase: true }); // 100 ms would not do
    expect([preview.warnings, proved]).toEqual([[], 1]);
    const client = await source.connect(hurry);
    expect((await client.query('SHOW statement_timeout')).rows).toEqual([{ statement_timeout: '100ms' }]);
    await client.end();
  } finally {
    await source.query(`DROP DATABASE IF EXISTS "${created.database}"`);
    await source.query(`DROP ROLE ${hurry}`);
  }
});

test('settings and tablespaces that the role may not use are done without, and functions that need a superuser are refused', async () => {
  await using own = await startServer({ settings: { fsync: 'off', allow_in_place_tablespaces: 'on' } });
  await using source = await freshDatabase(own);
  await source.query(`
    CREATE ROLE ordinary LOGIN CREATEDB; ALTER DATABASE "${source.name}" SET work_mem = '5MB';
    ALTER DATABASE "${source.name}" SET log_min_duration_statement = '1s';
    ALTER DATABASE "${source.name}" SET "app.tenant" = 'a;''b'; ALTER ROLE ordinary IN DATABASE "${source.name}" SET search_path = public`);
  await source.query("CREATE TABLESPACE fast LOCATION ''");
  await source.query('CREATE TABLE t (n int) TABLESPACE fast; CREATE TABLE u (n int)');
  await using repository = await TestRepository.open();
  await repository.backup(source);
  const target = { ...source.target, user: 'ordinary', database: 'by_an_ordinary_role' };
  const { preview } = await repository.restore(target, { ...noOwner, createDatabase: true });
  expect(preview.warnings).toEqual([
    '1 object comes into the default tablespace of the database: ordinary may create nothing in a tablespace fast of the target',
    'settings of the database that ordinary may not give it are left out: log_min_duration_statement, app.tenant',
  ]);
  const settings = `SELECT unnest(setconfig) AS set FROM pg_db_role_setting s JOIN pg_database d ON d.oid = s.setdatabase WHERE datname = $1 ORDER BY 1`;
  expect(await source.query(settings, [target.database])).toEqual([
    { set: 'search_path=public' },
    { set: 'work_mem=5MB' },
  ]);
  await source.query(`DROP DATABASE ${target.database}`);

  await source.query(
    "CREATE FUNCTION quiet() RETURNS int LANGUAGE sql SET log_statement = 'none' SET work_mem = '1MB' AS 'SELECT 1'",
  );
  await repository.backup(source);
  const refused = await repository.restore(target, { ...noOwner, createDatabase: true, dryRun: true });
  expect(refused.preview.problems.map(({ message }) => message)).toEqual([
    'only a superuser may create FUNCTION public.quiet(), and ordinary is none',
  ]);

  // a role may be called by the word that the name of a database follows
  await source.query(`CREATE ROLE database; ALTER ROLE database IN DATABASE "${source.name}" SET search_path = database, public;
    GRANT TEMPORARY ON DATABASE "${source.name}" TO database WITH GRANT OPTION`);
  await repository.backup(source);
  const another = { ...source.target, database: 'database' };
  await repository.restore(another, { createDatabase: true });
  expect(await source.query(settings, ['database'])).toContainEqual({ set: 'search_path=database, public' });
  const [granted] = await source.query("SELECT datacl::text AS acl FROM pg_database WHERE datname = 'database'");
  expect(granted?.acl).toContain('database=T*/');
});

test('what somebody makes in the target between the preview and the first change stops the restore', async (context) => {
  const source = await freshDatabase(await server('18', context));
  await source.query('CREATE TABLE t AS SELECT 1 AS n; CREATE TABLE u (n int)');
  await using repository = await TestRepository.open();
  await repository.backup(source);
  const target = await freshDatabase(source.server);
  await expect(
    repository.restore(
      target.target,
      { conflict: 'rename' },
      { onPreview: () => change(target, 'CREATE TABLE t (n int)') },
    ),
  ).rejects.toMatchObject({
    code: 'conflict',
    message: 'the target has changed since the restore was previewed: TABLE public.t was to create, and is to rename',
    hint: 'nothing was restored; run the same command again, and it is previewed anew',
  });
  expect(await target.query("SELECT relname FROM pg_class WHERE relname IN ('t', 'u')")).toEqual([{ relname: 't' }]);
  expect(await target.query('SELECT n FROM t')).toEqual([]);
});
