import { createConnection, type Socket } from 'node:net';
import type { Channel, Client } from 'ssh2';
import { PgstowError, throwIfAborted } from '../errors.ts';
import { type Bastion, describeBastion } from './bastion.ts';
import { bastionError, forwardingError, identityError, lostBastion } from './bastionError.ts';
import { algorithmOf, fingerprintOf } from './hostKey.ts';
import { hostKeyAlgorithms, refusalOf } from './trust.ts';
import { TunnelStream } from './tunnelStream.ts';

/** So long the bastion may take to let us in, and to reach a server. */
const patienceMs = 15_000;
/** A bastion that has been silent for this is asked whether it is there; after three times without an answer it is not. */
const keepAliveMs = 15_000;
/** So long a bastion may take to hear that we go. */
const farewellMs = 1_000;

/** An SSH connection that is let in. */
export interface SshConnection {
  /** The algorithm and fingerprint of the key that the bastion has shown. */
  readonly hostKey: string;
  open(host: string, port: number): Promise<TunnelStream>;
}

/**
 * Opens an SSH connection to a bastion whose host key is the one that is trusted. It ends when `hangUp` fires, and tells `onLost` when
 * it was lost; what was open through it fails then.
 */
export async function dial(bastion: Bastion, hangUp: AbortSignal, onLost: () => void): Promise<SshConnection> {
  const { default: ssh2 } = await import('ssh2');
  throwIfAborted(hangUp); // while that was loaded
  const client = new ssh2.Client();
  const socket = createConnection({ host: bastion.host, port: bastion.port, noDelay: true });
  const streams = new Set<TunnelStream>();
  let last: unknown;
  let hostKey = '';
  let refusal: PgstowError | undefined;
  const ready = Promise.withResolvers<void>();
  const verify = (blob: Buffer) => {
    refusal = refusalOf(blob, bastion.trust, { ...bastion, name: describeBastion(bastion) });
    hostKey = `${algorithmOf(blob)} ${fingerprintOf(blob)}`;
    return refusal === undefined;
  };
  client.on('ready', ready.resolve);
  client.on('error', (error) => {
    last ??= error;
    ready.reject(refusal ?? bastionError(error, bastion));
  });
  client.on('close', () => {
    ready.reject(bastionError(last ?? new Error('it hung up'), bastion));
    for (const stream of streams) stream.destroy(lostBastion(last, bastion));
    onLost();
  });
  hangUp.addEventListener('abort', () => sayGoodBye(client, socket));
  try {
    connect(client, socket, bastion, verify);
    await ready.promise;
  } catch (thrown) {
    socket.destroy(); // who is not let in, or does not let in, is not waited for
    throw thrown;
  }
  return {
    hostKey,
    open: async (host, port) => {
      const stream = new TunnelStream(await forward(client, bastion, host, port));
      streams.add(stream);
      stream.once('close', () => streams.delete(stream));
      return stream;
    },
  };
}

/** AES-GCM first: it is the fastest by far where Node.js computes it. Nothing that rests on SHA-1, and no compression. */
const algorithms = {
  cipher: [
    'aes128-gcm@openssh.com',
    'aes256-gcm@openssh.com',
    'aes128-ctr',
    'aes256-ctr',
    'chacha20-poly1305@openssh.com',
  ],
  hmac: ['hmac-sha2-256-etm@openssh.com', 'hmac-sha2-512-etm@openssh.com', 'hmac-sha2-256', 'hmac-sha2-512'],
  compress: ['none'],
};

function connect(client: Client, sock: Socket, bastion: Bastion, hostVerifier: (key: Buffer) => boolean): void {
  const { user, identity, trust } = bastion;
  const place = { ...bastion, name: describeBastion(bastion) };
  try {
    client.connect({
      sock,
      username: user,
      ...(identity.kind === 'agent'
        ? { agent: identity.socket }
        : { privateKey: identity.privateKey, ...(identity.passphrase && { passphrase: identity.passphrase }) }),
      hostVerifier,
      algorithms: { ...algorithms, serverHostKey: hostKeyAlgorithms(trust, place) },
      readyTimeout: patienceMs,
      keepaliveInterval: keepAliveMs,
      keepaliveCountMax: 3,
    });
  } catch (thrown) {
    throw identityError(thrown, bastion);
  }
}

/** Waits for no longer than a second: a bastion that is gone hears nothing. */
function sayGoodBye(client: Client, socket: Socket): void {
  if (socket.destroyed) return;
  client.end();
  const giveUp = setTimeout(() => socket.destroy(), farewellMs);
  socket.once('close', () => clearTimeout(giveUp));
}

/** A channel from the bastion to a server, or to a unix socket there. */
async function forward(client: Client, bastion: Bastion, host: string, port: number): Promise<Channel> {
  const { promise, resolve, reject } = Promise.withResolvers<Channel>();
  const timer = setTimeout(() => reject(forwardingError({ reason: 'timeout' }, bastion, { host, port })), patienceMs);
  const done = (error: unknown, channel: Channel) => {
    if (error) return reject(forwardingError(error, bastion, { host, port }));
    promise.catch(() => channel.close()); // it comes too late
    resolve(channel);
  };
  try {
    if (host.startsWith('/')) client.openssh_forwardOutStreamLocal(`${host}/.s.PGSQL.${port}`, done);
    else client.forwardOut('127.0.0.1', 0, host, port, done);
    return await promise;
  } catch (thrown) {
    throw thrown instanceof PgstowError ? thrown : lostBastion(thrown, bastion);
  } finally {
    clearTimeout(timer);
  }
}
