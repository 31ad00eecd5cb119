import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type ThrowawayServer } from '../../embedded/server.ts';
import { TestRepository } from '../roundtrip/testRepository.ts';
import { freshDatabase, TestDatabase } from '../servers.ts';
import { PretendService } from './pretend.ts';

let server: ThrowawayServer;
beforeAll(async () => {
  server = await startServer({ settings: { fsync: 'off' } });
});
afterAll(() => server.stop());

const noOwner = { owner: false, acl: false, conflict: 'rename' } as const;

/** What a service of the kind of Supabase has in each of its databases. */
const authSchema = `
  CREATE SCHEMA auth; CREATE TABLE auth.users (id int PRIMARY KEY, email text);
  CREATE FUNCTION auth.uid() RETURNS int LANGUAGE sql AS 'SELECT 1';`;
const supabase = {
  roles: ['supabase_privileged_role', 'supabase_admin'],
  settings: { 'supautils.privileged_role': 'supabase_privileged_role' },
  made: `${authSchema} GRANT USAGE ON SCHEMA auth TO PUBLIC; GRANT INSERT, SELECT, REFERENCES ON auth.users TO service_administrator;`,
};

async function sourceOf(sql: string): Promise<TestDatabase> {
  const source = await freshDatabase(server);
  await source.query(sql);
  return source;
}

test('what a service keeps to itself stays, is said, and can be asked for by name', async () => {
  await using source = await sourceOf(`${authSchema}
    CREATE FUNCTION public.greet() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
    CREATE TRIGGER greet AFTER INSERT ON auth.users FOR EACH ROW EXECUTE FUNCTION public.greet();
    CREATE TABLE public.profile (id int REFERENCES auth.users);
    INSERT INTO auth.users VALUES (7, 'a@example.com'); INSERT INTO public.profile VALUES (7)`);
  await using repository = await TestRepository.open();
  await repository.backup(source);
  await using service = await PretendService.on(server, supabase);
  const rows = () => service.database.query('SELECT (SELECT count(*)::int FROM auth.users) AS users');

  const { preview } = await repository.restore(service.target, { ...noOwner, dryRun: true });
  expect(preview.problems).toEqual([]);
  expect(preview.warnings).toEqual([
    'Supabase keeps schema auth to itself: what the set has in there is left out, rows too; --table auth.TABLE --conflict append brings those of a table, --map-schema auth=OTHER puts all of it elsewhere',
    'left out with it, and perhaps your own: TRIGGER auth.users greet',
    'foreign keys point to auth.users, whose rows must be there first: restore them with --table auth.users --conflict append',
  ]);
  expect(preview.items.find(({ name }) => name === 'users')).toMatchObject({
    action: 'omit',
    reason: "schema auth is Supabase's own",
  });
  await repository.restore(service.target, { ...noOwner, tables: ['auth.users'], conflict: 'append' });
  expect(await rows()).toEqual([{ users: 1 }]);
  await repository.restore(service.target, noOwner);
  expect(await service.database.query('SELECT id FROM public.profile')).toEqual([{ id: 7 }]);
  expect(await rows()).toEqual([{ users: 1 }]);
});

test('an administrator may create what the service lets him, and nobody else', async () => {
  await using source = await sourceOf(`
    CREATE EXTENSION postgres_fdw; CREATE EXTENSION pageinspect;
    CREATE FUNCTION public.watch() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
    CREATE EVENT TRIGGER watch ON ddl_command_end EXECUTE FUNCTION public.watch();
    CREATE PUBLICATION everything FOR ALL TABLES; CREATE TABLE public.t (n int)`);
  await using repository = await TestRepository.open();
  await repository.backup(source);
  await using rds = await PretendService.on(server, {
    roles: ['rds_superuser'],
    settings: { 'rds.extensions': 'hstore, postgres_fdw' },
  });
  const found = async () => {
    const { preview } = await repository.restore(rds.target, { ...noOwner, dryRun: true });
    return [preview.problems.map(({ message }) => message), preview.warnings];
  };
  const none = `and ${rds.administrator} is none`;
  expect(await found()).toEqual([
    [
      `only a superuser may create extension pageinspect, ${none}`,
      `only a superuser may create PUBLICATION everything, ${none}`,
    ],
    [
      'COMMENT EXTENSION pageinspect is left out: only the owner of an extension may comment on it',
      'COMMENT EXTENSION postgres_fdw is left out: only the owner of an extension may comment on it',
    ],
  ]);
  await rds.database.query(`REVOKE rds_superuser FROM ${rds.administrator}`);
  const [problems, warnings] = await found();
  expect(problems).toEqual([
    `only a superuser may create extension pageinspect, ${none}`,
    `only a superuser may create extension postgres_fdw, ${none}`,
    `only a superuser may create PUBLICATION everything, ${none}`,
  ]);
  expect(warnings).toContain(`EVENT TRIGGER watch is left out: only a superuser may create it, ${none}`);
});

test('where a role of a service is missing it is told to be one, and its extension is left out where nothing needs it', async () => {
  await using elsewhere = await startServer({ settings: { fsync: 'off' }, extensions: 'test/fixtures/extension' });
  const away = new TestDatabase(elsewhere, 'postgres');
  await away.query(`
    CREATE ROLE rdsadmin; CREATE ROLE app; CREATE TABLE public.t (n int); ALTER TABLE public.t OWNER TO rdsadmin;
    CREATE TABLE public.u (n int); ALTER TABLE public.u OWNER TO app;
    CREATE EXTENSION stow_config; UPDATE pg_extension SET extname = 'aws_commons' WHERE extname = 'stow_config'`);
  await using repository = await TestRepository.open();
  await repository.backup(away);
  await using target = await freshDatabase(server);
  const { preview } = await repository.restore(target.target, { dryRun: true });
  expect(preview.problems).toEqual([
    {
      code: 'conflict',
      about: 'roles',
      message: 'the target has no role app, rdsadmin',
      hint: 'use --no-owner and --no-acl, map them with --map-role OLD=NEW, or create them first: CREATE ROLE "app" INHERIT; (rdsadmin is Amazon RDS\'s own: map it, or do without)',
    },
  ]);
  expect(preview.warnings).toEqual([
    'EXTENSION aws_commons is left out: only Amazon RDS has it, and nothing else in the set needs it',
  ]);
  await repository.restore(target.target, { mapRoles: { app: server.superuser, rdsadmin: server.superuser } });
  expect(await target.query("SELECT relname FROM pg_class WHERE relname IN ('t', 'u') ORDER BY 1")).toEqual([
    { relname: 't' },
    { relname: 'u' },
  ]);
});
