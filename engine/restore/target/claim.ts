import type pg from 'pg';
import { PgstowError } from '../../errors.ts';
import { membersLock, restoreLock } from './advisoryLocks.ts';

/** A killed restore's backend needs a moment to notice that nobody talks to it any more. */
const patienceMs = 5_000;

/** Takes the target database for one restore, and one process, for as long as the session lives. */
export async function claimDatabase(leader: pg.Client): Promise<void> {
  try {
    await leader.query(`SET lock_timeout = ${patienceMs}`);
    await leader.query(
      `SELECT pg_catalog.pg_advisory_lock(${restoreLock}), pg_catalog.pg_advisory_lock(${membersLock})`,
    );
    await leader.query('SET lock_timeout = 0');
  } catch (thrown) {
    if ((thrown as { code?: string }).code !== '55P03') throw thrown;
    throw anotherIsRunning(thrown);
  }
}

export function anotherIsRunning(cause?: unknown): PgstowError {
  return new PgstowError('conflict', 'another restore is running in the target database', {
    hint: 'wait for it (pgstow runs lists it), or end its connections in the target',
    retryable: true,
    cause,
  });
}
