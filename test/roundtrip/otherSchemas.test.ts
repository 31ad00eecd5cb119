import { describe, expect, test } from 'vitest';
import type { Preview } from '../../engine/restore/preview.ts';
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
  expect(of(again.preview, 'create').map(({ kind }) => kind)).toEqual(['DEFAULT ACL']); // cannot be looked up
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

test('bodies of functions are not followed where they are text, and that is said', async (context) => {
  await using source = await freshDatabase(await server('18', context));
  await source.query(`CREATE TABLE t (n int); INSERT INTO t VALUES (1);
    CREATE FUNCTION a_text() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM public.t';
    CREATE FUNCTION dynamic() RETURNS void LANGUAGE plpgsql AS $$BEGIN EXECUTE 'DELETE FROM public.t'; END$$;
    CREATE FUNCTION parsed() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(*) FROM public.t; END;
    CREATE FUNCTION neutral() RETURNS text LANGUAGE sql AS $$SELECT 'the public'$$;
    CREATE FUNCTION by_path() RETURNS bigint LANGUAGE sql SET search_path = public AS 'SELECT count(*) FROM t'`);
  await using repository = await TestRepository.open();
  await repository.backup(source);
  const { preview } = await repository.restore(source.target, { mapSchemas: { public: 'before' } });
  expect(preview.warnings).toEqual([
    'the body of FUNCTION public.a_text() is text and still names schema public',
    'the body of FUNCTION public.dynamic() is text and still names schema public',
  ]);
  await source.query('INSERT INTO before.t VALUES (2)');
  const [counts] = await source.query('SELECT before.a_text()::int, before.parsed()::int, before.by_path()::int');
  expect(counts).toEqual({ a_text: 1, parsed: 2, by_path: 2 });
});
