import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'vitest';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exportSet } from '../../engine/export/exportSet.ts';
import type { ExportRequest } from '../../engine/export/request.ts';
import { parseArchive } from '../../engine/postgres/archive.ts';
import { compareLines, databaseProperties } from '../oracle.ts';
import { describeWhole } from '../roundtrip/describe.ts';
import { makeRoles } from '../roundtrip/shop.ts';
import { plan, TestRepository } from '../roundtrip/testRepository.ts';
import { freshDatabase, server, type TestDatabase } from '../servers.ts';
import { clientProgram, runClient } from './clientPrograms.ts';

let folder: string;
let count = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pgstow-export-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Exports the newest set in both formats, and gives the databases that psql and pg_restore make of it, and what was warned of. */
async function throughBoth(
  context: TestContext,
  { repository }: TestRepository,
  source: TestDatabase,
  { encoding, ...choice }: Partial<ExportRequest> & { encoding?: string } = {},
) {
  const [psql, pgRestore] = [clientProgram('psql', 18, context), clientProgram('pg_restore', 18, context)];
  const warnings: string[] = [];
  const onEvent = (event: { kind: string; message?: string }) =>
    event.kind === 'warning' && warnings.push(event.message!);
  const [plain, directory] = [join(folder, `plain-${++count}`), join(folder, `directory-${count}`)];
  await exportSet(repository, { plan, ...choice, format: 'plain', folder: plain } as ExportRequest);
  await exportSet(repository, { plan, ...choice, format: 'directory', folder: directory } as ExportRequest, {
    onEvent,
  });
  const [byPsql, byPgRestore] = [
    await freshDatabase(source.server, encoding ? { encoding } : {}),
    await freshDatabase(source.server, encoding ? { encoding } : {}),
  ];
  await Promise.all([
    runClient(psql, byPsql, ['--no-psqlrc', '--set=ON_ERROR_STOP=1', '--file', join(plain, 'database.sql')]),
    runClient(pgRestore, byPgRestore, ['--jobs=2', '--exit-on-error', directory]),
  ]);
  return { byPsql, byPgRestore, warnings, plain, directory };
}

async function expectSame(source: TestDatabase, others: readonly TestDatabase[]): Promise<void> {
  const [expected, ...found] = await Promise.all([source, ...others].map(describeWhole));
  for (const each of found) expect(compareLines(expected!, each, { ignore: databaseProperties })).toEqual([]);
}

test.each(['LATIN1', 'SQL_ASCII'])('a database of encoding %s comes back, with large objects', async (encoding) => {
  const context = { skip: () => {} } as never;
  const source = await freshDatabase(await server('18', context), { encoding });
  await makeRoles(source, 'lo_keeper');
  await source.query(`
    CREATE TABLE "é" (id int, v text DEFAULT 'ß'); INSERT INTO "é" VALUES (1, 'é\\.'), (2, DEFAULT); COMMENT ON TABLE "é" IS 'ü';
    CREATE SEQUENCE "ö"; SELECT nextval('"ö"');
    SELECT lo_from_bytea(501, 'first'), lo_create(502), lo_from_bytea(503, repeat('x', 600000)::bytea);
    COMMENT ON LARGE OBJECT 501 IS 'größer als ''nichts''';
    ALTER LARGE OBJECT 501 OWNER TO lo_keeper; GRANT SELECT ON LARGE OBJECT 501 TO PUBLIC;
    REVOKE ALL ON LARGE OBJECT 502 FROM CURRENT_USER`);
  await using repository = await TestRepository.open('none');
  await repository.backup(source);
  const { byPsql, byPgRestore, warnings } = await throughBoth(context, repository, source, { encoding });
  await expectSame(source, [byPsql, byPgRestore]);
  expect(warnings).toEqual([]);
  if (encoding === 'SQL_ASCII') return;
  const other = await throughBoth(context, repository, source, { encoding: 'UTF8' });
  for (const each of [other.byPsql, other.byPgRestore]) {
    expect(await each.query('SELECT v FROM "é" ORDER BY id')).toEqual([{ v: 'é\\.' }, { v: 'ß' }]);
  }
});

test('amounts of money, rows without columns and views upon views come back, whatever the settings there', async (context) => {
  const source = await freshDatabase(await server('18', context));
  await source.query(`
    CREATE TABLE price (id int PRIMARY KEY, amount money); INSERT INTO price VALUES (1, 1234.56);
    CREATE TABLE bare (); INSERT INTO bare DEFAULT VALUES; INSERT INTO bare DEFAULT VALUES;
    CREATE TABLE made (a int GENERATED ALWAYS AS (1) STORED); INSERT INTO made DEFAULT VALUES;
    CREATE MATERIALIZED VIEW z AS SELECT amount FROM price; CREATE VIEW y AS SELECT amount FROM z;
    CREATE MATERIALIZED VIEW x AS SELECT amount FROM y; CREATE MATERIALIZED VIEW w AS SELECT 1 AS n WITH NO DATA;
    CREATE VIEW grouped AS SELECT id, amount FROM price GROUP BY id`);
  await using repository = await TestRepository.open('none');
  await repository.backup(source);
  const { byPsql, byPgRestore, directory } = await throughBoth(context, repository, source);
  await expectSame(source, [byPsql, byPgRestore]);
  const { entries, formatVersion, format } = parseArchive(await readFile(join(directory, 'toc.dat')));
  expect({ format, formatVersion }).toEqual({ format: 'directory', formatVersion: '1.14' });
  const data = entries.find(({ desc, tag }) => desc === 'TABLE DATA' && tag === 'price')!;
  expect(data).toMatchObject({
    file: `${data.dumpId}.dat`,
    copyStmt: `SET lc_monetary = 'C';\nCOPY public.price ("id", "amount") FROM stdin;\n`,
    dependencies: [entries.find(({ desc, tag }) => desc === 'TABLE' && tag === 'price')!.dumpId],
  });
});

test('chosen tables come with what they need, and what cannot come along is said', async (context) => {
  const source = await freshDatabase(await server('18', context));
  await source.query(`
    CREATE SCHEMA shop; CREATE TYPE shop.state AS ENUM ('new'); CREATE TABLE shop.other (n int);
    CREATE TABLE shop.customer (id serial PRIMARY KEY); CREATE VIEW shop.ids AS SELECT id FROM shop.customer;
    CREATE TABLE shop.invoice (id int PRIMARY KEY, customer int REFERENCES shop.customer, state shop.state);
    CREATE INDEX ON shop.invoice (state); INSERT INTO shop.customer DEFAULT VALUES; INSERT INTO shop.invoice VALUES (1, 1, 'new');
    SELECT lo_create(601)`);
  await using repository = await TestRepository.open('none');
  await repository.backup(source);
  const { byPsql, byPgRestore, warnings } = await throughBoth(context, repository, source, {
    tables: ['shop.invoice', 'shop.ids'],
  });
  for (const each of [byPsql, byPgRestore]) {
    expect(
      await each.query(`SELECT relname, (SELECT count(*)::int FROM shop.invoice) AS invoices, (SELECT count(*)::int FROM shop.customer) AS customers,
                               (SELECT count(*)::int FROM pg_largeobject_metadata) AS large
                          FROM pg_class WHERE relnamespace = 'shop'::regnamespace AND relkind IN ('r', 'v', 'i') ORDER BY 1`),
    ).toEqual(
      ['customer', 'ids', 'invoice', 'invoice_pkey', 'invoice_state_idx'].map((relname) => ({
        relname,
        invoices: 1,
        customers: 0,
        large: 0,
      })),
    );
  }
  expect(warnings).toEqual([
    'FK CONSTRAINT shop.invoice invoice_customer_fkey is left out: CONSTRAINT shop.customer customer_pkey does not come along',
    'TABLE shop.customer comes without its rows: it was not asked for, but what was needs it',
  ]);
});

test('owners and privileges stay out where that is asked for, of large objects too', async (context) => {
  const source = await freshDatabase(await server('18', context));
  await makeRoles(source, 'export_owner');
  await source.query(`
    CREATE TABLE t (n int); INSERT INTO t VALUES (1); GRANT SELECT ON t TO PUBLIC;
    CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'; REVOKE ALL ON FUNCTION f() FROM PUBLIC;
    CREATE SCHEMA s; ALTER DEFAULT PRIVILEGES IN SCHEMA s GRANT SELECT ON TABLES TO PUBLIC;
    SELECT lo_from_bytea(701, 'large'); GRANT SELECT ON LARGE OBJECT 701 TO PUBLIC; COMMENT ON LARGE OBJECT 701 IS 'said';
    ALTER TABLE t OWNER TO export_owner; ALTER FUNCTION f() OWNER TO export_owner; ALTER SCHEMA s OWNER TO export_owner;
    ALTER LARGE OBJECT 701 OWNER TO export_owner`);
  await using repository = await TestRepository.open('none');
  await repository.backup(source);
  const whose = (of: TestDatabase) =>
    of.query(`
      SELECT 't' AS what, relowner::regrole::text AS owner, relacl IS NULL AS bare FROM pg_class WHERE relname = 't'
      UNION ALL SELECT 'f', proowner::regrole::text, proacl IS NULL FROM pg_proc WHERE proname = 'f'
      UNION ALL SELECT 's', nspowner::regrole::text, nspacl IS NULL FROM pg_namespace WHERE nspname = 's'
      UNION ALL SELECT 'default', 'of ' || count(*), count(*) = 0 FROM pg_default_acl
      UNION ALL SELECT obj_description(oid, 'pg_largeobject'), lomowner::regrole::text, lomacl IS NULL FROM pg_largeobject_metadata`);
  const expected = (owner: string, bare: boolean, defaults: number) => [
    ...['t', 'f', 's'].map((what) => ({ what, owner, bare: bare || what === 's' })),
    { what: 'default', owner: `of ${defaults}`, bare },
    { what: 'said', owner, bare },
  ];
  const bare = await throughBoth(context, repository, source, { owner: false, acl: false });
  for (const each of [bare.byPsql, bare.byPgRestore]) {
    expect(await whose(each)).toEqual(expected(source.server.superuser, true, 0));
  }
  const unowned = await throughBoth(context, repository, source, { owner: false });
  for (const each of [unowned.byPsql, unowned.byPgRestore]) {
    expect(await whose(each)).toEqual(expected(source.server.superuser, false, 1));
  }
});
