import { messageOf, PgstowError } from '../errors.ts';
import { type ConnectionTarget, describeTarget } from './target.ts';

/**
 * Turns whatever `pg`, the socket or TLS threw while connecting into one sentence and a remedy.
 * `address` is where our packets leave from, for whoever keeps the server's allow-list.
 * SQLSTATEs: https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
export function connectionError(thrown: unknown, target: ConnectionTarget, address?: string): PgstowError {
  if (thrown instanceof PgstowError) return thrown;
  const message = messageOf(thrown);
  const code = (thrown as { code?: string }).code;
  const where = describeTarget(target);
  const fail = (what: string, hint: string, retryable = false) =>
    new PgstowError('connection', `cannot connect to ${where}: ${what}`, { hint, retryable, cause: thrown });

  if (isTimeout(thrown)) {
    const known = address ? ` (${address}, unless a router in between replaces it)` : '';
    return fail(
      'no answer before the time-out',
      `a firewall or the server's allow-list may not know this machine: allow its outgoing address${known} to reach port ${target.port}`,
      true,
    );
  }
  if (message === 'The server does not support SSL connections') {
    return fail(
      `the server offers no TLS and ssl.mode is ${target.ssl.mode}`,
      'switch ssl on in the server (postgresql.conf), or use ssl: { mode: prefer }',
    );
  }
  if (message.includes('asks for a password')) {
    return fail(message, 'give the source a password: { env: NAME } or { file: PATH }');
  }
  switch (code) {
    case 'ECONNREFUSED':
      return fail(
        'connection refused',
        'is the server running, and does it listen on that address and port (listen_addresses, port)?',
        true,
      );
    case 'ENOENT':
      return fail('no unix socket there', `look for .s.PGSQL.${target.port} in ${target.host}`, true);
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return fail(
        'the host name does not resolve',
        'check source.host and the DNS of this machine',
        code === 'EAI_AGAIN',
      );
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return fail('no route to the host', "check source.host and this machine's network", true);
    case 'ECONNRESET':
    case 'EPIPE':
      return fail(
        'the connection was cut while it was set up',
        'try again; look for a proxy or firewall in between',
        true,
      );
    case '28P01':
      return fail(`password authentication failed for user "${target.user}"`, 'check the user and the password');
    case '28000':
      return /no encryption|SSL off/i.test(message)
        ? fail(`the server demands TLS (${message})`, 'use ssl: { mode: require } or stricter')
        : fail(message, "check the user, the database and the server's pg_hba.conf");
    case '3D000':
      return fail(message, 'check the name of the database');
    case '42501':
      return fail(message, `GRANT CONNECT ON DATABASE ${target.database} to the role`);
    case '53300':
      return fail(message, "raise max_connections, or lower the plan's concurrency", true);
    case '57P03':
      return fail(message, 'the server is starting up or shutting down: try again', true);
  }
  if (code?.startsWith('ERR_TLS') || /certificate|self.signed|DEPTH_ZERO|UNABLE_TO/i.test(`${message} ${code}`)) {
    return fail(
      `TLS: ${message}`,
      "check ssl.rootCertificate (the authority that signed the server's certificate) and ssl.mode; verify-full also compares the host name",
    );
  }
  return fail(message, 'check address, user and database');
}

/** Whether nothing came back at all, which is how firewalls refuse. */
export function isTimeout(thrown: unknown): boolean {
  return messageOf(thrown) === 'timeout expired' || (thrown as { code?: string }).code === 'ETIMEDOUT';
}
