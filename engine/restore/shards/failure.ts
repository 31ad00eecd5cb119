import type pg from 'pg';
import { type ErrorCode, PgstowError } from '../../errors.ts';
import { databaseError, lostConnection } from '../../postgres/databaseError.ts';
import { taskSchema } from '../../postgres/restoreSchemas.ts';
import { runError } from '../../repository/runHandle.ts';
import type { RunError } from '../../repository/runRecord.ts';
import { lastTermSql } from './term.ts';

/** What another machine would not meet: that one is out, and the others go on. */
const own: ReadonlySet<string> = new Set(['connection', 'store', 'interrupted', 'lost', 'busy']);

/** Whether an error is this machine's alone. */
export function isOwn(thrown: unknown, signal: AbortSignal): boolean {
  if (signal.aborted || lostConnection(thrown, '')) return true;
  return thrown instanceof PgstowError && own.has(thrown.code);
}

/**
 * What is to be thrown for an error: where somebody has told why the restore has failed, that, for what was cancelled then fails in many
 * ways. An error that everybody would meet is told to the others.
 */
export async function failureToTell(thrown: unknown, client: pg.Client, signal: AbortSignal): Promise<unknown> {
  if (isOwn(thrown, signal)) return thrown;
  const told = await readFailure(client).catch(() => undefined);
  if (told) return toldFailure(told);
  const error = databaseError(thrown, 'restore', signal, 'pgstow grants PLAN --for restore');
  await tellFailure(client, error).catch(() => {}); // then the others meet it, or a lost connection
  return error;
}

/** It concerns everybody who is at it now: many follow a leader that has taken over, and have not heard of it. */
export async function tellFailure(client: pg.Client, thrown: unknown): Promise<void> {
  await client.query(`INSERT INTO ${taskSchema}.failures VALUES (${lastTermSql}, $1)`, [
    JSON.stringify(runError(thrown)),
  ]);
}

async function readFailure(client: pg.Client): Promise<RunError | undefined> {
  const { rows } = await client.query(failureSql);
  return rows[0] && JSON.parse(rows[0].error);
}

/** A query of why the restore has failed; no row while it has not. What an earlier leader has met may not be met again. */
export const failureSql = `SELECT error FROM ${taskSchema}.failures WHERE term = ${lastTermSql} LIMIT 1`;

/** An error that another machine has told of. */
export function toldFailure({ code, message, hint }: RunError): PgstowError {
  const known = code === 'internal' ? 'database' : (code as ErrorCode);
  return new PgstowError(known, message, hint === undefined ? {} : { hint });
}
