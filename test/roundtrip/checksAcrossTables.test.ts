import { expect, test } from 'vitest';
import { freshDatabase, server } from '../servers.ts';
import { difference } from './describe.ts';
import { TestRepository } from './testRepository.ts';

test('a check that reads another table is satisfied when the rows of that are there, whichever comes first', async (context) => {
  const source = await freshDatabase(await server('18', context));
  await source.query(`
    CREATE TABLE z_known (n int);
    CREATE FUNCTION is_known(int) RETURNS boolean LANGUAGE plpgsql STABLE AS
      'BEGIN IF NOT EXISTS (SELECT FROM public.z_known WHERE n = $1) THEN RAISE ''% is not known'', $1; END IF; RETURN true; END';
    CREATE TABLE large (n int CHECK (is_known(n)), v text);
    INSERT INTO z_known SELECT generate_series(1, 10);
    INSERT INTO large SELECT n % 10 + 1, repeat('x', 100) FROM generate_series(1, 20000) n`);
  await using repository = await TestRepository.open();
  await repository.backup(source);
  const target = await freshDatabase(source.server);
  const { proved } = await repository.restore(target.target, { jobs: 1 });
  expect(proved).toBe(2);
  expect(await difference(source, target)).toEqual([]);
});

test('a check that the rows do not satisfy is an error all the same', async (context) => {
  const source = await freshDatabase(await server('18', context));
  await source.query(`
    CREATE TABLE a (n int); INSERT INTO a VALUES (1); CREATE TABLE b AS TABLE a;
    CREATE FUNCTION fits(int) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT true'; ALTER TABLE a ADD CHECK (fits(n));
    CREATE OR REPLACE FUNCTION fits(int) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT false'`);
  await using repository = await TestRepository.open();
  await repository.backup(source);
  const target = await freshDatabase(source.server);
  await expect(repository.restore(target.target)).rejects.toMatchObject({
    message: 'cannot load "public"."a": new row for relation "a" violates check constraint "a_n_check"',
    hint: expect.stringContaining('create the table without that check'),
  });
  expect(await target.query(`SELECT FROM pg_class WHERE relnamespace = 'public'::regnamespace`)).toEqual([]);
});
