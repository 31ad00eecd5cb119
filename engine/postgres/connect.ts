import type { Duplex } from 'node:stream';
import { type ConnectionOptions, checkServerIdentity } from 'node:tls';
import pg from 'pg';
import { PgstowError, throwIfAborted } from '../errors.ts';
import { asSocket } from './asSocket.ts';
import { connectionError, isTimeout } from './connectionError.ts';
import type { Connector } from './connector.ts';
import { outgoingAddress } from './outgoingAddress.ts';
import { type ConnectionTarget, describeTarget } from './target.ts';

export interface ConnectOptions {
  readonly signal?: AbortSignal | undefined;
  /** Shown in `pg_stat_activity` after `pgstow `: what this connection is for. */
  readonly purpose?: string;
  /** How long to wait for the server's answer, in milliseconds. Default 15,000. */
  readonly timeout?: number;
  /** Called with each parameter that the server reports while it lets us in, such as `server_version`. */
  readonly onParameter?: (name: string, value: string) => void;
}

const connectTimeout = 15_000;

/**
 * Opens a connection, with TLS as the target asks. Rejects with a `connection` error that says what stood in the way and
 * what to do. The password is held in memory by the client and appears nowhere else.
 */
export async function connect(target: ConnectionTarget, options: ConnectOptions = {}): Promise<pg.Client> {
  throwIfAborted(options.signal);
  try {
    return await open(target, options, target.ssl.mode !== 'disable');
  } catch (thrown) {
    if (target.ssl.mode === 'prefer' && serverHasNoTls(thrown)) {
      return open(target, options, false).catch(async (again) => {
        throw await explain(again, target);
      });
    }
    throw await explain(thrown, target);
  }
}

/** Runs `use` with a connection that is closed afterwards, whatever happened; at once when the signal fires. */
export async function withConnection<T>(
  target: ConnectionTarget,
  options: ConnectOptions,
  use: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = await connect(target, options);
  const hangUp = () => client.connection.stream.destroy();
  options.signal?.addEventListener('abort', hangUp);
  try {
    return await use(client);
  } finally {
    options.signal?.removeEventListener('abort', hangUp);
    await close(client);
  }
}

/** Says good-bye; a server that no longer listens is left alone after a second. */
export async function close(client: pg.Client): Promise<void> {
  const socket = client.connection.stream;
  const giveUp = setTimeout(() => socket.destroy(), 1000);
  await client.end().catch(() => {});
  clearTimeout(giveUp);
}

async function open(target: ConnectionTarget, options: ConnectOptions, tls: boolean): Promise<pg.Client> {
  const stream = target.via && (await openThrough(target.via, target, options.signal));
  const client = new pg.Client({
    ...(stream && { stream: () => asSocket(stream) }),
    host: target.host,
    port: target.port,
    database: target.database,
    user: target.user,
    password: target.password ?? noPassword,
    ssl: tls && !target.host.startsWith('/') ? tlsOptions(target) : false,
    application_name: options.purpose ? `pgstow ${options.purpose}` : 'pgstow',
    connectionTimeoutMillis: options.timeout ?? connectTimeout,
    keepAlive: true,
    keepAliveInitialDelayMillis: 30_000,
  });
  let major = 0;
  client.connection.on('parameterStatus', ({ parameterName, parameterValue }) => {
    if (parameterName === 'server_version') major = Number.parseInt(parameterValue, 10);
    options.onParameter?.(parameterName, parameterValue);
  });
  client.on('error', () => {}); // a lost connection is reported by whichever call is under way
  const abort = () => client.connection.stream.destroy();
  options.signal?.addEventListener('abort', abort);
  try {
    await client.connect();
    if (major >= 14) await watchOverClient(client);
    return client;
  } catch (thrown) {
    client.connection.stream.destroy();
    throwIfAborted(options.signal);
    throw thrown;
  } finally {
    options.signal?.removeEventListener('abort', abort);
  }
}

/** What stands in the way there is told as what keeps us from connecting. */
async function openThrough(via: Connector, target: ConnectionTarget, signal: AbortSignal | undefined): Promise<Duplex> {
  return via.open(target.host, target.port, signal).catch((thrown) => {
    if (!(thrown instanceof PgstowError) || thrown.code === 'interrupted') throw thrown;
    const { code, message, hint, retryable } = thrown;
    throw new PgstowError(code, `cannot connect to ${describeTarget(target)}: ${message}`, {
      ...(hint !== undefined && { hint }),
      retryable,
      cause: thrown,
    });
  });
}

/**
 * Lets the backend look every second whether we are still there while it works or waits for a lock: when we are killed it
 * would else go on, in everybody's way. Servers on a few systems cannot and refuse.
 * https://www.postgresql.org/docs/current/runtime-config-connection.html#GUC-CLIENT-CONNECTION-CHECK-INTERVAL
 */
async function watchOverClient(client: pg.Client): Promise<void> {
  await client.query("SET client_connection_check_interval = '1s'").catch((thrown) => {
    if (!(thrown instanceof pg.DatabaseError)) throw thrown;
  });
}

async function explain(thrown: unknown, target: ConnectionTarget): Promise<Error> {
  const address = isTimeout(thrown) && !target.via ? await outgoingAddress(target.host, target.port) : undefined;
  return connectionError(thrown, target, address);
}

/** Asked for only when the server wants a password; keeps `pg` from looking for one in the environment. */
function noPassword(): string {
  throw new Error('the server asks for a password and none is given');
}

function serverHasNoTls(thrown: unknown): boolean {
  return thrown instanceof Error && thrown.message === 'The server does not support SSL connections';
}

/** What `node:tls` needs to know for the target's `ssl`. */
export function tlsOptions({ host, ssl }: ConnectionTarget): ConnectionOptions {
  // libpq: with a root certificate, `require` verifies the authority as `verify-ca` does
  const verifies =
    ssl.mode === 'verify-ca' || ssl.mode === 'verify-full' || (ssl.mode === 'require' && !!ssl.rootCertificate);
  return {
    rejectUnauthorized: verifies,
    checkServerIdentity:
      ssl.mode === 'verify-full' ? (_, certificate) => checkServerIdentity(host, certificate) : () => undefined,
    ...(ssl.rootCertificate && { ca: ssl.rootCertificate }),
    ...(ssl.clientCertificate && { cert: ssl.clientCertificate }),
    ...(ssl.clientKey && { key: ssl.clientKey }),
  };
}
