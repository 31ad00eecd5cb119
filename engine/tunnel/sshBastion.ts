import type { Duplex } from 'node:stream';
import { interrupted, throwIfAborted } from '../errors.ts';
import type { Connector } from '../postgres/connector.ts';
import { type Bastion, describeBastion } from './bastion.ts';
import { dial, type SshConnection } from './sshConnection.ts';

/**
 * The way through a bastion: one SSH connection for all streams. It is opened for the first of them, closed with the last, and
 * opened anew when it was lost. `ssh2` is loaded only then.
 */
export class SshBastion implements Connector {
  readonly name: string;
  readonly #bastion: Bastion;
  /** Streams, and who waits for one. */
  #users = 0;
  #way: Way | undefined;

  constructor(bastion: Bastion) {
    this.#bastion = bastion;
    this.name = describeBastion(bastion);
  }

  async reach(signal?: AbortSignal): Promise<string> {
    this.#users++;
    try {
      const { hostKey } = await unlessAborted(this.#enter(), signal);
      return `${this.name} shows the host key that is known: ${hostKey}`;
    } finally {
      this.#leave();
    }
  }

  async open(host: string, port: number, signal?: AbortSignal): Promise<Duplex> {
    this.#users++;
    try {
      const connection = await unlessAborted(this.#enter(), signal);
      const stream = await unlessAborted(connection.open(host, port), signal, (late) => late.destroy());
      stream.once('close', () => this.#leave());
      return stream;
    } catch (thrown) {
      this.#leave();
      throw thrown;
    }
  }

  #enter(): Promise<SshConnection> {
    if (!this.#way) {
      const hangUp = new AbortController();
      const forget = () => {
        if (this.#way === way) this.#way = undefined;
      };
      const way: Way = { hangUp, connection: dial(this.#bastion, hangUp.signal, forget) };
      way.connection.catch(forget);
      this.#way = way;
    }
    return this.#way.connection;
  }

  #leave(): void {
    if (--this.#users > 0) return;
    this.#way?.hangUp.abort();
    this.#way = undefined;
  }
}

interface Way {
  readonly connection: Promise<SshConnection>;
  readonly hangUp: AbortController;
}

/** What comes too late for an aborted signal is given to `dispose`. */
async function unlessAborted<T>(
  coming: Promise<T>,
  signal: AbortSignal | undefined,
  dispose: (late: T) => void = () => {},
): Promise<T> {
  throwIfAborted(signal);
  const { promise, reject } = Promise.withResolvers<never>();
  const abort = () => reject(interrupted(signal!));
  signal?.addEventListener('abort', abort);
  try {
    return await Promise.race([coming, promise]);
  } catch (thrown) {
    if (signal?.aborted) coming.then(dispose, () => {});
    throw thrown;
  } finally {
    signal?.removeEventListener('abort', abort);
  }
}
