import { expect, test } from 'vitest';
import { compareLines } from '../oracle.ts';
import { freshDatabase, server } from '../servers.ts';
import { describeWhole } from './describe.ts';
import { TestRepository } from './testRepository.ts';

const beside = { conflict: 'rename', renameFormat: '{name}_old' } as const;

/** Parts that a table beside its original cannot have, and parts that name what has another name. */
const parts = `
  CREATE TABLE log (x int CONSTRAINT log_key UNIQUE); CREATE TABLE read (x int);
  CREATE VIEW reader AS SELECT x FROM read; CREATE VIEW keyed AS SELECT x FROM read GROUP BY x;
  CREATE TABLE t (x int, y int); INSERT INTO t VALUES (1, 2);
  CREATE TABLE of_view (v reader);
  CREATE RULE logged AS ON INSERT TO t DO ALSO INSERT INTO log VALUES (new.x) ON CONFLICT ON CONSTRAINT log_key DO NOTHING;
  CREATE RULE reading AS ON UPDATE TO t DO ALSO SELECT * FROM reader;
  ALTER TABLE t ENABLE ROW LEVEL SECURITY;
  CREATE POLICY everything ON t USING (true); COMMENT ON POLICY everything ON t IS 'all';
  CREATE POLICY restricted ON t AS RESTRICTIVE USING (x IN (SELECT x FROM reader));
  CREATE FUNCTION grown(t) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1.x + 1';
  CREATE FUNCTION seen() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
  ALTER TABLE t ADD CONSTRAINT grows CHECK (grown(t) > 0); COMMENT ON CONSTRAINT grows ON t IS 'it does';
  CREATE INDEX by_growth ON t (grown(t));
  CREATE TRIGGER growing BEFORE UPDATE ON t FOR EACH ROW WHEN (grown(new) > 1) EXECUTE FUNCTION seen();
  CREATE MATERIALIZED VIEW m AS SELECT 1 AS x; CREATE INDEX mi ON m (x);
  CREATE PUBLICATION everything FOR ALL TABLES; CREATE PUBLICATION of_public FOR TABLES IN SCHEMA public`;

test('what a table beside its original cannot have is left out and named before anything is done', async (context) => {
  await using source = await freshDatabase(await server('18', context));
  await source.query(parts);
  await using repository = await TestRepository.open();
  await repository.backup(source);
  await source.query(`DROP RULE reading ON t; DROP POLICY restricted ON t; DROP TABLE of_view; DROP VIEW reader, keyed;
    DROP PUBLICATION everything, of_public; DROP MATERIALIZED VIEW m; CREATE INDEX mi ON t (x)`);
  const before = await describeWhole(source);
  const { preview, proved } = await repository.restore(source.target, beside);
  expect(proved).toBe(3);
  const reads = "it reads public.read, which is restored under another name; restored by itself it reads the target's";
  const uses = 'it uses VIEW public.reader, which is left out';
  const calls = "it calls FUNCTION public.grown(public.t), which takes rows of the target's";
  const hides = 'rows that POLICY public.t restricted hides would be shown without it';
  expect(preview.warnings.toSorted()).toEqual(
    [
      `VIEW public.keyed is left out: ${reads}`,
      `VIEW public.reader is left out: ${reads}`,
      `TABLE public.of_view is left out: ${uses}`,
      `RULE public.t reading is left out: ${uses}`,
      `POLICY public.t restricted is left out: ${uses}`,
      `POLICY public.t everything is left out: ${hides}`,
      `COMMENT public.POLICY everything ON t is left out: ${hides}`,
      `CHECK CONSTRAINT public.t grows is left out: ${calls}`,
      'COMMENT public.CONSTRAINT grows ON t is left out: it uses CHECK CONSTRAINT public.t grows, which is left out',
      `INDEX public.by_growth is left out: ${calls}`,
      `TRIGGER public.t growing is left out: ${calls}`,
      'publication everything that is restored publishes all tables: the restored ones too, which its subscribers do not have',
      'publication of_public that is restored publishes all tables of schema public: the restored ones too, which its subscribers do not have',
    ].toSorted(),
  );
  expect(compareLines(before, await describeWhole(source)).filter((line) => line.startsWith('-'))).toEqual([]);
  const [row] = await source.query(`SELECT relrowsecurity AS secured, (SELECT count(*)::int FROM t_old) AS rows,
    to_regclass('mi_old') IS NOT NULL AS indexed, pg_get_ruledef((SELECT oid FROM pg_rewrite WHERE ev_class = c.oid)) AS rule
    FROM pg_class c WHERE relname = 't_old'`);
  expect(row).toEqual({
    secured: true,
    rows: 1,
    indexed: true,
    rule: expect.stringContaining('"log_key_old"'.slice(1, -1)),
  });
});

test('a policy keeps its meaning, whatever else has the name that its table would get', async (context) => {
  await using source = await freshDatabase(await server('18', context));
  await source.query(`CREATE SCHEMA other; CREATE TABLE other.t_old (x int); CREATE TABLE t (x int);
    CREATE POLICY p ON t USING (EXISTS (SELECT FROM other.t_old WHERE t_old.x = t.x))`);
  await using repository = await TestRepository.open();
  await repository.backup(source);
  await repository.restore(source.target, { ...beside, tables: ['public.t'] });
  const [policy] = await source.query(
    `SELECT pg_get_expr(polqual, polrelid) AS text FROM pg_policy WHERE polrelid = 't_old_2'::regclass`,
  );
  expect(policy?.text).toContain('t_old.x = t_old_2.x');
});

test('what is shared with the target, and what differs there, is told', async (context) => {
  await using source = await freshDatabase(await server('18', context));
  await source.query(`CREATE TYPE span AS RANGE (subtype = int4); CREATE TYPE same AS RANGE (subtype = text, collation = "C", subtype_opclass = text_pattern_ops);
    CREATE TABLE rows (a int); CREATE TABLE counted (a serial);
    CREATE TABLE t (x span, y rows[], z int DEFAULT nextval('counted_a_seq'), w same); INSERT INTO t VALUES ('[1,2)', '{(1)}')`);
  await using repository = await TestRepository.open();
  await repository.backup(source);
  await source.query(`DROP TYPE span CASCADE; CREATE TYPE span AS RANGE (subtype = int8); ALTER TABLE rows ADD b int`);
  const { preview } = await repository.restore(source.target, { ...beside, tables: ['public.t'], dryRun: true });
  expect(preview.warnings).toEqual([
    'TYPE public.span has another definition in the target, which stays: what is restored uses it',
    'TABLE public.rows has other columns in the target, which stays: what is restored uses it',
    "TABLE public.t takes its defaults from the target's public.counted_a_seq under its new name, too: restore what that belongs to along with it, and it has its own",
  ]);
});

test('a child that stands by itself has no names of its parents', async (context) => {
  await using source = await freshDatabase(await server('18', context));
  await source.query(
    `CREATE TABLE p (x int NOT NULL, y int CONSTRAINT named NOT NULL, CHECK (x > 0)); CREATE TABLE c () INHERITS (p)`,
  );
  await using repository = await TestRepository.open();
  await repository.backup(source);
  await repository.restore(source.target, { ...beside, tables: ['public.c'] });
  const constraints = await source.query(
    `SELECT conname AS name FROM pg_constraint WHERE conrelid = 'c_old'::regclass ORDER BY 1`,
  );
  expect(constraints.map(({ name }) => name)).toEqual(['c_old_x_not_null', 'named', 'p_x_check']);
});
