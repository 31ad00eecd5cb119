import pg from 'pg';
import { interrupted, lostHint, messageOf, PgstowError } from '../errors.ts';

/**
 * Turns what a query threw into an error of ours: what was being done, the server's own words, and a remedy where the
 * SQLSTATE tells one. `grants` is the command that prints what a role needs. https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
export function databaseError(thrown: unknown, doing: string, signal: AbortSignal, grants: string): unknown {
  if (signal.aborted) return interrupted(signal); // what was cancelled fails in many ways
  if (thrown instanceof PgstowError) return thrown;
  const lost = lostConnection(thrown, doing);
  if (lost) return lost;
  const state = sqlState(thrown);
  if (state === '') return thrown; // a mistake of ours: nothing is to hide it
  if (isLockTrouble(thrown)) {
    return new PgstowError('lock', `${doing}: ${messageOf(thrown)}`, {
      hint: 'another session holds or awaits an exclusive lock (ALTER TABLE, TRUNCATE, VACUUM FULL …): see pg_locks, run it again when it is done',
      retryable: true,
      cause: thrown,
    });
  }
  const remedies: Record<string, string> = {
    '42501': `${grants} prints the privileges that the role needs`,
    '53100': "the server's disk is full: make room and run it again",
    '53200': 'the server is out of memory; where locks are meant, raise max_locks_per_transaction',
    '53300': "raise max_connections, or lower the plan's concurrency",
    '57014': 'somebody cancelled the statement, or a statement_timeout of the role did',
    '25006':
      'the server takes no writes from this session: it is a standby, or default_transaction_read_only is on (ALTER DATABASE or ALTER ROLE … RESET default_transaction_read_only)',
    '40001': 'on a standby, raise max_standby_streaming_delay or set hot_standby_feedback',
  };
  return new PgstowError(state === '42501' ? 'privilege' : 'database', `${doing}: ${messageOf(thrown)}`, {
    hint: remedies[state] ?? `SQLSTATE ${state}: the server's log says more`,
    cause: thrown,
  });
}

/** The error for a connection that ended under a query; undefined when something else was thrown. */
export function lostConnection(thrown: unknown, doing: string): PgstowError | undefined {
  const state = sqlState(thrown);
  const lost = state === '' ? isOfSocket(thrown) : state.startsWith('08') || ended.has(state);
  if (!lost) return undefined;
  return new PgstowError('connection', `${doing}: the connection to the server was lost (${messageOf(thrown)})`, {
    hint: `${lostHint} run it again: what is stored is not stored twice`,
    retryable: true,
    cause: thrown,
  });
}

/** Whether a lock was not granted in time, or only a deadlock was in sight. */
export function isLockTrouble(thrown: unknown): boolean {
  return ['55P03', '40P01'].includes(sqlState(thrown));
}

/** admin_shutdown, crash_shutdown, cannot_connect_now, and idle or transaction time-outs that a server may impose. */
const ended: ReadonlySet<string> = new Set(['57P01', '57P02', '57P03', '57P05', '25P03', '25P04']);

/** Whether the server has said no, as opposed to the connection, or our own code. */
export function isServerError(thrown: unknown): boolean {
  return sqlState(thrown) !== '';
}

/** Empty for what is no error of the server: a system error's code can have five letters too (EPIPE). */
function sqlState(thrown: unknown): string {
  return (thrown instanceof pg.DatabaseError && thrown.code) || '';
}

/** Of the system's errors those of a socket: a file that is missing (ENOENT) or a full disk of ours (ENOSPC) is no network. */
const ofSockets: ReadonlySet<string> = new Set([
  ...['ECONNRESET', 'ECONNABORTED', 'ECONNREFUSED', 'EPIPE', 'ENOTCONN', 'ESHUTDOWN', 'ETIMEDOUT'],
  ...['EHOSTUNREACH', 'EHOSTDOWN', 'ENETUNREACH', 'ENETDOWN', 'ENETRESET', 'EPROTO'],
]);

/** What `pg` and Node.js throw when a connection ends under a query. */
function isOfSocket(thrown: unknown): boolean {
  const { code, message } = thrown as { code?: string; message?: string };
  return ofSockets.has(code ?? '') || /^Connection terminated|not queryable/.test(message ?? '');
}
