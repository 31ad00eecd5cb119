import { expect } from 'vitest';
import type { TestDatabase } from '../servers.ts';
import { expectNothingLeftIn, newestRunLater, storedBlobBytes } from './aftermath.ts';
import type { Stop, StopPoint } from './engineJob.ts';
import { runEngine } from './engineProcess.ts';
import { proveAllSets } from './repositoryCheck.ts';
import { planOf, withRepositoryFolder } from './scene.ts';

interface BackupStop {
  readonly at: StopPoint;
  readonly committed?: boolean;
  /** Whether a signal that asks, as SIGTERM does, may come too late here. */
  readonly nearlyDone?: boolean;
  /** Whether the quick tests stop there too. */
  readonly quick?: boolean;
}

/** Where a backup is killed, and whether the set is there then. */
export const backupStops: readonly BackupStop[] = [
  { at: { query: '^BEGIN ISOLATION', moment: 'before' } },
  { at: { query: '^LOCK TABLE', moment: 'before' }, quick: true },
  { at: { query: '^LOCK TABLE', moment: 'after' } },
  { at: { query: 'pg_export_snapshot', moment: 'after' }, quick: true },
  { at: { phase: 'data' } },
  { at: { query: '^SAVEPOINT definitions', moment: 'after' } },
  { at: { query: 'SET TRANSACTION SNAPSHOT', moment: 'after' } },
  { at: { query: 'COPY', moment: 'before', nth: 2 } },
  { at: { write: '^blobs/', moment: 'before' } },
  { at: { write: '^blobs/', moment: 'after', nth: 2 }, quick: true },
  { at: { query: 'COPY', moment: 'before', nth: 6 }, quick: true },
  { at: { query: '^ROLLBACK TO SAVEPOINT definitions', moment: 'after' } },
  { at: { phase: 'commit' }, nearlyDone: true },
  { at: { write: '^sets/.*/definitions.dump', moment: 'before' }, nearlyDone: true },
  { at: { write: '^sets/.*/definitions.dump', moment: 'after' }, nearlyDone: true, quick: true },
  { at: { write: '^sets/.*/contents', moment: 'after' }, nearlyDone: true },
  { at: { write: '^sets/.*/manifest.json', moment: 'before' }, nearlyDone: true, quick: true },
  { at: { write: '^sets/.*/manifest.json', moment: 'after' }, committed: true, quick: true },
  { at: { query: '^ROLLBACK$', moment: 'after' }, committed: true },
];

/** Kills a backup at a point, and expects that nothing of it stays in the way, and that the next one goes on from there. */
export async function killBackupAt(
  source: TestDatabase,
  { at, signal }: Stop,
  stop: Pick<BackupStop, 'committed' | 'nearlyDone'>,
): Promise<void> {
  await withRepositoryFolder(async ({ repository, folder }) => {
    await repository.plans.apply(planOf('shop', source.target, { concurrency: 2 }));
    const work = { kind: 'backup', plan: 'shop' } as const;
    const killed = await runEngine({ repository: folder, work, stop: { at, signal } });
    expect(killed, killed.stderr).toMatchObject({ reached: true, stderr: '' });
    await expectNothingLeftIn(source);

    const committed = stop.committed || (stop.nearlyDone && signal !== 'SIGKILL' && killed.status === 0);
    expect(await proveAllSets(repository)).toHaveLength(committed ? 1 : 0);
    if (signal === 'SIGKILL') {
      expect(killed.signal).toBe('SIGKILL');
      expect((await newestRunLater(folder, 'backup')).state).toBe('lost');
    } else if (committed) {
      expect(killed).toMatchObject({ status: 0, failed: undefined });
    } else {
      expect(killed.failed).toMatchObject({ code: 'interrupted' });
      expect((await newestRunLater(folder, 'backup')).state).toBe('interrupted');
    }

    const storedBefore = await storedBlobBytes(folder);
    const again = await runEngine({ repository: folder, work });
    expect(again.failed).toBeUndefined();
    const { storedBytes, newBytes } = again.done!.totals!;
    expect(newBytes).toBe(storedBytes - storedBefore);
    expect(await proveAllSets(repository)).toHaveLength(committed ? 2 : 1);
    await expectNothingLeftIn(source);
  });
}
