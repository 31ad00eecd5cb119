import type { Socket } from 'node:net';
import pg from 'pg';
import { type CopyStreamQuery, from } from 'pg-copy-streams';
import { interrupted, throwIfAborted } from '../errors.ts';
import { connectionLost } from './copyOut.ts';

export interface CopyInOptions {
  readonly signal?: AbortSignal | undefined;
}

/**
 * Runs a COPY ... FROM STDIN with what the source gives; resolves with the number of rows that the server says it has
 * taken. A chunk of the source must stay as it is until the next one is asked for.
 *
 * An error of the source makes the server undo the COPY, and is what this rejects with. Errors of the server are `pg`'s
 * DatabaseErrors, with `code` and `where`. In both cases the connection can be used again. When the signal fires the
 * connection is closed.
 */
export async function copyIn(
  client: pg.Client,
  sql: string,
  source: AsyncIterable<Uint8Array>,
  { signal }: CopyInOptions = {},
): Promise<number> {
  throwIfAborted(signal);
  const feed = new Feed(client.query(from(sql)), client.connection.stream as Socket);
  const abort = () => {
    client.connection.stream.destroy();
    feed.stop(interrupted(signal!));
  };
  signal?.addEventListener('abort', abort);
  try {
    feed.send(messages(source));
    return await feed.outcome.promise;
  } finally {
    signal?.removeEventListener('abort', abort);
  }
}

/** Carries messages to the server until they end, the source fails or the server does. */
class Feed {
  readonly outcome = Promise.withResolvers<number>();
  readonly #query: CopyStreamQuery;
  readonly #socket: Socket;
  #stopped = false;
  /** What the source threw, while the server is told of it. */
  #failure: unknown;

  constructor(query: CopyStreamQuery, socket: Socket) {
    this.#query = query;
    this.#socket = socket;
    query.on('error', (error) => {
      this.stop(this.#failure ?? (error instanceof pg.DatabaseError ? error : connectionLost(error)));
    });
  }

  async send(messages: AsyncIterable<Uint8Array>): Promise<void> {
    try {
      for await (const message of messages) {
        if (this.#stopped) return;
        await this.#write(message);
        if (this.#stopped) return;
      }
    } catch (thrown) {
      return this.#fail(thrown);
    }
    if (!this.#stopped) this.#query.end(() => this.outcome.resolve(this.#query.rowCount));
  }

  /** Resolves when the bytes may be used for something else: the query is content once they wait in the socket. */
  async #write(message: Uint8Array): Promise<void> {
    await new Promise((taken) => this.#query.write(message, taken));
    if (this.#stopped || this.#socket.writableLength === 0) return;
    await new Promise((sent) => this.#socket.write('', sent)); // comes after all that waits, also when the socket is gone
  }

  stop(reason: unknown): void {
    this.#stopped = true;
    this.outcome.reject(reason);
  }

  /** Sends CopyFail. The server answers it with an error, which makes `stop` be called with the source's. */
  #fail(thrown: unknown): void {
    if (this.#stopped) return;
    this.#failure = thrown;
    this.#query.destroy(new Error('the data to be copied could not be read'));
  }
}

/** Less than this goes to the server together with what follows: each message costs a header and two system calls. */
const least = 32 * 1024;
/** The server reads a message whole before it looks at it: what fits its processor's cache costs it less. */
const most = 64 * 1024;

/** The same bytes in messages of sensible sizes; where they are cut means nothing to COPY. */
async function* messages(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, void> {
  let small: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of source) {
    size += chunk.byteLength;
    if (size < least) {
      small.push(Buffer.from(chunk)); // a copy: the source may use the chunk again
      continue;
    }
    const joined = small.length === 0 ? chunk : Buffer.concat([...small, chunk], size);
    for (let at = 0; at < size; at += most) yield joined.subarray(at, at + most);
    small = [];
    size = 0;
  }
  if (size > 0) yield Buffer.concat(small, size);
}
