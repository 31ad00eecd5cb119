import { describe, expect, test } from 'vitest';
import { freshDatabase, server, versions } from '../servers.ts';
import { makeRoles } from './shop.ts';
import { TestRepository } from './testRepository.ts';

test('what the target gives to everything that is created there is not given to what is restored', async (context) => {
  await using source = await freshDatabase(await server('18', context));
  await makeRoles(source, 'app_reader', 'plain_restorer');
  await source.query(`CREATE SCHEMA s; CREATE TABLE s.secret (n serial); CREATE TABLE s.shown (n int); GRANT SELECT ON s.shown TO app_reader;
    CREATE VIEW s.v AS SELECT 1 AS one; CREATE FUNCTION s.f() RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE TYPE s.e AS ENUM ('a'); CREATE DOMAIN s.d AS int;
    INSERT INTO s.secret DEFAULT VALUES`);
  await using repository = await TestRepository.open();
  await repository.backup(source);
  await source.query(`ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC; ALTER DEFAULT PRIVILEGES GRANT ALL ON SEQUENCES TO app_reader;
    ALTER DEFAULT PRIVILEGES GRANT ALL ON FUNCTIONS TO app_reader; ALTER DEFAULT PRIVILEGES GRANT ALL ON TYPES TO app_reader;
    ALTER DEFAULT PRIVILEGES GRANT ALL ON SCHEMAS TO app_reader; ALTER DEFAULT PRIVILEGES IN SCHEMA s GRANT ALL ON TABLES TO plain_restorer`);
  await repository.restore(source.target, { conflict: 'rename', renameFormat: '{name}_old' });
  await repository.restore(source.target, { conflict: 'replace', tables: ['s.secret'] });
  await repository.restore(source.target, { intoSchema: 'fresh' });
  expect(await grants()).toEqual([
    'fresh.shown app_reader SELECT',
    's.shown app_reader SELECT',
    's.shown_old app_reader SELECT',
  ]);
  await repository.restore(source.target, { intoSchema: 'other', tables: ['s.secret'], acl: false });
  expect((await grants()).filter((line) => line.startsWith('other'))).toEqual(
    [
      'other.secret PUBLIC SELECT',
      ...['SELECT', 'UPDATE', 'USAGE'].map((right) => `other.secret_n_seq app_reader ${right}`),
      ...['CREATE', 'USAGE'].map((right) => `other app_reader ${right}`),
    ].toSorted(),
  );

  /** What others than the owner may do with what is in the database. */
  async function grants(): Promise<string[]> {
    const rows = await source.query(`
      SELECT DISTINCT of || ' ' || CASE grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(grantee) END || ' ' || privilege_type AS line
        FROM (SELECT oid::regclass::text AS of, relacl AS acl, relowner AS owner FROM pg_class WHERE relnamespace > 16384
              UNION ALL SELECT oid::regprocedure::text, proacl, proowner FROM pg_proc WHERE pronamespace > 16384
              UNION ALL SELECT oid::regtype::text, typacl, typowner FROM pg_type WHERE typnamespace > 16384
              UNION ALL SELECT nspname, nspacl, nspowner FROM pg_namespace WHERE oid > 16384) o, aclexplode(acl) a
       WHERE grantee <> owner AND NOT (grantee = 0 AND (of ~ '\\(' OR privilege_type = 'USAGE')) ORDER BY 1`);
    return rows.map(({ line }) => line as string);
  }
});

test('default privileges of the set do not come to a target that is in use', async (context) => {
  await using source = await freshDatabase(await server('18', context));
  await makeRoles(source, 'app_reader');
  await source.query(`CREATE SCHEMA s; CREATE TABLE s.t (n int); ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO app_reader;
    ALTER DEFAULT PRIVILEGES IN SCHEMA s GRANT ALL ON TABLES TO PUBLIC`);
  await using repository = await TestRepository.open();
  await repository.backup(source);
  await source.query(
    `ALTER DEFAULT PRIVILEGES REVOKE SELECT ON TABLES FROM app_reader; ALTER DEFAULT PRIVILEGES IN SCHEMA s REVOKE ALL ON TABLES FROM PUBLIC`,
  );
  const { preview } = await repository.restore(source.target, { conflict: 'rename' });
  expect(preview.items.filter(({ kind }) => kind === 'DEFAULT ACL').map(({ action }) => action)).toEqual([
    'keep',
    'keep',
  ]);
  const count = 'SELECT count(*)::int AS count FROM pg_default_acl';
  expect(await source.query(count)).toEqual([{ count: 0 }]);
  await using fresh = await freshDatabase(source.server);
  await repository.restore(fresh.target);
  expect(await fresh.query(count)).toEqual([{ count: 2 }]);
});

describe.each(versions)('in PostgreSQL %s', (version) => {
  test('a schema public that is in use keeps its privileges and its comment', async (context) => {
    await using source = await freshDatabase(await server(version, context));
    await source.query(
      `GRANT CREATE ON SCHEMA public TO PUBLIC; COMMENT ON SCHEMA public IS 'open'; CREATE TABLE t (n int)`,
    );
    await using repository = await TestRepository.open();
    await repository.backup(source);
    await source.query(`REVOKE ALL ON SCHEMA public FROM PUBLIC; COMMENT ON SCHEMA public IS 'closed'`);
    const { preview } = await repository.restore(source.target, { conflict: 'rename' });
    const about = preview.items.filter(({ name }) => name === 'SCHEMA public');
    expect(about.map(({ action, reason }) => `${action}: ${reason}`)).toEqual([
      'keep: schema public is in use, and stays as it is',
      'keep: schema public is in use, and stays as it is',
    ]);
    const state = `SELECT has_schema_privilege('pg_monitor', 'public', 'CREATE') AS open, obj_description('public'::regnamespace) AS comment`;
    expect(await source.query(state)).toEqual([{ open: false, comment: 'closed' }]);
    await using fresh = await freshDatabase(source.server);
    await repository.restore(fresh.target);
    expect(await fresh.query(state)).toEqual([{ open: true, comment: 'open' }]);
  });
});
