import { PgstowError } from '../../errors.ts';
import { quoteIdent } from '../identifier.ts';
import { type ConnectionTarget, describeTarget } from '../target.ts';
import type { DumpOutcome } from './dumpJob.ts';
import { parseMessages } from './pgDumpMessages.ts';
import type { ServerError } from './serverErrors.ts';

export interface FailedDump {
  readonly target: ConnectionTarget;
  readonly snapshot?: string | undefined;
  readonly lockWaitMs: number;
}

/** What is known of the connection that pg_dump used. */
export interface ConnectionFacts {
  readonly lastError: ServerError | undefined;
  readonly lost: boolean;
  /** What was said of that, if anything. */
  readonly lostBecause?: string | undefined;
}

/** Turns a pg_dump that failed into one sentence and a remedy. */
export function dumpError(
  request: FailedDump,
  outcome: DumpOutcome,
  { lastError, lost, lostBecause }: ConnectionFacts,
): PgstowError {
  const words = wordsOf(outcome);
  const what = `cannot read the definitions of ${describeTarget(request.target)}`;
  switch (lastError?.sqlstate) {
    case '42501':
      return new PgstowError('privilege', `${what}: ${lastError.message}`, {
        hint: grantFor(lastError, words, request),
      });
    case '57014': // pg_dump's --lock-wait-timeout is a statement_timeout around LOCK TABLE
      if (words.includes('LOCK TABLE')) return lockError(what, words, request);
      break;
    case '55P03':
    case '40P01':
      if (words.includes('LOCK TABLE')) return lockError(what, words, request);
      return changedMeanwhile(what, words);
    case 'XX000': // the server's own functions look at the catalogs of the moment
      if (/cache lookup failed|could not open relation/.test(lastError.message)) return changedMeanwhile(what, words);
      break;
    case '53200':
      return new PgstowError('database', `${what}: ${lastError.message}`, {
        hint: 'pg_dump locks every table: raise max_locks_per_transaction in postgresql.conf and restart the server',
      });
    case '57P01':
    case '57P02':
      return connectionLost(what, lastError.message);
  }
  if (lost) return connectionLost(what, `the connection was lost${lostBecause ? ` (${lostBecause})` : ''}`);
  return new PgstowError('database', `${what}: pg_dump: ${words}`, hintFor(request, lastError));
}

function wordsOf({ stderr, exitCode }: DumpOutcome): string {
  const messages = parseMessages(stderr);
  const errors = messages.filter(({ level }) => level === 'error');
  const texts = (errors.length > 0 ? errors : messages).map(({ text }) => text);
  return texts.join('\n') || `exit status ${exitCode} without a word`;
}

/** The server names a table without its schema; the statement that failed has both. */
function grantFor({ message }: ServerError, words: string, { target }: FailedDump): string {
  const role = quoteIdent(target.user);
  const [, kind = '', name = ''] = /permission denied for (\w+) (.+)$/.exec(message) ?? [];
  if (kind === 'table') return `GRANT SELECT ON TABLE ${qualify(name, words)} TO ${role}; or leave the table out`;
  if (kind === 'schema')
    return `GRANT USAGE ON SCHEMA ${quoteIdent(name)} TO ${role}; or leave the schema's tables out`;
  return `the role ${role} needs the right to read what is named there`;
}

/** `name` as the one table of that name in `LOCK TABLE a.b, "c"."d" IN …`, or as it is when there are several or none. */
function qualify(name: string, words: string): string {
  const locked = /LOCK TABLE (.+?) IN ACCESS SHARE MODE/s.exec(words)?.[1] ?? '';
  const names = locked.match(/("(?:[^"]|"")+"|[^",.\s]+)\.("(?:[^"]|"")+"|[^",.\s]+)/g) ?? [];
  const quoted = quoteIdent(name);
  const fitting = names.filter((full) => full.endsWith(`.${name}`) || full.endsWith(`.${quoted}`));
  return fitting.length === 1 ? fitting[0]! : quoted;
}

function lockError(what: string, words: string, { lockWaitMs }: FailedDump): PgstowError {
  const locked = /LOCK TABLE (.+?) IN ACCESS SHARE MODE/s.exec(words)?.[1] ?? 'a table';
  const shown = locked.length > 300 ? `one of ${locked.slice(0, 300)}…` : locked;
  return new PgstowError('lock', `${what}: not granted within ${lockWaitMs} ms: a lock on ${shown}`, {
    hint: 'another session holds or awaits an exclusive lock (ALTER TABLE, TRUNCATE, VACUUM FULL …): see pg_locks, try again when it is done',
    retryable: true,
  });
}

/** A view, function or sequence that was being altered or dropped: unlike tables they are not locked. */
function changedMeanwhile(what: string, words: string): PgstowError {
  return new PgstowError('lock', `${what}: something was changed while it was read: ${words}`, {
    hint: 'try again when the migration is over',
    retryable: true,
  });
}

function connectionLost(what: string, why: string): PgstowError {
  return new PgstowError('connection', `${what}: ${why}`, {
    hint: "look into the server's log for a restart or an ended backend, then try again",
    retryable: true,
  });
}

/** 22023 and, from PostgreSQL 17 on, 42704: the server does not know the snapshot. */
function hintFor({ snapshot }: FailedDump, error: ServerError | undefined) {
  const isSnapshot = snapshot !== undefined && error?.message.includes(snapshot);
  return isSnapshot
    ? { hint: 'the transaction that exported the snapshot must stay open until the dump has ended' }
    : {};
}
