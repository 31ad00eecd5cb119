import { expect } from 'vitest';
import type { RestoreRequest } from '../../engine/index.ts';
import { expectSameDatabase } from '../oracle.ts';
import { freshDatabase, type TestDatabase } from '../servers.ts';
import { expectNothingLeftIn, newestRunLater } from './aftermath.ts';
import type { Stop, StopPoint } from './engineJob.ts';
import { runEngine } from './engineProcess.ts';
import { restoreRequest } from './scene.ts';

/** A shop that was backed up. */
export interface BackedUp {
  readonly source: TestDatabase;
  readonly folder: string;
}

interface RestoreStop {
  readonly at: StopPoint;
  readonly begun: boolean;
  /** Whether the quick tests stop there too. */
  readonly quick?: boolean;
}

/** Where a restore into an empty database is killed, and whether something is in the target then. */
export const restoreStops: readonly RestoreStop[] = [
  { at: { phase: 'preview' }, begun: false },
  { at: { query: 'pg_advisory_lock', moment: 'after' }, begun: false },
  { at: { query: 'CREATE SCHEMA pgstow_restore;', moment: 'before' }, begun: false },
  { at: { query: 'INSERT INTO pgstow_restore.task', moment: 'after' }, begun: false, quick: true },
  { at: { phase: 'definitions' }, begun: false },
  { at: { query: '^CREATE TABLE', moment: 'before', nth: 3 }, begun: false, quick: true },
  { at: { phase: 'load' }, begun: true },
  { at: { read: '^blobs/', nth: 2 }, begun: true },
  { at: { query: '^COPY .* FROM STDIN', moment: 'before', nth: 4 }, begun: true, quick: true },
  { at: { query: '^COPY .* TO STDOUT', moment: 'before' }, begun: true },
  { at: { query: '^CREATE INDEX', moment: 'before' }, begun: true },
  { at: { query: 'FOREIGN KEY', moment: 'after', nth: 2 }, begun: true, quick: true },
  { at: { query: 'pgstow_stage', moment: 'after', nth: 4 }, begun: true },
  { at: { phase: 'finish' }, begun: true },
  { at: { query: '^CREATE PUBLICATION', moment: 'after' }, begun: true, quick: true },
  { at: { query: '^ANALYZE', moment: 'after', nth: 3 }, begun: true },
  { at: { query: '^ALTER DEFAULT PRIVILEGES', moment: 'after' }, begun: true, quick: true },
  { at: { query: '^CREATE EVENT TRIGGER', moment: 'after' }, begun: true },
];

/** Kills a restore at a point, and expects that the same restore, run again, does all of it. */
export async function killRestoreAt(
  { source, folder }: BackedUp,
  { at, signal }: Stop,
  { begun }: Pick<RestoreStop, 'begun'>,
): Promise<void> {
  await using target = await freshDatabase(source.server);
  const request = restoreRequest('shop', target.target);
  const work = { kind: 'restore', request } as const;
  const killed = await runEngine({ repository: folder, work, stop: { at, signal } });
  expect(killed, killed.stderr).toMatchObject({ reached: true, stderr: '' });
  await expectNothingLeftIn(target);
  const state = signal === 'SIGKILL' ? 'lost' : 'interrupted';
  expect((await newestRunLater(folder)).state).toBe(state);
  if (signal !== 'SIGKILL') expect(killed.failed).toMatchObject({ code: 'interrupted' });
  if (begun) await expectAnotherRefused(folder, request);

  const again = await runEngine({ repository: folder, work });
  expect(again.failed).toBeUndefined();
  await expectRestored(source, target);
  await expectNothingLeftIn(target);
}

/** What a killed restore left is its own to finish: another one does not touch it, and says what to do. */
async function expectAnotherRefused(folder: string, request: RestoreRequest): Promise<void> {
  const other = await runEngine({
    repository: folder,
    work: { kind: 'restore', request: { ...request, tables: ['public.log'] } },
  });
  expect(other.failed).toMatchObject({
    code: 'conflict',
    message: expect.stringMatching(/^an earlier restore \(\S+, of set \S+\) did not finish here/),
    hint: expect.stringContaining('run that restore again with the same options'),
  });
}

async function expectRestored(source: TestDatabase, target: TestDatabase): Promise<void> {
  expect(await target.query(`SELECT nspname FROM pg_namespace WHERE nspname LIKE 'pgstow%'`)).toEqual([]);
  const clients = await Promise.all([source.connect(), target.connect()]);
  try {
    await expectSameDatabase(...clients);
  } finally {
    for (const client of clients) await client.end();
  }
}

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
  expect((await runEngine({ repository: folder, work })).failed).toBeUndefined();
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
  expect((await runEngine({ repository: folder, work })).failed).toBeUndefined();
  expect(
    await target.query(`
      SELECT (SELECT count(*)::int FROM log) AS log, (SELECT count(DISTINCT at)::int FROM log) AS different,
             (SELECT count(*)::int FROM photo) AS photo, (SELECT count(DISTINCT id)::int FROM photo) AS pictures`),
  ).toEqual([{ log: 31_000, different: 31_000, photo: 193, pictures: 193 }]);
}
