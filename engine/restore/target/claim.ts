import type pg from 'pg';
import { PgstowError } from '../../errors.ts';
import { taskSchema } from '../../postgres/restoreSchemas.ts';
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
    throw await anotherIsRunning(leader, thrown);
  }
}

/** Whoever meets this has nothing of its own in the target. */
export class AnotherIsRunning extends PgstowError {}

export async function anotherIsRunning(leader: pg.Client, cause?: unknown): Promise<AnotherIsRunning> {
  const run = await runOfNotes(leader).catch(() => undefined); // it is for a person to read
  const how =
    run === undefined ? 'pgstow runs lists it' : `the notes there are of run ${run}: pgstow run show ${run} --follow`;
  return new AnotherIsRunning('conflict', 'another restore is running in the target database', {
    hint: `wait for it (${how}), or end its connections in the target`,
    retryable: true,
    cause,
  });
}

async function runOfNotes(leader: pg.Client): Promise<string | undefined> {
  const { rows } = await leader.query(`SELECT run FROM ${taskSchema}.task`);
  return rows[0]?.run;
}
