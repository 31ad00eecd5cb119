import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { membersLock, restoreLock, sharedRestoreLock } from '../target/advisoryLocks.ts';

const pauseMs = 250;
/** Who has not left after so many times of asking is cut off. */
const askedAtMost = 40;

/** Takes the lead, if nobody has it. */
export async function tryToLead(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query(
    `SELECT CASE WHEN pg_catalog.pg_try_advisory_lock(${restoreLock}) THEN pg_catalog.pg_advisory_lock(${sharedRestoreLock}) IS NOT NULL ELSE false END AS mine`,
  );
  return rows[0].mine;
}

export async function stopLeading(client: pg.Client): Promise<void> {
  await client.query(
    `SELECT pg_catalog.pg_advisory_unlock(${sharedRestoreLock}), pg_catalog.pg_advisory_unlock(${restoreLock})`,
  );
}

/** Whether who has the lead shares it with others, or is about to. */
export async function isLedForOthers(client: pg.Client): Promise<boolean> {
  return isTrue(client, `EXISTS (SELECT ${holdersOf(sharedRestoreLock)})`);
}

/** Takes part with all connections: nothing that they work on is removed meanwhile. False when there is somebody who wants to be alone. */
export async function enter(clients: readonly pg.Client[]): Promise<boolean> {
  for (const [i, client] of clients.entries()) {
    if (await isTrue(client, `pg_catalog.pg_try_advisory_lock_shared(${membersLock})`)) continue;
    await leave(clients.slice(0, i));
    return false;
  }
  return true;
}

export async function leave(clients: readonly pg.Client[]): Promise<void> {
  for (const client of clients) await isTrue(client, `pg_catalog.pg_advisory_unlock_shared(${membersLock})`);
}

/** Keeps everybody else from taking part. False when somebody does. */
export function tryToBeAlone(client: pg.Client): Promise<boolean> {
  return isTrue(client, `pg_catalog.pg_try_advisory_lock(${membersLock})`);
}

/** From being alone to taking part, with nobody in between. */
export async function openToOthers(clients: readonly pg.Client[]): Promise<void> {
  const [leader, ...others] = clients;
  await isTrue(leader!, `pg_catalog.pg_advisory_lock_shared(${membersLock}) IS NOT NULL`);
  await isTrue(leader!, `pg_catalog.pg_advisory_unlock(${membersLock})`);
  await enter(others);
}

/**
 * Leaves, and waits until all others have left, who have been told why: what they are at is cancelled, and who does not hear of
 * it (its machine may be asleep) is cut off.
 */
export async function leaveTogether(clients: readonly pg.Client[], signal: AbortSignal): Promise<void> {
  const leader = clients[0]!;
  await leave(clients);
  for (let asked = 0; !(await tryToBeAlone(leader)); asked++) {
    const stop = asked < askedAtMost ? 'pg_cancel_backend' : 'pg_terminate_backend';
    await leader.query(
      `SELECT pg_catalog.${stop}(l.pid) ${holdersOf(membersLock)} AND l.pid <> pg_catalog.pg_backend_pid()`,
    );
    await sleep(pauseMs, undefined, { signal }).catch(() => {});
  }
}

function holdersOf(lock: string): string {
  return `FROM pg_catalog.pg_locks l JOIN pg_catalog.pg_database d ON d.oid = l.database
         WHERE d.datname = pg_catalog.current_database() AND l.locktype = 'advisory' AND l.granted
           AND (l.classid, l.objid) = (${lock}) AND l.objsubid = 2`;
}

async function isTrue(client: pg.Client, sql: string): Promise<boolean> {
  const { rows } = await client.query(`SELECT ${sql} AS yes`);
  return rows[0].yes;
}
