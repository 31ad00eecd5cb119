import type pg from 'pg';
import { PgstowError } from '../../errors.ts';

/** Two-key advisory locks are rarely used by applications; these two numbers spell `pgst` and `ow`. */
const advisoryKey = '1885827956, 28535';
/** A killed restore's backend needs a moment to notice that nobody talks to it any more. */
const patienceMs = 5_000;

/** Takes the target database for one restore, for as long as the session lives. */
export async function claimDatabase(leader: pg.Client): Promise<void> {
  try {
    await leader.query(`SET lock_timeout = ${patienceMs}`);
    await leader.query(`SELECT pg_catalog.pg_advisory_lock(${advisoryKey})`);
    await leader.query('SET lock_timeout = 0');
  } catch (thrown) {
    if ((thrown as { code?: string }).code !== '55P03') throw thrown;
    throw new PgstowError('conflict', 'another restore is running in the target database', {
      hint: 'wait for it (pgstow runs lists it), or end its connections in the target',
      retryable: true,
      cause: thrown,
    });
  }
}
