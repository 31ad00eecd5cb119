import { expect, test } from 'vitest';
import { readMutableTypes } from '../../engine/postgres/catalog/types.ts';
import { freshDatabase, server } from '../servers.ts';

test('what is made of the rows of a table that nobody has locked is known to change with it', async (context) => {
  await using database = await freshDatabase(await server('18', context));
  await database.query(`
    CREATE TABLE used (id int); CREATE TABLE inside (id int); CREATE TABLE unused (id int); CREATE VIEW seen AS SELECT 1 AS id;
    CREATE TYPE pair AS (one inside);
    CREATE TABLE holder (u used[], p pair, v seen)`);
  const client = await database.connect();
  const before = await readMutableTypes(client);
  expect(before.map(({ type }) => type).sort()).toEqual(['public.inside', 'public.pair', 'public.seen', 'public.used']);
  await client.query('ALTER TABLE used ADD COLUMN more int');
  const states = new Map((await readMutableTypes(client)).map(({ key, state }) => [key, state]));
  expect(before.filter(({ key, state }) => states.get(key) !== state).map(({ type }) => type)).toEqual(['public.used']);
  await client.end();
});
