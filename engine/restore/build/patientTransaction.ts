import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { messageOf, PgstowError, throwIfAborted } from '../../errors.ts';
import { quoteQualified } from '../../postgres/identifier.ts';
import type { TableName } from './aside.ts';
import { inTransaction } from './definitions.ts';

/**
 * How long an attempt waits for each lock. Mostly for a moment, which does no harm and succeeds when nobody is in the middle
 * of a query; now and then longer, for longer queries, but for less than `deadlock_timeout`, whose victim could be the
 * application. https://www.postgresql.org/docs/current/runtime-config-locks.html
 */
const lockWaitsMs = [400, 20, 20, 20, 20];
/** So long it goes on trying before it gives up. */
const patienceMs = 60_000;

/**
 * A transaction that takes tables away from under their readers and writers. When a lock is not to be had soon it lets go of
 * all the others, which somebody may be waiting for, and starts over: whoever uses the tables is held up for moments only,
 * and is never killed to resolve a deadlock.
 */
export async function inPatientTransaction(
  client: pg.Client,
  signal: AbortSignal,
  run: () => Promise<void>,
): Promise<void> {
  const giveUp = Date.now() + patienceMs;
  for (let attempt = 0; ; attempt++) {
    throwIfAborted(signal);
    try {
      return await inTransaction(client, async () => {
        await client.query(`SET LOCAL lock_timeout = ${lockWaitsMs[attempt % lockWaitsMs.length]}`);
        await run();
      });
    } catch (thrown) {
      if (!isLockTrouble(thrown)) throw thrown;
      if (Date.now() > giveUp) throw outOfPatience(thrown);
    }
    await sleep(Math.min(10 * attempt, 200), undefined, { signal }).catch(() => throwIfAborted(signal));
  }
}

/** Takes all the locks at one go: the less time passes between the first and the last, the fewer get in between. */
export async function lockTables(client: pg.Client, tables: readonly TableName[]): Promise<void> {
  if (tables.length === 0) return;
  const names = tables.map(({ schema, name }) => quoteQualified(schema, name));
  await client.query(`LOCK TABLE ${names.join(', ')} IN ACCESS EXCLUSIVE MODE`);
}

/** lock_not_available and deadlock_detected. */
function isLockTrouble(thrown: unknown): boolean {
  const { code, cause } = thrown as { code?: string; cause?: unknown };
  return code === '55P03' || code === '40P01' || (cause !== undefined && isLockTrouble(cause));
}

function outOfPatience(thrown: unknown): PgstowError {
  return new PgstowError(
    'lock',
    `the tables to be replaced were in use for ${patienceMs / 1000} s: ${messageOf(thrown)}`,
    {
      hint: 'nothing was replaced: end long transactions upon them, or restore when less is going on',
      retryable: true,
      cause: thrown,
    },
  );
}
