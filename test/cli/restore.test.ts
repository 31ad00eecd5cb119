import { afterAll, expect, test } from 'vitest';
import { startServer, type ThrowawayServer } from '../../embedded/server.ts';
import { makeRoles } from '../roundtrip/shop.ts';
import { freshDatabase, server, TestDatabase } from '../servers.ts';
import { documents } from './documents.ts';
import { planOf, workshop } from './pgstow.ts';

const id = /\d{8}T\d{6}Z-[a-z2-7]{6}/g;
const instant = /\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ/g;

let bare: Promise<ThrowawayServer> | undefined;
afterAll(async () => (await bare)?.stop());

/** A server of this file's own: it asks for passwords, and has the superuser's role alone. */
function bareServer(): Promise<ThrowawayServer> {
  bare ??= startServer({ tcp: true });
  return bare;
}

/** A text without what is another one in every run. */
function steady(text: string): string {
  return withoutReading(text)
    .replace(id, 'ID')
    .replace(instant, 'INSTANT')
    .replace(
      /^[\d.]+ k?B to read from the repository \((\d+ blobs?) and the set's index\); about \d+ s, going/m,
      'READ $1 and the index, going',
    )
    .replace(/\d+(\.\d+)? s$/gm, 'N s');
}

/** Without the column of what is to be read: how much that is depends on what compresses it. */
function withoutReading(text: string): string {
  const lines = text.split('\n');
  const head = lines.findIndex((line) => line.startsWith('ACTION'));
  const at = lines[head]?.indexOf('TO READ') ?? -1;
  const end = lines.indexOf('', head);
  const cut = (line: string) => `${line.slice(0, at - 2)}${line.slice(at + 'TO READ'.length)}`.trimEnd();
  return lines.map((line, i) => (head >= 0 && at > 0 && i >= head && i < end ? cut(line) : line)).join('\n');
}

test('a restore shows what it will do, does it, and says what is proved', async (context) => {
  await using source = await freshDatabase(await server('18', context));
  await using target = await freshDatabase(source.server);
  await source.query(`
    CREATE SCHEMA billing;
    CREATE TABLE billing.invoice AS SELECT n, md5(n::text) AS note FROM generate_series(1, 1000) n;
    CREATE TABLE "odd Name" (n int);
    CREATE VIEW billing.notes AS SELECT note FROM billing.invoice;
    CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';
    CREATE FUNCTION g() RETURNS int LANGUAGE sql AS 'SELECT 1'`);
  await using shop = await workshop(planOf('orders', source));
  expect(steady(await shop.ok(['backup', 'orders']))).toMatch(
    /^orders: set ID: 2 tables, 1,000 rows, 36\.9 kB; [\d.]+ kB added to the repository in N s\norders: all was read: the server does not tell which blocks were changed: summarize_wal is off\n$/,
  );

  const head = `set ID of orders, the state of INSTANT\ninto postgres@${target.server.host}:5432/${target.name}\n\n`;
  const into = ['restore', 'orders', '--target', target.url];
  const previewed = (others: readonly string[]) =>
    `${head}${[
      'ACTION  TABLE               ROWS     SIZE  REMARK',
      'create  billing.invoice    1,000  36.9 kB',
      'create  public."odd Name"      0      0 B',
      '',
      ...others,
      '1,000 rows, 36.9 kB to load',
      'READ 1 blob and the index, going by how long its backup took',
    ].join('\n')}\n\n`;
  const each = [
    'ACTION  KIND      OBJECT         REMARK',
    'create  SCHEMA    billing',
    'create  FUNCTION  public.f()',
    'create  FUNCTION  public.g()',
    'create  VIEW      billing.notes',
    '',
  ];
  expect(steady(await shop.ok([...into, '--dry-run']))).toBe(
    `${previewed(each)}this was a dry run: nothing was changed\n`,
  );
  expect(await target.query(`SELECT FROM pg_class WHERE relname = 'invoice'`)).toHaveLength(0);
  expect(steady(await shop.ok(into))).toBe(
    `${previewed(['create    1 schema, 2 functions, 1 view'])}run ID: pgstow run show ID --follow shows it elsewhere\n\nproved: 2 tables, 1,000 rows read back from the target, equal to the set in count and hash\nrestored in N s\n`,
  );
  expect(await target.query('SELECT count(*)::int AS rows FROM billing.invoice')).toEqual([{ rows: 1000 }]);

  for (const more of [[], ['--dry-run']]) {
    const { status, stderr } = await shop.run([...into, '--table', 'billing.invoice', '--conflict', 'fail', ...more]);
    expect(stderr).toBe(
      'pgstow: the target has TABLE billing.invoice already\n' +
        'hint: nothing was changed; choose --conflict rename, skip, replace or append, restore into another database, or drop what is there\n',
    );
    expect(status).toBe(3);
  }
  const beside = [...into, '--table', 'billing.invoice', '--rename-format', '{name}_old'];
  expect(steady(await shop.ok([...beside, '--dry-run']))).toBe(
    `${head}${[
      'ACTION  TABLE             ROWS     SIZE  REMARK',
      'rename  billing.invoice  1,000  36.9 kB  as billing.invoice_old; it is there already',
      '',
      'ACTION  KIND    OBJECT   REMARK',
      'keep    SCHEMA  billing  it is there already',
      '',
      '1,000 rows, 36.9 kB to load',
      'READ 1 blob and the index, going by how long its backup took',
    ].join('\n')}\n\nthis was a dry run: nothing was changed\n`,
  );
  await shop.ok([...into, '--table', 'billing.invoice', '--conflict', 'append', '--quiet']);
  expect(await target.query('SELECT count(*)::int AS rows FROM billing.invoice')).toEqual([{ rows: 2000 }]);
});

test('a restore is checked like a backup: every check, what to do where one fails, and the status', async (context) => {
  await using source = await freshDatabase(await server('18', context));
  await using target = await freshDatabase(source.server);
  await source.query('CREATE TABLE public.t AS SELECT 1 AS n');
  await target.query('CREATE TABLE public.t (n int)');
  await using shop = await workshop(planOf('orders', source));
  await shop.backup('orders');
  const into = ['restore', 'orders', '--target', target.url, '--precheck'];
  expect(await shop.ok(into)).toMatch(/^pass {2}key {19}.*\npass {2}set {19}set .*\npass {2}connection /);
  const failed = await shop.run([...into, '--conflict', 'fail', '--quiet']);
  expect(failed.stdout).toBe(
    'fail  objects               the target has TABLE public.t already\n' +
      '      -> choose --conflict rename, skip, replace or append, restore into another database, or drop what is there\n',
  );
  expect(failed.stderr).toBe(
    'pgstow: orders: 1 of 20 checks failed: objects\nhint: do what is said at each of them, then check again\n',
  );
  expect(failed.status).toBe(3);
  expect((await shop.run([...into, '--dry-run'])).status).toBe(2);
  expect(await target.query('SELECT n FROM public.t')).toEqual([]);
});

test('what stands in the way of a database that is still to be created is shown like any other', async (context) => {
  await using source = await freshDatabase(await server('18', context));
  await source.query(`CREATE TABLE public.t AS SELECT 1 AS n`);
  await makeRoles(source, 'only_here');
  await source.query('ALTER TABLE public.t OWNER TO only_here');
  await using shop = await workshop(planOf('orders', source));
  await shop.backup('orders');
  const postgres = await bareServer();
  const into = ['restore', 'orders', '--create-database'];
  const env = { PGSTOW_TARGET: postgres.url('anew', 'tcp') };
  for (const more of [[], ['--dry-run']]) {
    const { status, stdout, stderr } = await shop.run([...into, ...more], { env });
    expect(stderr).toContain('pgstow: the target has no role only_here');
    expect(stdout).toContain('create  public.t');
    expect(status).toBe(3);
  }
  const { status, stderr } = await shop.run(['restore', 'orders'], { env });
  expect(stderr).toContain('hint: check the name of the database; a restore creates it first with --create-database');
  expect(status).toBe(1);
});

test('a database that was to be created and is there already stands in the way', async (context) => {
  await using source = await freshDatabase(await server('18', context));
  await using shop = await workshop(planOf('orders', source));
  await shop.backup('orders');
  const { status, stderr } = await shop.run(['restore', 'orders', '--create-database', '--target', source.url]);
  expect(stderr).toMatch(
    /^pgstow: there is a database \S+ already\nhint: leave --create-database away to restore into it, or name another database/,
  );
  expect(status).toBe(3);
});

test("remedies for a target's connection speak of its address, not of a plan", async (context) => {
  await using source = await freshDatabase(await server('18', context));
  await using shop = await workshop(planOf('orders', source));
  await shop.backup('orders');
  const plain = await bareServer();
  const errors = [
    ['', 'the server asks for a password and none is given\nhint: set PGPASSWORD, or PGSTOW_TARGET to the whole URL\n'],
    [
      '?sslmode=require',
      'the server offers no TLS and sslmode is require\nhint: switch ssl on in the server (postgresql.conf), or use ?sslmode=prefer\n',
    ],
  ] as const;
  for (const [query, error] of errors) {
    const url = `postgresql://postgres@127.0.0.1:${plain.port}/postgres${query}`;
    const { status, stderr } = await shop.run(['restore', 'orders', '--target', url]);
    expect(stderr).toBe(`pgstow: cannot connect to postgres@127.0.0.1:${plain.port}/postgres: ${error}`);
    expect(status).toBe(1);
  }
});

test('a dry run tells each object, and warns of regclass only where a column is one', async (context) => {
  await using source = await freshDatabase(await server('18', context));
  await makeRoles(source, 'counted_reader');
  await source.query(`
    CREATE SEQUENCE ids; CREATE TABLE a (n int DEFAULT nextval('ids')); CREATE TABLE b (c regclass);
    ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO counted_reader;
    ALTER DEFAULT PRIVILEGES GRANT SELECT ON SEQUENCES TO counted_reader;
    ALTER DATABASE ${source.name} SET work_mem = '7MB'`);
  await using shop = await workshop(planOf('orders', source));
  await shop.backup('orders');
  const anew = { env: { PGSTOW_TARGET: source.server.url(`${source.name}_anew`) } };
  const { stdout } = await shop.run(['restore', 'orders', '--create-database', '--dry-run'], anew);
  expect(stdout).toMatch(
    /^create {2}DATABASE .*\ncreate {2}DATABASE PROPERTIES .*\ncreate {2}SEQUENCE +public\.ids\n(create {2}DEFAULT ACL +DEFAULT PRIVILEGES FOR .*\n){2}\n/m,
  );
  const over = await shop.ok(['restore', 'orders', '--target', source.url, '--conflict', 'replace', '--dry-run']);
  expect(over.match(/^warning: .*/gm)).toEqual([
    'warning: TABLE public.b uses regclass or regtype: values that name a replaced table will name none',
  ]);
});

test('a warning of a preview is given once', async (context) => {
  await using source = await freshDatabase(await server('18', context));
  await using target = await freshDatabase(source.server);
  await source.query('CREATE TABLE a (n int); CREATE VIEW v AS TABLE a');
  await using shop = await workshop(planOf('orders', source));
  await shop.backup('orders');
  const warning = 'warning: TABLE public.a is created without its rows: it was not asked for, but what was needs it\n';
  const into = ['restore', 'orders', '--target', target.url, '--table', 'public.v'];
  expect(await shop.ok([...into, '--dry-run'])).toContain(warning);
  const { stdout, stderr } = await shop.run(into);
  expect(stderr).toContain(warning);
  expect(stdout).not.toContain('warning:');
});

test('remedies in SQL are told without needless semicolons', async (context) => {
  await using source = await freshDatabase(await server('18', context));
  await using target = await freshDatabase(source.server);
  await source.query('CREATE SCHEMA s; CREATE TABLE s.a (n int)');
  await target.query('CREATE SCHEMA s; CREATE TABLE s.a (n int)');
  await makeRoles(source, 'no_rights');
  await using shop = await workshop(planOf('orders', source));
  await shop.backup('orders');
  await source.query('ALTER ROLE no_rights NOLOGIN');
  const url = target.url.replace('postgres@', 'no_rights@');
  expect((await shop.run(['restore', 'orders', '--target', url])).stderr).toContain(
    'hint: ALTER ROLE "no_rights" LOGIN, or use another role\n',
  );
  await source.query('ALTER ROLE no_rights LOGIN');
  const { stderr } = await shop.run(['restore', 'orders', '--target', url, '--conflict', 'replace', '--no-owner']);
  expect(stderr).toContain('GRANT USAGE, CREATE ON SCHEMA "s" TO "no_rights"; GRANT "postgres" TO "no_rights"');
  expect(stderr).not.toContain(';;');
});

test('a function upon a table that is to be replaced has to be dropped first, and then comes back', async (context) => {
  await using source = await freshDatabase(await server('18', context));
  await source.query(`CREATE TABLE a (n int); CREATE FUNCTION f() RETURNS SETOF a LANGUAGE sql AS 'TABLE public.a'`);
  await using shop = await workshop(planOf('orders', source));
  await shop.backup('orders');
  const over = ['restore', 'orders', '--target', source.url, '--conflict', 'replace'];
  const { status, stderr } = await shop.run(over);
  expect(stderr).toBe(
    'pgstow: TABLE public.a cannot be replaced: function public.f() would lose it\n' +
      'hint: nothing was changed; drop those first: what is no table or view is not replaced, and a restore of the whole set creates its own again\n',
  );
  expect(status).toBe(3);
  await source.query('DROP FUNCTION f()');
  await shop.ok(over);
  expect(await source.query('SELECT * FROM f()')).toEqual([]);
});

test('several problems are told one by one', async (context) => {
  await using source = await freshDatabase(await server('18', context));
  await using target = await freshDatabase(source.server);
  await source.query('CREATE TABLE a (n int); CREATE TABLE b (n int)');
  await target.query(
    'CREATE TABLE a (n int); CREATE TABLE b (n int); CREATE VIEW va AS TABLE a; CREATE VIEW vb AS TABLE b',
  );
  await using shop = await workshop(planOf('orders', source));
  await shop.backup('orders');
  const { status, stderr } = await shop.run(['restore', 'orders', '--target', target.url, '--conflict', 'replace']);
  expect(stderr).toBe(
    'pgstow: 2 problems stand in the way\n' +
      '  TABLE public.a cannot be replaced: view public.va would lose it\n' +
      '  TABLE public.b cannot be replaced: view public.vb would lose it\n' +
      'hint: nothing was changed; restore those along with it, or drop them first\n',
  );
  expect(status).toBe(3);
});

test('a dry run lists each of many tables, a restore the largest', async (context) => {
  await using source = await freshDatabase(await server('18', context));
  await using target = await freshDatabase(source.server);
  await source.query(
    `DO $$ BEGIN FOR n IN 1..60 LOOP EXECUTE format('CREATE TABLE t%s AS SELECT 1 AS n', n); END LOOP; END $$`,
  );
  await using shop = await workshop(planOf('orders', source));
  await shop.backup('orders');
  const into = ['restore', 'orders', '--target', target.url];
  expect((await shop.ok([...into, '--dry-run'])).match(/^create {2}public\.t/gm)).toHaveLength(60);
  expect(documents.restore.parse(await shop.document([...into, '--dry-run'])).preview.items).toHaveLength(60);
  const text = await shop.ok(into);
  expect(text.match(/^create {2}public\.t/gm)).toHaveLength(30);
  expect(text).toMatch(
    /^and 30 smaller tables \(create 30\): 30 rows, 60 B, [1-9]\d* B to read; --dry-run lists them$/m,
  );
});

test('an instant is read in local time where it names no zone, and that is said', async (context) => {
  await using source = await freshDatabase(await server('18', context));
  await source.query('CREATE TABLE a (n int)');
  await using shop = await workshop(planOf('orders', source));
  await shop.backup('orders');
  const { status, stdout, stderr } = await shop.run([
    'restore',
    'orders',
    '--target',
    source.url,
    '--to',
    '2020-06-01 12:00',
  ]);
  expect(stdout).toBe('--to is read in local time: 2020-06-01 10:00:00Z\n');
  expect(stderr).toMatch(
    /^pgstow: plan orders has no set at or before 2020-06-01T10:00:00\.000Z\nhint: its sets reach from /,
  );
  expect(status).toBe(2);
});

test('a set of another plan is refused', async (context) => {
  await using source = await freshDatabase(await server('18', context));
  await source.query('CREATE TABLE a (n int)');
  await using shop = await workshop(planOf('orders', source), planOf('other', source));
  await shop.backup('other');
  const { set } = documents.sets.parse(await shop.document(['sets'])).sets[0]!;
  const { status, stderr } = await shop.run(['restore', 'orders', '--set', set, '--target', source.url]);
  expect(stderr).toBe(
    `pgstow: set ${set} is of plan other, not of orders\nhint: pgstow sets orders shows those of orders\n`,
  );
  expect(status).toBe(2);
});

test('a password is taken from PGPASSWORD or from PGSTOW_TARGET', async () => {
  const postgres = await bareServer();
  const source = new TestDatabase(postgres, 'postgres');
  await using shop = await workshop(planOf('orders', source));
  await shop.backup('orders');
  const url = postgres.url('postgres', 'tcp');
  const bare = url.replace(`:${postgres.password}@`, '@');
  const restore = ['restore', 'orders', '--dry-run', '--conflict', 'skip'];
  await shop.ok(restore, { env: { PGSTOW_TARGET: url } });
  await shop.ok([...restore, '--target', bare], { env: { PGPASSWORD: postgres.password } });
  const { status, stderr } = await shop.run([...restore, '--target', bare], { env: { PGPASSWORD: 'wrong' } });
  expect(stderr).toContain('password authentication failed for user "postgres"');
  expect(status).toBe(1);
});
