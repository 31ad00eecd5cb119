import { expect, type TestContext, test } from 'vitest';
import { keepSpare, withConnectionBeside } from '../../engine/backup/beside.ts';
import { readAsFollowers } from '../../engine/backup/readContents.ts';
import { ReadProgress } from '../../engine/backup/readProgress.ts';
import { type Snapshot, withSnapshot } from '../../engine/backup/snapshot.ts';
import { unitsForUs } from '../../engine/backup/unitSource.ts';
import { ProgressMeter } from '../../engine/events.ts';
import { planOf, withRepositoryFolder } from '../faults/scene.ts';
import { freshDatabase, server, type TestDatabase } from '../servers.ts';

interface Scene {
  readonly database: TestDatabase;
  readonly snapshot: Snapshot;
  readonly controller: AbortController;
  /** Asks over a connection beside, and gives the backend that has answered. */
  ask(sql?: string): Promise<unknown>;
}

let shared: Promise<TestDatabase> | undefined;

/** Runs `use` with a snapshot that keeps a spare connection. Afterwards none of ours is left. */
async function withSpare(context: TestContext, use: (scene: Scene) => Promise<void>): Promise<void> {
  shared ??= server('18', context).then((server) => freshDatabase(server));
  const database = await shared;
  const controller = new AbortController();
  const options = { plan: 'spare', onWait: () => {} };
  await withSnapshot(database.target, planOf('spare', database.target).objects, options, async (snapshot) => {
    const { signal } = controller;
    keepSpare(snapshot, { connections: 2, signal });
    const ask = (sql = 'SELECT') =>
      withConnectionBeside(snapshot, { signal, purpose: 'backup check' }, async (client) => {
        await client.query(sql);
        return (await client.query('SELECT pg_backend_pid() AS pid')).rows[0].pid;
      });
    await use({ database, snapshot, controller, ask });
  });
  await expect.poll(() => besides(database)).toEqual([]);
}

function besides(database: TestDatabase): Promise<Record<string, unknown>[]> {
  return database.query(
    `SELECT pid, application_name AS name FROM pg_stat_activity
      WHERE datname = current_database() AND application_name LIKE 'pgstow %' AND application_name <> 'pgstow backup leader'`,
  );
}

test('one connection is lent to one after the other, and shows what it is at', async (context) => {
  await withSpare(context, async ({ database, ask }) => {
    const pid = await ask();
    expect(await ask()).toBe(pid);
    expect(await besides(database)).toEqual([{ pid, name: 'pgstow backup check' }]);
  });
});

test('who needs a connection while another one has it gets one of his own, and one of the two is kept', async (context) => {
  await withSpare(context, async ({ database, ask }) => {
    const pids = await Promise.all([ask(), ask('SELECT pg_sleep(0.1)'), ask('SELECT pg_sleep(0.1)')]);
    expect(new Set(pids).size).toBe(3);
    await expect.poll(() => besides(database)).toHaveLength(1);
    expect(pids).toContain(await ask());
  });
});

test('a connection with which something went wrong is not lent again', async (context) => {
  await withSpare(context, async ({ ask }) => {
    const pid = await ask();
    await expect(ask('BEGIN; SELECT 1 / 0')).rejects.toThrow('division by zero');
    expect(await ask()).not.toBe(pid);
  });
});

test('a connection that was lost while nobody had it is replaced', async (context) => {
  await withSpare(context, async ({ database, ask }) => {
    const pid = await ask();
    await database.query('SELECT pg_terminate_backend($1, 10000)', [pid]);
    expect(await ask()).not.toBe(pid);
  });
});

test('that no connection could be had in advance is told by who needs one, and keeps nobody else from it', async (context) => {
  await withSpare(context, async ({ snapshot, controller: { signal }, ask }) => {
    await snapshot.spare.end();
    const astray = { ...snapshot, target: { ...snapshot.target, user: 'nobody of that name' } };
    keepSpare(astray, { connections: 2, signal });
    const asking = withConnectionBeside(astray, { signal, purpose: 'backup check' }, async () => {});
    await expect(asking).rejects.toMatchObject({ code: 'connection' });
    const pid = await ask();
    expect(await ask()).toBe(pid);
  });
});

test('a reader that is lost when it has read all fails nothing, and is not lent on', async (context) => {
  await withSpare(context, async ({ database, snapshot, controller: { signal }, ask }) => {
    const pid = await ask();
    const source = unitsForUs([{ contents: [], bytes: 0 }]);
    const take = async () => {
      const unit = await source.take();
      if (!unit) await database.query('SELECT pg_terminate_backend($1, 10000)', [pid]);
      return unit;
    };
    await withRepositoryFolder(async ({ repository: { blobs } }) => {
      const progress = new ReadProgress(new ProgressMeter(), []);
      await readAsFollowers(snapshot, { ...source, take }, { concurrency: 1, blobs, progress, signal });
    });
    expect(await ask()).not.toBe(pid);
  });
});

test('nothing is asked of it once the backup was interrupted', async (context) => {
  await withSpare(context, async ({ controller, ask }) => {
    await ask();
    controller.abort();
    await expect(ask()).rejects.toMatchObject({ code: 'interrupted' });
  });
});

test('where only one connection is allowed none is kept', async (context) => {
  await withSpare(context, async ({ database, snapshot, ask }) => {
    await snapshot.spare.end();
    keepSpare(snapshot, { connections: 1, signal: new AbortController().signal });
    await ask();
    await expect.poll(() => besides(database)).toEqual([]);
  });
});
