import { messageOf, PgstowError } from '../errors.ts';
import { quoteIdent } from './identifier.ts';
import type { OutgoingAddress } from './outgoingAddress.ts';
import { type ConnectionTarget, describeTarget } from './target.ts';

/**
 * Turns whatever `pg`, the socket or TLS threw while connecting into one sentence and a remedy.
 * `address` is where our packets leave from, for whoever keeps the server's allow-list.
 */
export function connectionError(thrown: unknown, target: ConnectionTarget, address?: OutgoingAddress): PgstowError {
  if (thrown instanceof PgstowError) return thrown;
  const met: Met = { message: messageOf(thrown), code: (thrown as { code?: string }).code ?? '', target, address };
  const { what, hint, retryable } = troubles.find(({ when }) => when(met)) ?? unknownTrouble;
  const through = target.via ? ` through ${target.via.name}` : '';
  return new PgstowError(
    'connection',
    `cannot connect to ${describeTarget(target)}${through}: ${what?.(met) ?? met.message}`,
    {
      hint: typeof hint === 'string' ? hint : hint(met),
      retryable: retryable ?? false,
      cause: thrown,
    },
  );
}

/** Whether nothing came back at all, which is how firewalls refuse. */
export function isTimeout(thrown: unknown): boolean {
  return isTimedOut(messageOf(thrown), (thrown as { code?: string }).code ?? '');
}

function isTimedOut(message: string, code: string): boolean {
  return message === 'timeout expired' || code === 'ETIMEDOUT';
}

interface Met {
  readonly message: string;
  /** Of the system, of Node.js's TLS, or a SQLSTATE; empty when there is none. */
  readonly code: string;
  readonly target: ConnectionTarget;
  readonly address: OutgoingAddress | undefined;
}

interface Trouble {
  readonly when: (met: Met) => boolean;
  /** Default: the message as it came. */
  readonly what?: (met: Met) => string;
  readonly hint: string | ((met: Met) => string);
  readonly retryable?: boolean;
}

const isUrl = ({ writtenAs }: ConnectionTarget) => writtenAs === 'url';
const nameOfHost = (target: ConnectionTarget) => (isUrl(target) ? 'the host' : 'source.host');
const nameOfMode = (target: ConnectionTarget) => (isUrl(target) ? 'sslmode' : 'ssl.mode');
const mode = (target: ConnectionTarget, word: string) =>
  isUrl(target) ? `?sslmode=${word}` : `ssl: { mode: ${word} }`;

const coded =
  (...codes: readonly string[]) =>
  ({ code }: Met) =>
    codes.includes(code);

const unknownTrouble: Trouble = { when: () => true, hint: 'check address, user and database' };

function toldOf(address: OutgoingAddress | undefined): string {
  if (!address) return '';
  const { address: here, isReplaced } = address;
  return isReplaced
    ? ` (not ${here}, which is a private one: the server sees that of a router, which this machine cannot know)`
    : ` (${here}, unless a router in between replaces it)`;
}

/** The first that fits is told. SQLSTATEs: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const troubles: readonly Trouble[] = [
  {
    when: ({ message, code, target }) => target.via !== undefined && isTimedOut(message, code),
    what: () => 'no answer before the time-out',
    hint: ({ target }) =>
      `port ${target.port} of ${target.host} is reached, and nothing is said there: is it a PostgreSQL server?`,
    retryable: true,
  },
  {
    when: ({ message, code }) => isTimedOut(message, code),
    what: () => 'no answer before the time-out',
    hint: ({ address, target }) =>
      `a firewall or the server's allow-list may not know this machine: allow its outgoing address${toldOf(address)} to reach port ${target.port}`,
    retryable: true,
  },
  {
    when: ({ message }) => message === 'The server does not support SSL connections',
    what: ({ target }) => `the server offers no TLS and ${nameOfMode(target)} is ${target.ssl.mode}`,
    hint: ({ target }) => `switch ssl on in the server (postgresql.conf), or use ${mode(target, 'prefer')}`,
  },
  {
    when: ({ message }) => message.includes('asks for a password'),
    hint: ({ target }) =>
      isUrl(target)
        ? 'set PGPASSWORD, or PGSTOW_TARGET to the whole URL'
        : 'give the source a password: { env: NAME } or { file: PATH }',
  },
  {
    when: coded('ECONNREFUSED'),
    what: () => 'connection refused',
    hint: 'is the server running, and does it listen on that address and port (listen_addresses, port)?',
    retryable: true,
  },
  {
    when: coded('ENOENT'),
    what: () => 'no unix socket there',
    hint: ({ target }) => `look for .s.PGSQL.${target.port} in ${target.host}`,
    retryable: true,
  },
  {
    when: coded('EAI_AGAIN'),
    what: () => 'the host name does not resolve',
    hint: ({ target }) => `check ${nameOfHost(target)} and the DNS of this machine`,
    retryable: true,
  },
  {
    when: coded('ENOTFOUND'),
    what: () => 'the host name does not resolve',
    hint: ({ target }) => `check ${nameOfHost(target)} and the DNS of this machine`,
  },
  {
    when: coded('EHOSTUNREACH', 'ENETUNREACH'),
    what: () => 'no route to the host',
    hint: ({ target }) => `check ${nameOfHost(target)} and this machine's network`,
    retryable: true,
  },
  {
    when: coded('ECONNRESET', 'EPIPE'),
    what: () => 'the connection was cut while it was set up',
    hint: 'try again; look for a proxy or firewall in between',
    retryable: true,
  },
  {
    when: ({ code, target, message }) =>
      typeof target.password === 'function' &&
      (code === '28P01' || code === '28000') &&
      !/encryption|SSL/i.test(message),
    hint: ({ target }) =>
      `for a token of IAM the credentials need rds-db:connect on dbuser:RESOURCE-ID/${target.user}, the role GRANT rds_iam TO ${target.user}, ` +
      "and the instance IAM authentication; its host is to be the instance's own name, in its own region",
  },
  {
    when: coded('28P01'),
    what: ({ target }) => `password authentication failed for user "${target.user}"`,
    hint: 'check the user and the password',
  },
  {
    when: ({ code, message }) => code === '28000' && /no encryption|SSL off/i.test(message),
    what: ({ message }) => `the server demands TLS (${message})`,
    hint: ({ target }) => `use ${mode(target, 'require')} or stricter`,
  },
  {
    when: ({ code, message }) => code === '28000' && /not permitted to log in/.test(message),
    hint: ({ target }) => `ALTER ROLE ${quoteIdent(target.user)} LOGIN, or use another role`,
  },
  { when: coded('28000'), hint: "check the user, the database and the server's pg_hba.conf" },
  {
    when: coded('3D000'),
    hint: 'check the name of the database; a restore creates it first with --create-database',
  },
  { when: coded('42501'), hint: ({ target }) => `GRANT CONNECT ON DATABASE ${target.database} to the role` },
  {
    when: coded('53300'),
    hint: ({ target }) => `raise max_connections, or lower ${isUrl(target) ? '--jobs' : "the plan's concurrency"}`,
    retryable: true,
  },
  { when: coded('57P03'), hint: 'the server is starting up or shutting down: try again', retryable: true },
  {
    when: ({ code, message }) =>
      code.startsWith('ERR_TLS') || /certificate|self.signed|DEPTH_ZERO|UNABLE_TO/i.test(`${message} ${code}`),
    what: ({ message }) => `TLS: ${message}`,
    hint: ({ target }) =>
      `check ${isUrl(target) ? 'sslrootcert' : 'ssl.rootCertificate'} (the authority that signed the server's certificate) and ${nameOfMode(target)}; ` +
      'verify-full also compares the host name',
  },
];
