import { expect } from 'vitest';
import { openRepository, restore } from '../../engine/index.ts';
import { freshDatabase, type TestDatabase } from '../servers.ts';
import type { StopPoint } from './engineJob.ts';
import { runEngine } from './engineProcess.ts';
import type { BackedUp } from './killRestore.ts';
import { restoreRequest } from './scene.ts';

/** Where a restore is killed that replaces tables. */
export const replaceStops: readonly StopPoint[] = [
  { query: 'CREATE SCHEMA "?pgstow_restore_new', moment: 'after' },
  { query: 'SET SCHEMA', moment: 'before', nth: 3 },
  { query: '^COPY .* FROM STDIN', moment: 'before', nth: 2 },
  { query: '^CREATE INDEX', moment: 'before' },
  { query: '^DROP TABLE', moment: 'before' },
  { query: '^DROP TABLE', moment: 'after' },
  { query: '^ANALYZE', moment: 'before' },
];

/** Kills a restore that replaces two tables, and expects each of them to be either as it was or as it shall be. */
export async function killReplaceAt({ source, folder }: BackedUp, at: StopPoint): Promise<void> {
  await using target = await freshDatabase(source.server);
  await target.query(`
    CREATE TABLE log (at int, text text); INSERT INTO log SELECT g, 'old' FROM generate_series(1, 1000) g;
    CREATE TABLE photo (id int, content bytea); INSERT INTO photo VALUES (7, 'old')`);
  const [before, wanted] = [await contents(target), await contents(source)];
  const request = restoreRequest('shop', target.target, {
    tables: ['public.log', 'public.photo'],
    conflict: 'replace',
  });
  const work = { kind: 'restore', request } as const;
  const killed = await runEngine({ repository: folder, work, stop: { at, signal: 'SIGKILL' } });
  expect(killed, killed.stderr).toMatchObject({ reached: true, stderr: '' });
  expect([before, wanted]).toContainEqual(await contents(target)); // one transaction: both old or both new
  await restore(await openRepository(folder), request);
  expect(await contents(target)).toEqual(wanted);
  expect(await target.query(`SELECT nspname FROM pg_namespace WHERE nspname LIKE 'pgstow%'`)).toEqual([]);
}

function contents(database: TestDatabase): Promise<unknown[]> {
  return database.query(`
    SELECT (SELECT md5(string_agg(md5(l::text), '' ORDER BY md5(l::text))) FROM log l) AS log,
           (SELECT md5(string_agg(md5(p::text), '' ORDER BY md5(p::text))) FROM photo p) AS photo`);
}

/** Where a restore is killed that appends to tables. */
export const appendStops: readonly StopPoint[] = [
  { query: '^COPY .* FROM STDIN', moment: 'before', nth: 2 },
  { query: 'INSERT INTO pgstow_restore.appended', moment: 'before' },
  { query: 'INSERT INTO pgstow_restore.appended', moment: 'after', nth: 2 },
  { query: '^COPY .* TO STDOUT', moment: 'before', nth: 2 },
  { query: '^ANALYZE', moment: 'before' },
];

/** Kills a restore that appends to two tables, twice, and expects no row there twice. */
export async function killAppendAt({ source, folder }: BackedUp, at: StopPoint): Promise<void> {
  await using target = await freshDatabase(source.server);
  await target.query(`
    CREATE TABLE log (at int, text text); INSERT INTO log SELECT -g, 'old' FROM generate_series(1, 1000) g;
    CREATE TABLE photo (id int, content bytea); INSERT INTO photo VALUES (-7, 'old')`);
  const request = restoreRequest('shop', target.target, { tables: ['public.log', 'public.photo'], conflict: 'append' });
  const work = { kind: 'restore', request } as const;
  const killed = await runEngine({ repository: folder, work, stop: { at, signal: 'SIGKILL' } });
  expect(killed, killed.stderr).toMatchObject({ reached: true, stderr: '' });
  await runEngine({ repository: folder, work, stop: { at: { phase: 'finish' }, signal: 'SIGKILL' } });
  await restore(await openRepository(folder), request);
  expect(
    await target.query(`
      SELECT (SELECT count(*)::int FROM log) AS log, (SELECT count(DISTINCT at)::int FROM log) AS different,
             (SELECT count(*)::int FROM photo) AS photo, (SELECT count(DISTINCT id)::int FROM photo) AS pictures`),
  ).toEqual([{ log: 31_000, different: 31_000, photo: 193, pictures: 193 }]);
}
