import { expect, test } from 'vitest';
import { precheckRestore } from '../../engine/precheck/restorePrecheck.ts';
import { compareLines } from '../oracle.ts';
import { freshDatabase, server, type TestDatabase } from '../servers.ts';
import { describeWhole } from './describe.ts';
import { withFixture } from './everyObjectKindComesBack.ts';
import { makeRoles } from './shop.ts';
import { plan, TestRepository } from './testRepository.ts';

/** Those of the fixture. */
const roles = ['app_owner', 'app_reader', 'Weird "Role" é'];

/** Lines that say the same in every version: catalogs gain columns, and pg_dump new words. */
const content = (line: string) => /^(rows of|value of|large object|labels of|comment on (?!database)) ?/.test(line);

test('a set of an older server comes back into a newer one', async (context) => {
  const source = await withFixture('15', context);
  await using repository = await TestRepository.open();
  await repository.backup(source);
  const target = await freshDatabase(await server('18', context));
  await makeRoles(target, ...roles);
  const { preview } = await repository.restore(target.target);
  expect(preview).toMatchObject({ problems: [], warnings: [] });
  expect(await contentDifference(source, target)).toEqual([]);
});

test('a set of a newer server names what an older one cannot take, and the rest comes back', async (context) => {
  const source = await withFixture('18', context);
  await using repository = await TestRepository.open();
  await repository.backup(source);
  const older = await server('15', context);
  const first = await freshDatabase(older);
  await makeRoles(first, ...roles);
  const failed = repository.restore(first.target);
  await expect(failed).rejects.toMatchObject({
    code: 'unsupported',
    hint: expect.stringContaining('restore into PostgreSQL 18, or with --table or --schema what does without it'),
  });
  await expect(failed).rejects.toThrow(
    /PostgreSQL 15 cannot take TABLE app\.v18: syntax error at or near "," after "… b integer GENERATED ALWAYS AS \(\(a \* 2\)\)"; /,
  );
  expect(await first.query("SELECT FROM pg_namespace WHERE nspname IN ('app', 'pgstow_restore')")).toEqual([]); // before anything is changed

  const second = await freshDatabase(older);
  const tables = ['app.customer', 'app.room', 'app.part', '"select".*'];
  const { preview } = await repository.restore(second.target, { tables });
  expect(preview.warnings).toContain(
    'the target is PostgreSQL 15 and the set is of 18: what 15 is known not to take is named; a definition that it refuses all the same ends the restore',
  );
  const lines = await contentDifference(source, second);
  expect(
    lines.filter(
      (line) => line.startsWith('+') || /rows of (app\.(customer|room|att|part_def|part_eu_[12]):|"select")/.test(line),
    ),
  ).toEqual([]);
});

test('what an older server cannot take is told object by object, whatever it is that it does not know', async (context) => {
  const source = await freshDatabase(await server('18', context));
  await source.query(`CREATE TABLE t (id uuid DEFAULT uuidv7(), s int4range, r int4range, price int);
    CREATE TABLE one (a int PRIMARY KEY); CREATE TABLE p (a int) PARTITION BY LIST (a);
    ALTER TABLE t ADD CONSTRAINT overlapping UNIQUE (s, r WITHOUT OVERLAPS);
    ALTER TABLE t ADD CONSTRAINT priced CHECK (price > 0) NOT ENFORCED, ADD CONSTRAINT known NOT NULL price NOT VALID;
    GRANT SELECT, MAINTAIN ON t TO pg_monitor;
    CREATE COLLATION made (provider = icu, locale = 'und', rules = '&a < g');
    CREATE TABLE worded (a text COLLATE pg_c_utf8);
    CREATE TABLE stored (a int) WITH (vacuum_max_eager_freeze_failure_rate = 0.1);
    CREATE VIEW sampled AS SELECT any_value(a) FROM p;
    CREATE VIEW watched AS SELECT * FROM pg_stat_io;
    CREATE FUNCTION limited() RETURNS int LANGUAGE sql SET transaction_timeout = '5s' AS 'SELECT 1';
    CREATE FUNCTION taken() RETURNS int LANGUAGE sql SET role = 'pg_monitor' SET dynamic_library_path = '$libdir' AS 'SELECT 1';
    CREATE VIEW own AS WITH pg_recent AS (SELECT a FROM p) SELECT a FROM pg_recent;
    ALTER TABLE p ADD CONSTRAINT excluded EXCLUDE USING btree (a WITH =), ADD CONSTRAINT pointing FOREIGN KEY (a) REFERENCES one NOT VALID;
    CREATE PUBLICATION generated WITH (publish_generated_columns = stored);
    CREATE FUNCTION entered() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
    CREATE EVENT TRIGGER entering ON login EXECUTE FUNCTION entered()`);
  await using repository = await TestRepository.open();
  await repository.backup(source);
  const target = await freshDatabase(await server('15', context));
  const { preview } = await repository.restore(target.target, { dryRun: true });
  const told = preview.problems.map(({ message }) => message.replace('PostgreSQL 15 cannot take ', ''));
  expect(told.toSorted()).toEqual([
    'ACL public.TABLE t: it knows no privilege MAINTAIN',
    'CHECK CONSTRAINT public.t priced: syntax error at or near "ENFORCED" after "… NSTRAINT priced CHECK ((price > 0)) NOT"',
    'COLLATION public.made: it knows no option rules here',
    'CONSTRAINT public.p excluded: a partitioned table can have no exclusion constraint there',
    'CONSTRAINT public.t known: syntax error at or near "NOT" after "… TABLE public.t ADD CONSTRAINT known"',
    'CONSTRAINT public.t overlapping: syntax error at or near "WITHOUT" after "… ADD CONSTRAINT overlapping UNIQUE (s, r"',
    'EVENT TRIGGER entering: it knows no event login',
    'FK CONSTRAINT public.p pointing: a foreign key of a partitioned table cannot be NOT VALID there',
    'FUNCTION public.limited(): it has no setting transaction_timeout',
    'PUBLICATION generated: it knows no option publish_generated_columns here',
    'TABLE public.stored: it knows no option vacuum_max_eager_freeze_failure_rate here',
    'TABLE public.t: it has no function uuidv7',
    'TABLE public.worded: it has no collation pg_c_utf8',
    'VIEW public.sampled: it has no function any_value',
    'VIEW public.watched: it has no relation pg_stat_io',
  ]);
  const items = preview.items.filter(({ reason }) => reason?.startsWith("the target's version cannot take it: "));
  expect(items).toHaveLength(told.length);
  const { checks } = await precheckRestore(repository.repository, { plan, target: target.target });
  expect(checks.find(({ name }) => name === 'definitions')).toMatchObject({
    status: 'fail',
    message: expect.stringContaining('PostgreSQL 15 cannot take TABLE public.t: it has no function uuidv7; '),
    remedy: expect.stringContaining('restore with --no-acl, or into PostgreSQL 18'),
  });
});

async function contentDifference(a: TestDatabase, b: TestDatabase): Promise<string[]> {
  return compareLines((await describeWhole(a)).filter(content), (await describeWhole(b)).filter(content));
}
