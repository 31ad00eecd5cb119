import { expect, test } from 'vitest';
import { freshDatabase, server } from '../servers.ts';
import { TestRepository } from './testRepository.ts';

test('what a killed restore left in the source is left out with a warning, and the set can be restored', async (context) => {
  const source = await freshDatabase(await server('18', context));
  await source.query(`
    CREATE TABLE public.t AS SELECT 1 AS n; CREATE SCHEMA pgstow_restore; CREATE SCHEMA pgstow_restore_new_0; CREATE SCHEMA pgstow_restore_mine;
    CREATE TABLE pgstow_restore.task (run text, set text, fingerprint text); CREATE TABLE pgstow_restore_new_0.t (n serial);
    CREATE VIEW pgstow_restore_new_0.v AS SELECT 1 AS one; CREATE FUNCTION pgstow_restore_new_0.f() RETURNS int LANGUAGE sql AS 'SELECT 1';
    CREATE TABLE pgstow_restore_mine.kept AS SELECT 2 AS n`);
  await using repository = await TestRepository.open();
  const { warnings } = await repository.backup(source);
  expect(warnings).toEqual([
    'schema pgstow_restore is left out: it belongs to a restore into this database that was killed or still runs',
    'schema pgstow_restore_new_0 is left out: it belongs to a restore into this database that was killed or still runs',
  ]);
  const target = await freshDatabase(source.server);
  await repository.restore(target.target);
  expect(await target.query(`SELECT nspname AS name FROM pg_namespace WHERE nspname LIKE 'pgstow%'`)).toEqual([
    { name: 'pgstow_restore_mine' },
  ]);
  expect(await target.query('SELECT n FROM pgstow_restore_mine.kept UNION ALL SELECT n FROM t')).toHaveLength(2);
});

test('an exclusion that matches nothing is a warning in the set; an inclusion is refused', async (context) => {
  const source = await freshDatabase(await server('18', context));
  await source.query('CREATE TABLE public.t AS SELECT 1 AS n');
  await using repository = await TestRepository.open();
  const { warnings } = await repository.backup(source, { objects: { exclude: ['*.tmp_*'] } });
  expect(warnings).toEqual(['objects.exclude: *.tmp_* matches no table']);
  for (const list of ['include', 'structureOnly']) {
    await expect(repository.backup(source, { objects: { [list]: ['public.gone'] } })).rejects.toMatchObject({
      code: 'input',
      message: `no table matches objects.${list}: public.gone`,
    });
  }
});
