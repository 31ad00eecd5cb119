import { lostHint, messageOf, PgstowError } from '../errors.ts';
import { type Bastion, describeBastion } from './bastion.ts';

/** What kept us from getting into a bastion, in one sentence, and a remedy. */
export function bastionError(thrown: unknown, bastion: Bastion): PgstowError {
  if (thrown instanceof PgstowError) return thrown;
  const { code = '', level = '' } = thrown as { code?: string; level?: string };
  const met: Met = { message: messageOf(thrown), code, level, bastion };
  const { what, hint, retryable = false } = troubles.find(({ when }) => when(met)) ?? unknown;
  const says = what ?? met.message;
  return new PgstowError('connection', `${describeBastion(bastion)}: ${says}`, {
    hint: typeof hint === 'string' ? hint : hint(met),
    retryable,
    cause: thrown,
  });
}

/** The private key cannot be used; `ssh2` says so before it connects. */
export function identityError(thrown: unknown, bastion: Bastion): PgstowError {
  const why = messageOf(thrown).replace(/^Cannot parse privateKey: /, '');
  return new PgstowError('input', `${describeBastion(bastion)}: the private key cannot be used: ${why}`, {
    hint: `it is to be a private key in OpenSSH's or PEM's form, of Ed25519, ECDSA or RSA, with the passphrase that it may have: ${bastion.words.identity}`,
    cause: thrown,
  });
}

/** Why a bastion has not opened a connection to a server: https://datatracker.ietf.org/doc/html/rfc4254#section-5.1 */
export function forwardingError(
  thrown: unknown,
  bastion: Bastion,
  { host, port }: { readonly host: string; readonly port: number },
): PgstowError {
  const { reason } = thrown as { reason?: number | string };
  const name = describeBastion(bastion);
  const to = host.startsWith('/') ? `the unix socket ${port} in ${host}` : `${host}:${port}`;
  const said = messageOf(thrown).replace(/^\(SSH\) Channel open failure: ?/, '');
  if (reason === administrativelyProhibited) {
    return new PgstowError('connection', `${name} may not forward to ${to} (${said || 'prohibited'})`, {
      hint: `allow it there: AllowTcpForwarding yes and PermitOpen ${host}:${port} in sshd_config, no restrict or permitopen in authorized_keys`,
      cause: thrown,
    });
  }
  if (reason === connectFailed || reason === 'timeout') {
    const why = reason === 'timeout' ? 'no answer before the time-out' : said || 'it does not say why';
    return new PgstowError('connection', `${name} does not reach ${to}: ${why}`, {
      hint: 'host and port are looked up there: is the server running, and does its firewall or allow-list let the bastion in?',
      retryable: true,
      cause: thrown,
    });
  }
  return lostBastion(thrown, bastion);
}

const administrativelyProhibited = 1;
const connectFailed = 2;

/** The SSH connection has ended under what went through it. */
export function lostBastion(thrown: unknown, bastion: Bastion): PgstowError {
  const why = thrown === undefined ? 'it hung up' : messageOf(thrown);
  return new PgstowError('connection', `${describeBastion(bastion)} was lost: ${why}`, {
    hint: `${lostHint} run it again: what is stored is not stored twice`,
    retryable: true,
    cause: thrown,
  });
}

interface Met {
  readonly message: string;
  /** Of the system; empty when there is none. */
  readonly code: string;
  /** Where `ssh2` met it. */
  readonly level: string;
  readonly bastion: Bastion;
}

interface Trouble {
  readonly when: (met: Met) => boolean;
  /** Default: the message as it came. */
  readonly what?: string;
  readonly hint: string | ((met: Met) => string);
  readonly retryable?: boolean;
}

const unknown: Trouble = { when: () => true, hint: 'look into the log of sshd there' };

/** The first that fits is told. */
const troubles: readonly Trouble[] = [
  {
    when: ({ level, message }) => level === 'client-authentication' && message.startsWith('All configured'),
    what: 'it does not let us in by the key',
    hint: ({ bastion: { user, words } }) =>
      `put the public key into the authorized_keys of ${user} there, or give another one with ${words.identity}`,
  },
  {
    when: ({ level, message }) => level === 'agent' || /agent/i.test(message),
    hint: 'is SSH_AUTH_SOCK the socket of an agent that runs, and does ssh-add -l show the key?',
  },
  {
    when: ({ code, message }) => code === 'ETIMEDOUT' || message.startsWith('Timed out'),
    what: 'no answer before the time-out',
    hint: ({ bastion: { port } }) => `a firewall may not let this machine reach port ${port}`,
    retryable: true,
  },
  {
    when: ({ code }) => code === 'ECONNREFUSED',
    what: 'connection refused',
    hint: 'is sshd running there, on that port?',
    retryable: true,
  },
  {
    when: ({ code }) => code === 'ENOTFOUND' || code === 'EAI_AGAIN',
    what: 'the host name does not resolve',
    hint: 'check the name of the bastion and the DNS of this machine',
    retryable: true,
  },
  {
    when: ({ code }) => code === 'EHOSTUNREACH' || code === 'ENETUNREACH',
    what: 'no route to the host',
    hint: "check the address of the bastion and this machine's network",
    retryable: true,
  },
  {
    when: ({ message }) => /no matching/.test(message),
    hint: 'its sshd is too old, or set to algorithms that are not safe any more: update it',
  },
  {
    when: ({ code, message }) => code === 'ECONNRESET' || code === 'EPIPE' || /hung up|before handshake/.test(message),
    what: 'it hung up before it let us in',
    hint: 'is that an SSH server? It may also have too many connections at once (MaxStartups): try again',
    retryable: true,
  },
];
