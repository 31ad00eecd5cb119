import { setTimeout as sleep } from 'node:timers/promises';
import { expect, type TestContext, test } from 'vitest';
import { lockWaitMs } from '../../engine/backup/snapshot.ts';
import { type BackupResult, backup, type Phase, type PlanDocument, restore } from '../../engine/index.ts';
import { freshDatabase, server, type TestDatabase } from '../servers.ts';
import { expectNothingLeftIn } from './aftermath.ts';
import { proveAllSets } from './repositoryCheck.ts';
import { planOf, restoreRequest, type Scene, withRepositoryFolder } from './scene.ts';

/** A busy test machine is slow by itself. */
const marginMs = 1_500;

/** `a` and `b` are small; reading `slow`, one range, takes some seconds at the plan's rate. */
const schema = `
  CREATE TYPE mood AS ENUM ('sad', 'happy');
  CREATE TABLE a (id int, mood mood DEFAULT 'happy');
  CREATE TABLE b (id int);
  CREATE TABLE excluded (id int);
  INSERT INTO a SELECT generate_series(1, 100);
  INSERT INTO b SELECT generate_series(1, 100);
  CREATE TABLE slow AS SELECT g AS id, repeat('x', 1000) AS text FROM generate_series(1, 8000) g`;

interface Attempt extends Scene {
  readonly source: TestDatabase;
  readonly warnings: string[];
  readonly controller: AbortController;
  /** Starts the backup. */
  run(): Promise<BackupResult>;
  /** Called in the moment when the phase begins. */
  on(phase: Phase, act: () => void): void;
}

function attempt(context: TestContext, use: (attempt: Attempt) => Promise<void>): Promise<void> {
  return attemptAt('3MB/s', context, use);
}

async function attemptAt(
  rateLimit: string,
  context: TestContext,
  use: (attempt: Attempt) => Promise<void>,
): Promise<void> {
  await using source = await freshDatabase(await server('18', context));
  await source.query(schema);
  await withRepositoryFolder(async (scene) => {
    const plan = planOf('load', source.target, { concurrency: 2, rateLimit });
    const document: PlanDocument = { ...plan, objects: { ...plan.objects, exclude: ['public.excluded'] } };
    await scene.repository.plans.apply(document);
    const acts = new Map<Phase, () => void>();
    const warnings: string[] = [];
    const controller = new AbortController();
    const run = () =>
      backup(scene.repository, 'load', {
        signal: controller.signal,
        onEvent: (event) => {
          if (event.kind === 'warning') warnings.push(event.message);
          if (event.kind === 'phase') acts.get(event.phase)?.();
        },
      });
    await use({ ...scene, source, warnings, controller, run, on: (phase, act) => acts.set(phase, act) });
  });
}

/** Resolves when a connection of ours is in such a state. */
async function until(source: TestDatabase, condition: string): Promise<void> {
  const giveUp = performance.now() + 60_000;
  while (performance.now() < giveUp) {
    const rows = await source.query(
      `SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'pgstow%' AND ${condition}`,
    );
    if (rows.length > 0) return;
    await sleep(25);
  }
  throw new Error(`no connection with ${condition}`);
}

const leaderWaits = `application_name = 'pgstow backup leader' AND wait_event_type = 'Lock'`;

test('a migration that waits for the backup without a limit keeps the backup from nothing', async (context) => {
  await attempt(context, async ({ source, on, run, warnings }) => {
    const migration = await source.connect();
    let migrated: Promise<unknown> | undefined;
    on('data', () => {
      migrated = migration.query('ALTER TABLE a ADD COLUMN more int; ALTER TABLE b ADD COLUMN more int');
    });
    const { set } = await run();
    expect(set.totals.rows).toBe(8200);
    expect(warnings).toEqual([]);
    await migrated;
    await migration.end();
  });
});

test('a migration is never ended to resolve a deadlock with a backup', async (context) => {
  await attempt(context, async ({ source, run }) => {
    const migration = await source.connect();
    await migration.query('BEGIN; LOCK TABLE b IN ACCESS EXCLUSIVE MODE');
    const running = run();
    await until(source, leaderWaits);
    await migration.query('LOCK TABLE a IN ACCESS EXCLUSIVE MODE; COMMIT'); // the leader holds it, and waits for b
    expect((await running).set.totals.rows).toBe(8200);
    await migration.end();
  });
});

test('a backup that waits for one table keeps others from theirs no longer than the stated lock wait', async (context) => {
  await attempt(context, async ({ source, run, warnings }) => {
    const [holder, migration, writer] = [await source.connect(), await source.connect(), await source.connect()];
    await holder.query('BEGIN; LOCK TABLE b IN ACCESS EXCLUSIVE MODE');
    const running = run();
    await until(source, leaderWaits);
    const migrateAndWrite = async () => {
      const started = performance.now();
      const migrated = migration.query('ALTER TABLE a ADD COLUMN IF NOT EXISTS more int');
      await writer.query('INSERT INTO a SELECT 101 WHERE NOT EXISTS (SELECT FROM a WHERE id = 101)');
      await migrated;
      return performance.now() - started;
    };
    // where the machine stands still for a moment the next try tells: without that wait none would end
    await expect.poll(migrateAndWrite, { timeout: 30_000 }).toBeLessThan(lockWaitMs + marginMs);
    await sleep(1_000);
    await holder.query('COMMIT');
    expect((await running).set.totals.rows).toBe(8201);
    expect(warnings.join()).toMatch(
      /waiting for a lock: no lock on public\.b within 400 ms: process \d+ \(unnamed\) wants it for itself/,
    );
    for (const client of [holder, migration, writer]) await client.end();
  });
});

test('a migration that has locked a sequence or a view and then waits for the backup is never ended', async (context) => {
  await attempt(context, async ({ source, run, on }) => {
    await source.query('CREATE SEQUENCE alone; CREATE VIEW seen AS SELECT * FROM a');
    const migration = await source.connect();
    await migration.query('BEGIN; DROP VIEW seen; DROP SEQUENCE alone');
    let migrated: Promise<unknown> | undefined;
    on('snapshot', () => {
      migrated ??= sleep(100).then(() => migration.query('ALTER TABLE a ADD COLUMN more int; COMMIT'));
    });
    expect((await run()).set.totals.rows).toBe(8200);
    await migrated;
    await migration.end();
  });
});

test('a table that the plan excludes may be locked as long as one likes', async (context) => {
  await attempt(context, async ({ source, run, warnings }) => {
    const holder = await source.connect();
    await holder.query('BEGIN; LOCK TABLE excluded IN ACCESS EXCLUSIVE MODE');
    await run();
    expect(warnings).toEqual([]);
    await holder.end();
  });
});

test('a label that is renamed while rows are read makes the backup start over, and the set can be restored', async (context) => {
  await attempt(context, async ({ source, run, on, warnings, repository }) => {
    const migration = await source.connect();
    let renamed = 0;
    on('data', () => {
      if (renamed++ === 0) void migration.query("ALTER TYPE mood RENAME VALUE 'happy' TO 'glad'");
    });
    await run();
    expect(warnings).toEqual(['public.mood changed while values of such types were read; starting over']);
    await using target = await freshDatabase(source.server);
    await restore(repository, restoreRequest('load', target.target));
    expect(await target.query('SELECT DISTINCT mood::text FROM a')).toEqual([{ mood: 'glad' }]);
    await migration.end();
  });
});

test('the loss of the locks while others still read is noticed: nothing that could be mixed is committed', async (context) => {
  // the reader is at it still when the leader has done its part, which takes some seconds on a busy machine
  await attemptAt('1MB/s', context, async ({ source, run, repository }) => {
    const running = run().catch((thrown) => thrown);
    await until(source, `application_name = 'pgstow backup reader' AND query LIKE '%COPY%slow%'`);
    await until(
      source,
      `application_name = 'pgstow backup leader' AND state = 'idle in transaction' AND query LIKE 'COPY%'`,
    );
    await source.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND application_name = 'pgstow backup leader'`);
    await source.query('TRUNCATE a');
    expect(await running).toMatchObject({ code: 'connection', retryable: true });
    expect(await proveAllSets(repository)).toEqual([]);
    await expectNothingLeftIn(source);
  });
});

test('a backup that waits for a lock can be interrupted at once', async (context) => {
  await attempt(context, async ({ source, run, controller }) => {
    const holder = await source.connect();
    await holder.query('BEGIN; LOCK TABLE b IN ACCESS EXCLUSIVE MODE');
    const running = run().catch((thrown) => thrown);
    await until(source, leaderWaits);
    const started = performance.now();
    controller.abort();
    expect(await running).toMatchObject({ code: 'interrupted' });
    expect(performance.now() - started).toBeLessThan(20_000); // it would wait for five minutes
    await expectNothingLeftIn(source);
    await holder.end();
  });
});

test('a sequence that is dropped between the list and its use makes the backup start over', async (context) => {
  await attempt(context, async ({ source, run }) => {
    const client = await source.connect();
    let stop = false;
    const churn = (async () => {
      for (let i = 0; !stop; i++) await client.query(`CREATE SEQUENCE s${i}; DROP SEQUENCE s${i}`);
    })();
    expect((await run()).set.totals.rows).toBe(8200);
    stop = true;
    await churn;
    await client.end();
  });
});
