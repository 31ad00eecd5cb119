import { describe, expect, test } from 'vitest';
import type { Preview } from '../../engine/restore/preview/preview.ts';
import { checkSchemaNames } from '../../engine/restore/rename/checkSchemaNames.ts';
import { compareLines } from '../oracle.ts';
import { freshDatabase, server, type TestDatabase } from '../servers.ts';
import { describeWhole } from './describe.ts';
import { withFixture } from './everyObjectKindComesBack.ts';
import { countRows } from './shop.ts';
import { ShopSet } from './shopSet.ts';
import { TestRepository } from './testRepository.ts';

/** The lines that are new, with a schema's name turned back. */
function added(before: readonly string[], after: readonly string[], into: string, from: string): string[] {
  const lines = compareLines(before, after);
  expect(lines.filter((line) => line.startsWith('-'))).toEqual([]);
  return lines.map((line) => line.slice(2).replaceAll(into, from));
}

test('everything of a schema is restored into another one beside it, and equals it', async (context) => {
  const source = await withFixture('18', context);
  await using repository = await TestRepository.open();
  await repository.backup(source);
  // these hold for what is created later, and so for all that is restored here
  await source.query('ALTER DEFAULT PRIVILEGES GRANT EXECUTE ON FUNCTIONS TO PUBLIC');
  const before = await describeWhole(source);
  const request = { conflict: 'rename', schemas: ['app'], intoSchema: 'elsewhere' } as const;
  const { preview, proved } = await repository.restore(source.target, request);
  expect(proved).toBeGreaterThan(25);
  expect(preview.items.filter(({ action, kind }) => action === 'omit' && kind !== 'PUBLICATION TABLE')).toEqual([]);
  const lines = added(before, await describeWhole(source), 'elsewhere', 'app');
  const strange = compareLines(before.map(plain), lines.map(plain)).filter((line) => line.startsWith('+'));
  expect(strange).toEqual([]);

  const again = await repository.restore(source.target, request);
  const of = (preview: Preview, action: string) => preview.items.filter((item) => item.action === action);
  expect(again.preview.warnings.filter((line) => line.includes('another definition'))).toEqual([]);
  expect(of(again.preview, 'create')).toEqual([]);
  expect(of(again.preview, 'rename').length).toBeGreaterThan(60);
}, 60_000);

/** Without the privileges of functions, which a change of the default privileges has changed, and names that the server makes up. */
function plain(line: string): string {
  return line.replace(/ proacl=\[.*?\]/, '').replace(/_fkey_\d+/g, '_fkey_N');
}

describe('into other schemas a restore', () => {
  const shop = new ShopSet();
  const restored = async (target: TestDatabase) => {
    const rows = await target.query(
      `SELECT n.nspname || '.' || relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
        WHERE relkind IN ('r', 'p') AND n.nspname !~ '^(pg_|information_schema)' ORDER BY 1`,
    );
    return rows.map(({ name }) => name);
  };

  test('puts one table, and what it needs from its own schema', async () => {
    const target = await shop.empty();
    const request = { tables: ['shop.invoice'], intoSchema: 'Shop "2"' };
    const { preview } = await shop.repository.restore(target.target, request);
    expect(preview.items.find(({ kind }) => kind === 'TABLE')).toEqual({
      kind: 'TABLE',
      schema: 'shop',
      name: 'invoice',
      action: 'create',
      restoredAs: { schema: 'Shop "2"', name: 'invoice' },
      rows: 200,
      stored: expect.any(Number),
      bytes: expect.any(Number),
    });
    expect(await restored(target)).toEqual(['Shop "2".invoice']);
    const [row] = await target.query(
      `SELECT state::regtype IS NOT NULL AND (SELECT format_type(atttypid, -1) FROM pg_attribute WHERE attrelid = '"Shop ""2""".invoice'::regclass AND attname = 'state') AS type FROM (SELECT '"Shop ""2""".state') s(state)`.replace(
        'state::regtype IS NOT NULL AND ',
        '',
      ),
    );
    expect(row).toEqual({ type: '"Shop ""2""".state' });
  });

  test('maps each schema as it is told, and leaves the others', async () => {
    const target = await shop.empty();
    await shop.repository.restore(target.target, { mapSchemas: { shop: 'other', other: 'third' } });
    expect(await restored(target)).toEqual([
      'Sch ema.dot.Ta"ble é',
      ...['other.animal', 'other.cat', 'other.customer', 'other.event', 'other.event_2025', 'other.event_2026'],
      ...['other.event_2026_a', 'other.event_2026_rest', 'other.invoice', 'other.line', 'third.aside'],
    ]);
    expect(await countRows(target, 'other.turnover')).toBe(50);
    const [row] = await target.query(
      `INSERT INTO other.invoice (customer, total) VALUES (1, 7) RETURNING no, doubled::int, noted`,
    );
    expect(row).toEqual({ no: 300, doubled: 14, noted: true });
  });

  test('refuses a schema that the set lacks, and two objects under one name', async () => {
    const target = await shop.empty();
    await expect(shop.repository.restore(target.target, { mapSchemas: { shoo: 'a' } })).rejects.toMatchObject({
      code: 'input',
      message: 'the set holds no schema shoo',
    });
    const { server: on } = shop.source;
    await using source = await freshDatabase(on);
    await source.query('CREATE SCHEMA a; CREATE SCHEMA b; CREATE TABLE a.t (); CREATE VIEW b.t AS SELECT 1 AS one');
    await using repository = await TestRepository.open();
    await repository.backup(source);
    await expect(repository.restore(target.target, { intoSchema: 'c' })).rejects.toMatchObject({
      code: 'input',
      message: 'TABLE a.t and VIEW b.t would get the same name',
      hint: 'map the schemas to different ones with --map-schema, or restore them one at a time with --schema',
    });
  });
});

describe('schemas of the set that', () => {
  test('have what another one is restored into are told apart from it', async (context) => {
    await using source = await freshDatabase(await server('18', context));
    await source.query(`CREATE SCHEMA a; CREATE SCHEMA b; CREATE TABLE a.t (x serial); CREATE TABLE b.t (x serial);
      INSERT INTO a.t DEFAULT VALUES; INSERT INTO b.t SELECT FROM generate_series(1, 3); CREATE TABLE a.refers (x int); CREATE TABLE public.p ()`);
    await using repository = await TestRepository.open();
    await repository.backup(source);
    await source.query('DROP SCHEMA a, b CASCADE');
    for (const [from, to, rows] of [
      ['a', 'b', 1],
      ['b', 'a', 3],
    ] as const) {
      const request = { tables: [`${from}.t`], mapSchemas: { [from]: to, public: 'unused' } };
      const { proved } = await repository.restore(source.target, request);
      expect({ proved, rows: await countRows(source, `${to}.t`) }).toEqual({ proved: 1, rows });
      expect(await source.query(`INSERT INTO ${to}.t DEFAULT VALUES RETURNING x`)).toEqual([{ x: rows + 1 }]);
    }
    expect(await source.query(`SELECT FROM pg_namespace WHERE nspname = 'unused'`)).toEqual([]);
  });

  test('go into one make one, with the owner and privileges of the first', async (context) => {
    await using source = await freshDatabase(await server('18', context));
    await source.query(`ALTER SCHEMA public OWNER TO CURRENT_USER; CREATE SCHEMA a; GRANT USAGE ON SCHEMA a TO PUBLIC;
      CREATE TABLE a.t (x int PRIMARY KEY); CREATE TABLE u (x int REFERENCES a.t); INSERT INTO a.t VALUES (1); INSERT INTO u VALUES (1)`);
    await using repository = await TestRepository.open();
    await repository.backup(source);
    const { preview, proved } = await repository.restore(source.target, { intoSchema: 'c' });
    expect(proved).toBe(2);
    expect(preview.warnings).toEqual(['schema c gets the owner and privileges of schema a, not those of public']);
    const [key] = await source.query(
      `SELECT confrelid::regclass::text AS to FROM pg_constraint WHERE conrelid = 'c.u'::regclass AND contype = 'f'`,
    );
    expect(key).toEqual({ to: 'c.t' });
    await repository.restore(source.target, { tables: ['public.u'], intoSchema: 'd' }); // public has no statement that creates it
    expect(await countRows(source, 'd.u')).toBe(1);
  });

  const shop = new ShopSet();

  test.each([
    ['CREATE INDEX i ON a.t (x); CREATE INDEX i ON b.u (x)', {}, 'INDEX a.i and INDEX b.i'],
    ["CREATE TYPE b.t AS ENUM ('x')", {}, 'TYPE b.t and TABLE a.t'],
    ['CREATE SEQUENCE b.k; ALTER TABLE a.t ADD CONSTRAINT k UNIQUE (x)', {}, 'SEQUENCE b.k and CONSTRAINT a.t k'],
    [
      'CREATE TABLE c.t (x int PRIMARY KEY); ALTER TABLE a.t ADD FOREIGN KEY (x) REFERENCES c.t',
      { schemas: ['a'] },
      'TABLE a.t and TABLE c.t',
    ],
  ])('would meet with %j are refused', async (sql, request, met) => {
    await using source = await freshDatabase(shop.source.server);
    await source.query(
      `CREATE SCHEMA a; CREATE SCHEMA b; CREATE SCHEMA c; CREATE TABLE a.t (x int); CREATE TABLE b.u (x int); ${sql}`,
    );
    await using repository = await TestRepository.open();
    await repository.backup(source);
    await expect(repository.restore(source.target, { ...request, intoSchema: 'c' })).rejects.toMatchObject({
      code: 'input',
      message: `${met} would get the same name`,
    });
  });
});

test.each([
  ['', 'that is no name'],
  ['x'.repeat(64), 'the name has 64 bytes, and PostgreSQL cuts it to 63'],
  ['pg_catalog', 'it belongs to PostgreSQL, and backups leave it out'],
  ['information_schema', 'it belongs to PostgreSQL, and backups leave it out'],
  ['pgstow_restore', 'restores keep their notes there, and backups leave it out'],
  ['pgstow_restore_new_1', 'restores keep their notes there, and backups leave it out'],
])('nothing is restored into schema %j', (name, why) => {
  const message = `nothing can be restored into schema ${JSON.stringify(name)}: ${why}`;
  expect(() => checkSchemaNames(['fine', name])).toThrow(message);
});

test('what is restored into another schema is not tied to what is there', async (context) => {
  await using source = await freshDatabase(await server('18', context));
  await source.query(`CREATE SCHEMA a; CREATE SCHEMA b;
    CREATE TABLE a.parent (id int PRIMARY KEY, x text DEFAULT 'x'); CREATE TABLE b.child (extra int) INHERITS (a.parent);
    CREATE TABLE a.whole (id int) PARTITION BY LIST (id); CREATE TABLE b.part PARTITION OF a.whole DEFAULT; CREATE INDEX ON a.whole (id);
    CREATE TABLE b.refers (id int REFERENCES a.parent); CREATE PUBLICATION pub FOR TABLE b.refers;
    INSERT INTO a.parent VALUES (1); INSERT INTO b.child VALUES (2, 'y', 3); INSERT INTO a.whole VALUES (4); INSERT INTO b.refers VALUES (1)`);
  await using repository = await TestRepository.open();
  await repository.backup(source);
  const before = await describeWhole(source);
  const { preview } = await repository.restore(source.target, { schemas: ['b'], intoSchema: 'c' });
  expect(compareLines(before, await describeWhole(source)).filter((line) => line.startsWith('-'))).toEqual([]);
  expect(
    preview.items
      .filter(({ action }) => action === 'omit')
      .map(({ kind, name, reason }) => `${kind} ${name}: ${reason}`),
  ).toEqual([
    'TABLE ATTACH part: a.whole is not restored along: the table stands by itself',
    'INDEX ATTACH part_id_idx: a.whole is not restored along: the table stands by itself',
    'FK CONSTRAINT refers refers_id_fkey: a.parent is not restored along, and the one in the target would be bound by it',
    'PUBLICATION TABLE pub refers: publication pub of the target is not that of the restored table',
  ]);
  expect([await countRows(source, 'a.parent'), await countRows(source, 'a.whole')]).toEqual([2, 1]);
  expect(await source.query('SELECT * FROM c.child')).toEqual([{ id: 2, x: 'y', extra: 3 }]);
  expect(await source.query('SELECT * FROM c.part')).toEqual([{ id: 4 }]);
});

test('operators and functions of the schema are found there again', async (context) => {
  await using source = await freshDatabase(await server('18', context));
  await source.query(`CREATE SCHEMA app; CREATE TYPE app.m AS ENUM ('a'); CREATE FUNCTION app.eq(app.m, app.m) RETURNS bool LANGUAGE sql AS 'SELECT true';
    CREATE OPERATOR app.=== (FUNCTION = app.eq, LEFTARG = app.m, RIGHTARG = app.m); CREATE TABLE app.t (f regprocedure DEFAULT 'app.eq(app.m, app.m)')`);
  await using repository = await TestRepository.open();
  await repository.backup(source);
  await repository.restore(source.target, { intoSchema: 'elsewhere' });
  const { preview } = await repository.restore(source.target, { intoSchema: 'elsewhere', conflict: 'skip' });
  expect(preview.items.filter(({ action }) => action === 'create')).toEqual([]);
  const [row] = await source.query('INSERT INTO elsewhere.t DEFAULT VALUES RETURNING f::text');
  expect(row).toEqual({ f: 'elsewhere.eq(elsewhere.m,elsewhere.m)' });
});

test('bodies of functions are not followed where they are text, and that is said', async (context) => {
  await using source = await freshDatabase(await server('18', context));
  await source.query(`CREATE TABLE t (n int); INSERT INTO t VALUES (1);
    CREATE FUNCTION a_text() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM public.t';
    CREATE FUNCTION dynamic() RETURNS void LANGUAGE plpgsql AS $$BEGIN EXECUTE 'DELETE FROM public.t'; END$$;
    CREATE FUNCTION parsed() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(*) FROM public.t; END;
    CREATE FUNCTION neutral() RETURNS text LANGUAGE sql AS $$SELECT 'the public'$$;
    CREATE FUNCTION by_path() RETURNS bigint LANGUAGE sql SET search_path = public AS 'SELECT count(*) FROM t';
    CREATE FUNCTION audit() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
    CREATE TRIGGER told AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION audit('public', 'log');
    CREATE TRIGGER untold AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION audit('log')`);
  await using repository = await TestRepository.open();
  await repository.backup(source);
  const { preview } = await repository.restore(source.target, { mapSchemas: { public: 'before' } });
  expect(preview.warnings).toEqual([
    'the body of FUNCTION public.a_text() is text and still names schema public',
    'the body of FUNCTION public.dynamic() is text and still names schema public',
    'an argument of TRIGGER public.t told is text and still names schema public',
  ]);
  await source.query('INSERT INTO before.t VALUES (2)');
  const [counts] = await source.query('SELECT before.a_text()::int, before.parsed()::int, before.by_path()::int');
  expect(counts).toEqual({ a_text: 1, parsed: 2, by_path: 2 });
});
