import { expect } from 'vitest';
import { openRepository, type RestoreRequest, restore } from '../../engine/index.ts';
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
  /** Whether a signal that asks, as SIGTERM does, may come too late here. */
  readonly nearlyDone?: boolean;
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
  { at: { query: '^CREATE TABLE', moment: 'after' }, begun: true, quick: true },
  { at: { phase: 'load' }, begun: true },
  { at: { read: '^blobs/', nth: 2 }, begun: true },
  { at: { query: '^COPY .* FROM STDIN', moment: 'before', nth: 4 }, begun: true, quick: true },
  { at: { query: '^COPY .* TO STDOUT', moment: 'before' }, begun: true },
  { at: { query: '^CREATE INDEX', moment: 'before' }, begun: true },
  { at: { query: 'FOREIGN KEY', moment: 'after', nth: 2 }, begun: true, quick: true },
  { at: { phase: 'finish' }, begun: true },
  { at: { query: '^CREATE PUBLICATION', moment: 'after' }, begun: true, quick: true },
  { at: { query: '^ANALYZE', moment: 'after' }, begun: true },
  { at: { query: '^ALTER DEFAULT PRIVILEGES', moment: 'after' }, begun: true, nearlyDone: true, quick: true },
  { at: { query: '^CREATE EVENT TRIGGER', moment: 'after' }, begun: true, nearlyDone: true },
];

/** Kills a restore at a point, and expects that the same restore, run again, does all of it. */
export async function killRestoreAt(
  { source, folder }: BackedUp,
  { at, signal }: Stop,
  { begun, nearlyDone }: Pick<RestoreStop, 'begun' | 'nearlyDone'>,
): Promise<void> {
  await using target = await freshDatabase(source.server);
  const request = restoreRequest('shop', target.target);
  const work = { kind: 'restore', request } as const;
  const killed = await runEngine({ repository: folder, work, stop: { at, signal } });
  expect(killed, killed.stderr).toMatchObject({ reached: true, stderr: '' });
  await expectNothingLeftIn(target);
  const { state } = await newestRunLater(folder, 'restore');
  if (nearlyDone && signal !== 'SIGKILL' && killed.status === 0) {
    expect(state).toBe('succeeded');
    await expectRestored(source, target);
    return;
  }
  expect(state).toBe(signal === 'SIGKILL' ? 'lost' : 'interrupted');
  if (signal !== 'SIGKILL') expect(killed.failed).toMatchObject({ code: 'interrupted' });
  if (begun) await expectAnotherRefused(folder, request);
  await expectDoneNow({ source, folder }, target, request);
}

/** The same at the nth message, whatever it is. False when the restore has fewer. */
export async function killRestoreAtStatement({ source, folder }: BackedUp, nth: number): Promise<boolean> {
  await using target = await freshDatabase(source.server);
  const request = restoreRequest('shop', target.target);
  const work = { kind: 'restore', request } as const;
  const at = { query: '.', moment: 'before', nth } as const;
  const killed = await runEngine({ repository: folder, work, stop: { at, signal: 'SIGKILL' } });
  if (killed.reached) await expectDoneNow({ source, folder }, target, request);
  return killed.reached;
}

/** Only what is killed needs a process of its own: the restore that is run again, and others, run in this one. */
async function expectDoneNow({ source, folder }: BackedUp, target: TestDatabase, request: RestoreRequest) {
  await restore(await openRepository(folder), request);
  await expectRestored(source, target);
  await expectNothingLeftIn(target);
}

/** What a killed restore left is its own to finish: another one does not touch it, and says what to do. */
async function expectAnotherRefused(folder: string, request: RestoreRequest): Promise<void> {
  const repository = await openRepository(folder);
  await expect(restore(repository, { ...request, tables: ['public.log'] })).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringMatching(/^an earlier restore \(\S+, of set \S+\) did not finish here/),
    hint: expect.stringContaining('run that restore again with the same options'),
  });
}

/** Only a restore that creates the database itself restores these. */
const ofTheDatabase = [/^comment on database: /, /^pg_database /, /^pg_db_role_setting /];

async function expectRestored(source: TestDatabase, target: TestDatabase): Promise<void> {
  expect(await target.query(`SELECT nspname FROM pg_namespace WHERE nspname LIKE 'pgstow%'`)).toEqual([]);
  const clients = await Promise.all([source.connect(), target.connect()]);
  try {
    await expectSameDatabase(...clients, { ignore: ofTheDatabase });
  } finally {
    for (const client of clients) await client.end();
  }
}
