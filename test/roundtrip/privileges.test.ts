import { describe, expect, test } from 'vitest';
import { freshDatabase, server, type TestDatabase } from '../servers.ts';
import { makeRoles } from './shop.ts';
import { TestRepository } from './testRepository.ts';

const plain = 'plain_restorer';
const roles = ['owner_of_rights', plain] as const;
const noOwner = { owner: false, acl: false } as const;

describe('a restore by an ordinary role', () => {
  test('names all rights that it lacks at once, with the SQL that gives them, and then needs no more', async (context) => {
    const source = await freshDatabase(await server('18', context));
    await makeRoles(source, ...roles);
    await source.query(`ALTER ROLE ${plain} LOGIN; ALTER ROLE ${plain} NOSUPERUSER; REVOKE ${roles[0]} FROM ${plain}`);
    await source.query(`
      CREATE SCHEMA shop;
      CREATE TABLE shop.customer (id int PRIMARY KEY); INSERT INTO shop.customer VALUES (1);
      CREATE TABLE shop.line (n serial, customer int); INSERT INTO shop.line (customer) VALUES (1);
      CREATE TABLE public.fresh (n int)`);
    await using repository = await TestRepository.open();
    await repository.backup(source);
    const target = await freshDatabase(source.server);
    await target.query(`
      CREATE SCHEMA shop; GRANT CREATE ON DATABASE "${target.name}" TO ${plain};
      CREATE TABLE shop.customer (id int PRIMARY KEY); CREATE TABLE shop.line (n serial, customer int);
      ALTER TABLE shop.line OWNER TO ${roles[0]}`);
    const appended = { ...noOwner, conflict: 'append' } as const;
    expect(await problems(repository, target, appended)).toEqual([
      [`${plain} may not create anything in schema public`, `GRANT USAGE, CREATE ON SCHEMA "public" TO "${plain}";`],
      [`${plain} may not use schema shop`, `GRANT USAGE ON SCHEMA "shop" TO "${plain}";`],
      [
        `${plain} may not add rows to "shop"."customer", "shop"."line"`,
        `GRANT INSERT ON TABLE "shop"."customer", "shop"."line" TO "${plain}";`,
      ],
      [
        `${plain} may not read back the rows of "shop"."customer", "shop"."line"`,
        `GRANT SELECT ON TABLE "shop"."customer", "shop"."line" TO "${plain}";`,
      ],
      [`${plain} may not set "shop"."line_n_seq"`, `GRANT UPDATE ON SEQUENCE "shop"."line_n_seq" TO "${plain}";`],
      [`${plain} may not read "shop"."line_n_seq"`, `GRANT SELECT ON SEQUENCE "shop"."line_n_seq" TO "${plain}";`],
    ]);
    for (const [, sql] of await problems(repository, target, appended)) await target.query(sql!);
    expect(await problems(repository, target, appended)).toEqual([]);
    await repository.restore({ ...target.target, user: plain }, appended);
    expect(await target.query('SELECT count(*)::int AS rows FROM shop.customer')).toEqual([{ rows: 1 }]);

    const replaced = { ...noOwner, conflict: 'replace', tables: ['shop.line'] } as const;
    expect(await problems(repository, target, replaced)).toEqual([
      [`${plain} may not create anything in schema shop`, `GRANT USAGE, CREATE ON SCHEMA "shop" TO "${plain}";`],
      [`${plain} may not replace "shop"."line": the owner is ${roles[0]}`, `GRANT "${roles[0]}" TO "${plain}";`],
    ]);
    for (const [, sql] of await problems(repository, target, replaced)) await target.query(sql!);
    await repository.restore({ ...target.target, user: plain }, replaced);
    await source.query(`REVOKE ${roles[0]} FROM ${plain}`);
  });

  test('names owners that it cannot become, tables it may not point to, and what only a superuser may create', async (context) => {
    const source = await freshDatabase(await server('18', context));
    await makeRoles(source, ...roles);
    await source.query(`ALTER ROLE ${plain} LOGIN; ALTER ROLE ${plain} NOSUPERUSER; REVOKE ${roles[0]} FROM ${plain}`);
    await source.query(`
      CREATE TABLE public.base (id int PRIMARY KEY);
      CREATE TABLE public.owned (base int REFERENCES base); ALTER TABLE public.owned OWNER TO ${roles[0]};
      CREATE FUNCTION public.harmless(language text, c int) RETURNS int LANGUAGE sql AS 'SELECT 1';
      CREATE FUNCTION public.internal(int) RETURNS int LANGUAGE internal AS 'int4abs';
      CREATE FOREIGN DATA WRAPPER nowhere`);
    await using repository = await TestRepository.open();
    await repository.backup(source);
    const target = await freshDatabase(source.server);
    await target.query(`
      GRANT CREATE ON DATABASE "${target.name}" TO ${plain}; GRANT USAGE, CREATE ON SCHEMA public TO ${plain};
      CREATE TABLE public.base (id int PRIMARY KEY)`);
    expect(await problems(repository, target, { acl: false, conflict: 'skip' })).toEqual([
      [
        `${plain} may not let a foreign key point to "public"."base"`,
        `GRANT REFERENCES ON TABLE "public"."base" TO "${plain}";`,
      ],
      [
        `${plain} may give nothing to postgres, ${roles[0]}`,
        `use --no-owner (and --no-acl for default privileges), or GRANT "postgres", "${roles[0]}" TO "${plain}";`,
      ],
      [
        `only a superuser may create FUNCTION public.internal(integer), FOREIGN DATA WRAPPER nowhere, and ${plain} is none`,
        'restore as a superuser, have them created before, or restore what does without them with --table or --schema',
      ],
    ]);
    expect(await problems(repository, target, { ...noOwner, tables: ['public.base'], conflict: 'skip' })).toEqual([]);
  });

  test('is not hindered by tables, columns and arguments named like the words of GRANT', async (context) => {
    const source = await freshDatabase(await server('18', context));
    await makeRoles(source, ...roles);
    await source.query(`
      CREATE SCHEMA role; CREATE SCHEMA authorization_; CREATE TABLE public.role (role int, "authorization" int, "to" int);
      CREATE TABLE role.role (n int); CREATE TABLE public."authorization" (n int); CREATE TABLE public."from" (n int);
      CREATE FUNCTION public.role(role text, "to" int) RETURNS int LANGUAGE sql AS 'SELECT 1';
      GRANT USAGE ON SCHEMA role TO ${roles[0]};
      GRANT SELECT ON public.role, role.role, public."authorization", public."from" TO ${roles[0]};
      GRANT UPDATE (role, "authorization", "to") ON public.role TO ${roles[0]};
      GRANT EXECUTE ON FUNCTION public.role(text, int) TO ${roles[0]};
      ALTER DEFAULT PRIVILEGES FOR ROLE ${roles[0]} IN SCHEMA role GRANT SELECT ON TABLES TO ${plain}`);
    await using repository = await TestRepository.open();
    await repository.backup(source);
    const target = await freshDatabase(source.server);
    await repository.restore(target.target, { mapRoles: { [roles[0]]: plain } });
    const grantees = `SELECT DISTINCT r.rolname AS grantee FROM pg_class c, aclexplode(relacl) a JOIN pg_roles r ON r.oid = a.grantee
                       WHERE c.oid = 'public.role'::regclass AND a.grantee <> c.relowner`;
    expect(await target.query(grantees)).toEqual([{ grantee: plain }]);
    expect(await target.query('SELECT defaclrole::regrole::text AS role FROM pg_default_acl')).toEqual([
      { role: plain },
    ]);
  });

  test('takes a role for what it is, even one that is named like a property of every object', async (context) => {
    const source = await freshDatabase(await server('18', context));
    await makeRoles(source, 'constructor');
    await source.query('CREATE TABLE public.t (n int); ALTER TABLE public.t OWNER TO "constructor"');
    await using repository = await TestRepository.open();
    await repository.backup(source);
    const target = await freshDatabase(source.server);
    await repository.restore(target.target);
    expect(await target.query(`SELECT relowner::regrole::text AS owner FROM pg_class WHERE relname = 't'`)).toEqual([
      { owner: 'constructor' },
    ]);
  });
});

/** What a dry run as the ordinary role finds in the way: messages and remedies. */
async function problems(
  repository: TestRepository,
  target: TestDatabase,
  request: Parameters<TestRepository['restore']>[1],
): Promise<string[][]> {
  const { preview } = await repository.restore({ ...target.target, user: plain }, { ...request, dryRun: true });
  return preview.problems.map(({ message, hint }) => [message, hint]);
}
