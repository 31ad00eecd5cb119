import type pg from 'pg';
import { type ErrorCode, PgstowError } from '../../errors.ts';
import { databaseError, lostConnection } from '../../postgres/databaseError.ts';
import { taskSchema } from '../../postgres/restoreSchemas.ts';
import { runError } from '../../repository/runHandle.ts';
import type { RunError } from '../../repository/runRecord.ts';

/** Whom a failure concerns. */
interface Telling {
  readonly term: number;
  readonly signal: AbortSignal;
}

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
export async function failureToTell(thrown: unknown, client: pg.Client, telling: Telling): Promise<unknown> {
  if (isOwn(thrown, telling.signal)) return thrown;
  const told = await readFailure(client, telling).catch(() => undefined);
  if (told) return toldFailure(told);
  const error = databaseError(thrown, 'restore', telling.signal, 'pgstow grants PLAN --for restore');
  await tellFailure(client, error, telling).catch(() => {}); // then the others meet it, or a lost connection
  return error;
}

export async function tellFailure(client: pg.Client, thrown: unknown, { term }: Pick<Telling, 'term'>): Promise<void> {
  await client.query(`INSERT INTO ${taskSchema}.failures VALUES ($1, $2)`, [term, JSON.stringify(runError(thrown))]);
}

async function readFailure(client: pg.Client, { term }: Telling): Promise<RunError | undefined> {
  const { rows } = await client.query(`SELECT error FROM ${taskSchema}.failures WHERE term = $1 LIMIT 1`, [term]);
  return rows[0] && JSON.parse(rows[0].error);
}

/** An error that another machine has told of. */
export function toldFailure({ code, message, hint }: RunError): PgstowError {
  const known = code === 'internal' ? 'database' : (code as ErrorCode);
  return new PgstowError(known, message, hint === undefined ? {} : { hint });
}
