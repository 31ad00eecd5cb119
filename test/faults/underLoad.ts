import { expect } from 'vitest';
import type { RunningServer } from '../../embedded/runningServer.ts';
import { lockWaitMs } from '../../engine/backup/snapshot.ts';
import { backup, PgstowError, type Repository, restore } from '../../engine/index.ts';
import { freshDatabase, type TestDatabase } from '../servers.ts';
import { Load, type LoadReport, migrationLockMs } from './load.ts';
import { brokenInvariants, loadSchema } from './loadSchema.ts';
import { planOf, restoreRequest, withRepositoryFolder } from './scene.ts';

/** A busy test machine is slow by itself. */
const marginMs = 2_500;
const backupBoundMs = 60_000;

export interface LoadOutcome {
  readonly sets: number;
  readonly lockErrors: readonly string[];
  readonly startedOver: readonly string[];
  readonly slowestBackupMs: number;
  readonly load: LoadReport;
}

/** Takes backups one after the other while the load runs, with 1, 2 and 4 connections in turn, and restores each. */
export async function backUpUnderLoad(server: RunningServer, seconds: number): Promise<LoadOutcome> {
  await using source = await freshDatabase(server);
  await source.query(loadSchema);
  await source.query('VACUUM ANALYZE');
  return await withRepositoryFolder(async ({ repository }) => {
    const load = new Load(source);
    await load.start();
    const tally = { sets: 0, lockErrors: [] as string[], startedOver: [] as string[], slowestBackupMs: 0 };
    try {
      const end = performance.now() + seconds * 1000;
      for (let i = 0; i < 3 || performance.now() < end; i++)
        await takeOne(repository, source, [1, 2, 4][i % 3]!, tally);
    } finally {
      await load.stop();
    }
    expect(load.report.failures).toEqual([]);
    expect(load.report.slowest.milliseconds).toBeLessThan(migrationLockMs + lockWaitMs + marginMs);
    return { ...tally, load: load.report };
  });
}

interface Tally {
  sets: number;
  lockErrors: string[];
  startedOver: string[];
  slowestBackupMs: number;
}

async function takeOne(repository: Repository, source: TestDatabase, concurrency: number, tally: Tally): Promise<void> {
  await repository.plans.apply(planOf('load', source.target, { concurrency, rateLimit: '30MB/s' }));
  const started = performance.now();
  try {
    const { set } = await backup(repository, 'load', {
      onEvent: (event) => event.kind === 'warning' && tally.startedOver.push(event.message),
    });
    tally.sets++;
    await expectConsistent(repository, source, set.set);
  } catch (thrown) {
    if (!(thrown instanceof PgstowError) || thrown.code !== 'lock' || !thrown.retryable) throw thrown;
    tally.lockErrors.push(thrown.message);
  } finally {
    tally.slowestBackupMs = Math.max(tally.slowestBackupMs, performance.now() - started);
    expect(tally.slowestBackupMs).toBeLessThan(backupBoundMs);
  }
}

async function expectConsistent(repository: Repository, source: TestDatabase, set: string): Promise<void> {
  await using target = await freshDatabase(source.server);
  await restore(repository, { ...restoreRequest('load', target.target), set });
  const client = await target.connect();
  try {
    expect(await brokenInvariants(client)).toEqual([]);
  } finally {
    await client.end();
  }
}
