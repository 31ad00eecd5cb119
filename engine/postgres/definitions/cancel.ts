import { once } from 'node:events';
import { createConnection, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect as connectTls, TLSSocket } from 'node:tls';
import type pg from 'pg';
import { tlsOptions } from '../connect.ts';
import type { ConnectionTarget } from '../target.ts';
import { int32, keyBytes } from './greeting.ts';

const cancelCode = 80877102;
const sslCode = 80877103;
const timeout = 5_000;

/**
 * Asks the server, over a connection of its own, to cancel what `client` is doing: a CancelRequest, with TLS when `client` has
 * it. Says nothing about whether there was something to cancel; the server gives no answer but to close the connection.
 * Protocol: https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-CANCELING-REQUESTS
 */
export async function cancelBackend(
  target: ConnectionTarget,
  client: pg.Client,
  signal = AbortSignal.timeout(timeout),
): Promise<void> {
  const socket = client.connection.stream as Socket;
  const plain = await lineTo(target, socket, signal);
  try {
    const line = socket instanceof TLSSocket ? await startTls(target, plain, signal) : plain;
    const key = keyBytes(client.secretKey);
    line.resume();
    line.end(Buffer.concat([int32(12 + key.length), int32(cancelCode), int32(client.processID ?? 0), key]));
    await once(line, 'close', { signal });
  } finally {
    plain.destroy();
  }
}

async function lineTo(target: ConnectionTarget, socket: Socket, signal: AbortSignal): Promise<Duplex> {
  const line = target.via
    ? await target.via.open(target.host, target.port, signal)
    : createConnection(address(target, socket));
  line.on('error', () => {}); // told by whatever is being waited for
  if (!target.via) await once(line, 'connect', { signal }).catch((thrown) => giveUp(line, thrown));
  return line;
}

function giveUp(line: Duplex, thrown: unknown): never {
  line.destroy();
  throw thrown;
}

/** The very server that has the backend, as a name can stand for several. A closed socket no longer knows. */
function address(target: ConnectionTarget, socket: Socket) {
  return target.host.startsWith('/')
    ? { path: `${target.host}/.s.PGSQL.${target.port}` }
    : { host: socket.remoteAddress ?? target.host, port: target.port };
}

async function startTls(target: ConnectionTarget, plain: Duplex, signal: AbortSignal): Promise<TLSSocket> {
  plain.write(Buffer.concat([int32(8), int32(sslCode)]));
  await once(plain, 'data', { signal }); // S: the server has said so before
  plain.pause();
  const secure = connectTls({ ...tlsOptions(target), socket: plain });
  await once(secure, 'secureConnect', { signal });
  return secure;
}
