import { describe, expect, test } from 'vitest';
import { quoteIdent } from '../../engine/postgres/identifier.ts';
import { grants } from '../../engine/precheck/grants.ts';
import { restore } from '../../engine/restore/restore.ts';
import type { PlanInput } from '../../engine/spec/plan.ts';
import { describeContent } from '../oracle/content.ts';
import { wholeSet } from '../roundtrip/testRepository.ts';
import { server, type TestDatabase, versions } from '../servers.ts';
import { PlannedRepository, plan } from './planned.ts';
import { DatabaseWithRoles } from './roles.ts';

const everything = (owner: string) => `
  CREATE EXTENSION hstore;
  CREATE EXTENSION stow_config;
  CREATE SCHEMA app AUTHORIZATION ${owner};
  CREATE SCHEMA "We ird";
  REVOKE ALL ON SCHEMA public FROM PUBLIC;
  SELECT lo_from_bytea(815, 'large');
  CREATE TABLE public.plain (id serial PRIMARY KEY, tags hstore);
  INSERT INTO public.plain (tags) VALUES ('a=>1'), (NULL);
  CREATE TABLE "We ird"."Ta ble" (id int GENERATED ALWAYS AS IDENTITY, v text);
  INSERT INTO "We ird"."Ta ble" (v) VALUES ('x');
  CREATE SEQUENCE "We ird".alone;
  SET ROLE ${owner};
  CREATE TYPE app.mood AS ENUM ('sad', 'ok');
  CREATE FUNCTION app.twice(int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 2 * $1';
  CREATE TABLE app.hidden (id int CHECK (app.twice(id) > 0), m app.mood);
  ALTER TABLE app.hidden ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
  CREATE POLICY low ON app.hidden USING (id < 3) WITH CHECK (true);
  INSERT INTO app.hidden VALUES (1, 'ok'), (5, 'sad');
  CREATE TABLE app.measure (at date NOT NULL, v numeric) PARTITION BY RANGE (at);
  CREATE TABLE app.measure_1 PARTITION OF app.measure FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
  INSERT INTO app.measure VALUES ('2026-05-05', 1.5);
  CREATE UNLOGGED TABLE app.scratch AS SELECT 1 AS one;
  CREATE VIEW app.seen AS SELECT at FROM app.measure;
  CREATE MATERIALIZED VIEW app.sums AS SELECT sum(v) FROM app.measure;
  RESET ROLE`;

function store(
  { database, reader }: DatabaseWithRoles,
  objects: PlanInput['objects'] = {},
): Promise<PlannedRepository> {
  return PlannedRepository.of({ ...database.target, user: reader }, { objects });
}

async function apply(database: TestDatabase, sql: string): Promise<void> {
  await database.query(sql);
}

async function content(database: TestDatabase): Promise<string[]> {
  const client = await database.connect();
  try {
    return (await describeContent(client)).sort();
  } finally {
    await client.end();
  }
}

describe.each(versions)('on PostgreSQL %s', (version) => {
  test('a role with exactly the printed rights backs up and restores', async (context) => {
    await using roles = await DatabaseWithRoles.on(await server(version, context));
    const { database, reader, owner } = roles;
    await database.query(everything(owner));
    await using stored = await store(roles);
    const { repository } = stored;
    const toBackUp = await grants(repository, plan, 'backup');
    const toRestore = await grants(repository, plan, 'restore');
    await database.query(`REVOKE ALL ON DATABASE ${quoteIdent(database.name)} FROM PUBLIC`);

    await apply(database, toBackUp);
    const { totals } = await stored.backup();
    expect(totals).toMatchObject({ largeObjects: 1, sequences: 4 });

    const target = await roles.another();
    await target.query(
      `REVOKE ALL ON DATABASE ${quoteIdent(target.name)} FROM PUBLIC; REVOKE ALL ON SCHEMA public FROM PUBLIC`,
    );
    expect(toRestore).toContain('-- extensions: stow_config\n');
    await target.query('CREATE EXTENSION stow_config');
    await apply(target, toRestore);
    await restore(repository, {
      ...wholeSet,
      plan,
      owner: false,
      acl: false,
      target: { ...target.target, user: reader },
    });
    expect(await content(target)).toEqual(await content(database));
  });

  test('what is made after the grants is readable too', async (context) => {
    await using roles = await DatabaseWithRoles.on(await server(version, context));
    const { database, owner } = roles;
    await database.query(everything(owner));
    await using stored = await store(roles);
    await apply(database, await grants(stored.repository, plan, 'backup'));
    await database.query(`
      CREATE TABLE public.tomorrow (id serial); CREATE SCHEMA new; CREATE TABLE new.too (id serial);
      SET ROLE ${owner}; CREATE TABLE app.tomorrow (id serial); RESET ROLE`);
    const { totals } = await stored.backup();
    expect(totals.sequences).toBe(7);
  });

  test.each([
    [
      'a table',
      'REVOKE SELECT ON public.plain',
      'may not read "public"."plain"',
      'GRANT SELECT ON "public"."plain" TO',
    ],
    [
      'a partitioned table',
      'REVOKE SELECT ON app.measure',
      'may not read "app"."measure"',
      'GRANT SELECT ON "app"."measure" TO',
    ],
    [
      'a schema',
      'REVOKE USAGE ON SCHEMA "We ird"',
      'may not use the schema "We ird"',
      'GRANT USAGE ON SCHEMA "We ird" TO',
    ],
    [
      'a sequence',
      'REVOKE SELECT ON SEQUENCE "We ird".alone',
      'may not read the sequence "We ird"."alone"',
      'GRANT SELECT ON SEQUENCE "We ird"."alone" TO',
    ],
    [
      'a large object',
      'REVOKE SELECT ON LARGE OBJECT 815',
      'may not read the large object 815',
      'GRANT SELECT ON LARGE OBJECT 815 TO',
    ],
  ])('without the right to %s nothing moves, and the error names it', async (_, revoke, message, remedy) => {
    await using roles = await DatabaseWithRoles.on(await server(version, { skip: () => {} } as never));
    const { database, reader, owner } = roles;
    await database.query(everything(owner));
    await using stored = await store(roles);
    await apply(database, await grants(stored.repository, plan, 'backup'));
    await database.query(`${revoke} FROM ${quoteIdent(reader)}`);
    await expect(stored.backup()).rejects.toMatchObject({
      code: 'privilege',
      message: `role ${reader} ${message}`,
      hint: `${remedy} ${quoteIdent(reader)}; pgstow grants ${plan} --for backup prints all the SQL that the role needs`,
    });
    expect(await stored.blobs()).toBe(0);
    expect(await stored.repository.sets.list()).toEqual([]);
  });

  test('without BYPASSRLS nothing moves where a policy would hide rows', async (context) => {
    await using roles = await DatabaseWithRoles.on(await server(version, context));
    const { database, reader, owner } = roles;
    await database.query(everything(owner));
    await using stored = await store(roles);
    await apply(database, await grants(stored.repository, plan, 'backup'));
    await database.query(`ALTER ROLE ${quoteIdent(reader)} NOBYPASSRLS`);
    await expect(stored.backup()).rejects.toMatchObject({
      code: 'privilege',
      message: `row-level security would hide rows of "app"."hidden" from role ${reader}`,
      hint: `ALTER ROLE ${quoteIdent(reader)} BYPASSRLS; or make the tables structureOnly in the plan`,
    });
    expect(await stored.blobs()).toBe(0);
  });

  test('a member of pg_read_all_data needs what the comment says', async (context) => {
    await using roles = await DatabaseWithRoles.on(await server(version, context));
    const { database, reader, owner } = roles;
    await database.query(everything(owner));
    await using stored = await store(roles);
    const sql = await grants(stored.repository, plan, 'backup');
    expect(sql).toContain(`GRANT pg_read_all_data TO ${quoteIdent(reader)};`);
    const large = sql.slice(sql.indexOf('DO $grants$'));
    await database.query(
      `GRANT pg_read_all_data TO ${quoteIdent(reader)}; ALTER ROLE ${quoteIdent(reader)} BYPASSRLS; ${large}`,
    );
    await stored.backup();
  });
});

test('a plan for a part of a database gets the rights to that part', async (context) => {
  await using roles = await DatabaseWithRoles.on(await server('18', context));
  const { database, reader, owner } = roles;
  await database.query(everything(owner));
  await using stored = await store(roles, {
    include: ['app.*', 'public.plain'],
    exclude: ['app.scratch'],
    structureOnly: ['app.hidden'],
  });
  const role = quoteIdent(reader);
  const name = quoteIdent(database.name);
  const sql = await grants(stored.repository, plan, 'backup');
  expect(sql).toBe(`-- What role ${role} needs to back up plan ${plan}: the right to read, and none to change anything.
-- Run it in database ${name}, as a superuser or as the owners of what it grants.
-- Shorter, but for every database of the server: GRANT pg_read_all_data TO ${role};
-- of the rest only CONNECT, row-level security and large objects are needed then.

GRANT CONNECT ON DATABASE ${name} TO ${role};

GRANT USAGE ON SCHEMA "We ird" TO ${role};
GRANT SELECT ON SEQUENCE "We ird"."alone" TO ${role};

GRANT USAGE ON SCHEMA "app" TO ${role};
GRANT SELECT ON TABLE "app"."measure" TO ${role};
GRANT SELECT ON TABLE "app"."measure_1" TO ${role};
GRANT SELECT ON TABLE "app"."hidden" TO ${role};
-- what is made later must be granted before it can be backed up; this does it, for what the plan excludes as well:
-- ALTER DEFAULT PRIVILEGES FOR ROLE "${owner}" IN SCHEMA "app" GRANT SELECT ON TABLES TO ${role};
-- ALTER DEFAULT PRIVILEGES FOR ROLE "${owner}" IN SCHEMA "app" GRANT SELECT ON SEQUENCES TO ${role};

GRANT USAGE ON SCHEMA "public" TO ${role};
GRANT SELECT ON TABLE "public"."plain" TO ${role};
GRANT SELECT ON SEQUENCE "public"."plain_id_seq" TO ${role};
`);
  await apply(database, sql);
  await stored.backup();
});

test('names cannot break out of comments or quotes', async (context) => {
  await using roles = await DatabaseWithRoles.on(await server('18', context));
  const { database, reader } = roles;
  const evil = 'x"; DROP TABLE victim; --\nDROP TABLE victim; $grants$ \' \\';
  await database.query(`
    CREATE TABLE victim (); CREATE SCHEMA ${quoteIdent(evil)}; CREATE TABLE ${quoteIdent(evil)}.${quoteIdent(evil)} (id serial);
    ALTER TABLE ${quoteIdent(evil)}.${quoteIdent(evil)} ENABLE ROW LEVEL SECURITY; SELECT lo_create(1)`);
  await using stored = await store(roles, { exclude: ['public.victim'] });
  await apply(database, await grants(stored.repository, plan, 'backup'));
  await apply(database, await grants(stored.repository, plan, 'restore'));
  expect(await database.query('SELECT FROM victim')).toEqual([]);
  await stored.backup();
  expect(reader).toMatch(/^Reader /);
});

test('the SQL for a restore tells what only a superuser can create', async (context) => {
  await using roles = await DatabaseWithRoles.on(await server('18', context));
  const { database, reader, owner } = roles;
  await database.query(`CREATE EXTENSION file_fdw; CREATE SCHEMA s AUTHORIZATION ${owner}; CREATE TABLE s.t ();
    CREATE TYPE s.r AS RANGE (subtype = float8)`);
  await using stored = await store(roles);
  const role = quoteIdent(reader);
  expect(
    await grants(stored.repository, plan, 'restore'),
  ).toBe(`-- What role ${role} needs to restore a set of plan ${plan} with --no-owner --no-acl: it will own what it restores.
-- Run it in the database that is restored into, as its owner or a superuser. To restore as another role put its name here.

DO $grants$
DECLARE existing name;
BEGIN
  EXECUTE pg_catalog.format('GRANT CONNECT, CREATE, TEMPORARY ON DATABASE %I TO %I', pg_catalog.current_database(), '${reader}');
  FOR existing IN SELECT nspname FROM pg_catalog.pg_namespace
    WHERE nspname IN ('public', 's') LOOP
    EXECUTE pg_catalog.format('GRANT USAGE, CREATE ON SCHEMA %I TO %I', existing, '${reader}');
  END LOOP;
END $grants$;

-- to let the restore create the database (--create-database): ALTER ROLE ${role} CREATEDB;
-- Without --no-owner the role must be a superuser, or a member of every role that owns something:
-- GRANT "${owner}" TO ${role};
-- GRANT "postgres" TO ${role};
-- Only a superuser can create these; have them created before the restore, or restore tables that do without:
-- extensions: file_fdw
`);
});
