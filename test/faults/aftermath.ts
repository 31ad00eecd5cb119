import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { openRepository, type Run } from '../../engine/index.ts';
import { allBlobsPrefix } from '../../engine/repository/keys.ts';
import { realSurroundings } from '../../engine/repository/surroundings.ts';
import type { TestDatabase } from '../servers.ts';

/**
 * So soon after we are gone nothing of ours may be left in a server, which looks every second whether we are there: long for a busy
 * machine, and half of what the work takes that is abandoned here.
 */
const goneWithinMs = 15_000;

/** Waits until no backend, lock or prepared transaction of ours is left in the database's server. */
export async function expectNothingLeftIn(database: TestDatabase): Promise<void> {
  const giveUp = performance.now() + goneWithinMs;
  for (;;) {
    const left = await whatIsLeftIn(database);
    if (left.length === 0) return;
    if (performance.now() > giveUp) expect(left).toEqual([]);
    await sleep(100);
  }
}

async function whatIsLeftIn(database: TestDatabase): Promise<unknown[]> {
  return database.query(
    `SELECT a.application_name, a.state, a.query, a.wait_event, l.mode, l.relation::regclass::text AS relation
       FROM pg_stat_activity a LEFT JOIN pg_locks l USING (pid)
      WHERE a.datname = current_database() AND a.application_name LIKE 'pgstow%'
      UNION ALL SELECT gid, NULL, NULL, NULL, NULL, NULL FROM pg_prepared_xacts WHERE database = current_database()`,
  );
}

/** A repository's newest run of a kind, as it reads when nobody has heard of it for a while. */
export async function newestRunLater(folder: string, kind: Run['kind']): Promise<Run> {
  const inTwoMinutes = () => new Date(Date.now() + 120_000);
  const repository = await openRepository(folder, { surroundings: { ...realSurroundings(), now: inTwoMinutes } });
  for (const run of await repository.runs.list()) {
    if (run.state === 'damaged') throw new Error(`a run that cannot be read: ${JSON.stringify(run)}`);
    if (run.kind === kind) return run;
  }
  throw new Error(`no ${kind} was run`);
}

/** Bytes of all blobs that are stored whole. */
export async function storedBlobBytes(folder: string): Promise<number> {
  const { store } = await openRepository(folder);
  let bytes = 0;
  for await (const { size } of store.list(allBlobsPrefix)) bytes += size;
  return bytes;
}
