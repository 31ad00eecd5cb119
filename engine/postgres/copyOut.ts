import type { Socket } from 'node:net';
import pg from 'pg';
import { interrupted, lostHint, messageOf, PgstowError, throwIfAborted } from '../errors.ts';
import { CopyDataReader } from '../pipe/copyDataReader.ts';
import { freeBytes } from '../pipe/freeBytes.ts';
import type { RowsDigest } from '../repository/contents.ts';
import { letBytesGather } from './letBytesGather.ts';

/** What a COPY gave. */
export interface CopyDigest extends RowsDigest {
  /** Bytes of COPY text. */
  readonly bytes: number;
}

/** Takes COPY text. The chunk is valid until this returns, or until the promise that it returned is settled. */
export type Sink = (chunk: Uint8Array) => void | Promise<void>;

export interface CopyOutOptions {
  readonly signal?: AbortSignal | undefined;
  /** Told of each chunk before the sink gets it; when it returns a promise the chunk waits for it. */
  readonly throttle?: ((bytes: number) => void | Promise<void>) | undefined;
}

/**
 * Runs SQL that holds one COPY ... TO STDOUT, among other statements whose results are not wanted, and gives the sink the
 * text that the server sends, as it comes: while the sink is busy nothing is read.
 *
 * Rejects with `pg`'s DatabaseError when the server reports an error; the connection can be used again then. When the
 * signal fires, the sink fails or the connection is lost it rejects at once, and the connection is gone. The backend
 * notices that when it next sends something, unless the caller cancels it.
 */
export async function copyOut(
  client: pg.Client,
  sql: string,
  sink: Sink,
  options: CopyOutOptions = {},
): Promise<CopyDigest> {
  const { signal } = options;
  throwIfAborted(signal);
  const query = new CopyOutQuery(client.connection.stream as Socket, sql, sink, options);
  const abort = () => query.giveUp(interrupted(signal!));
  signal?.addEventListener('abort', abort);
  try {
    client.query(query);
    return await query.outcome.promise;
  } finally {
    signal?.removeEventListener('abort', abort);
  }
}

/** Of so much text there is likely more to come. */
const muchToCome = 256 * 1024;

type DataListener = (chunk: Buffer) => void;

const readyForQuery = 0x5a; // 'Z', the type byte: https://www.postgresql.org/docs/current/protocol-message-formats.html

/**
 * Stands between the socket and `pg` while its query runs: keeps CopyData for itself and hands every other message, whole,
 * to the listeners of `pg`, which calls the methods named `handle...` in turn.
 */
class CopyOutQuery implements pg.Submittable {
  readonly outcome = Promise.withResolvers<CopyDigest>();
  readonly #socket: Socket;
  readonly #sql: string;
  readonly #sink: Sink;
  readonly #throttle: CopyOutOptions['throttle'];
  readonly #reader = new CopyDataReader();
  #listeners: DataListener[] = [];
  #chunk: Buffer = Buffer.alloc(0);
  #at = 0;
  #bytes = 0;
  /** The number of rows that the server says it has sent. */
  #told: number | undefined;
  #error: unknown;
  #over = false;

  constructor(socket: Socket, sql: string, sink: Sink, { throttle }: CopyOutOptions) {
    this.#socket = socket;
    this.#sql = sql;
    this.#sink = sink;
    this.#throttle = throttle;
  }

  submit(connection: pg.Connection): void {
    this.#listeners = this.#socket.listeners('data') as DataListener[];
    this.#socket.on('data', this.#receive);
    for (const listener of this.#listeners) this.#socket.off('data', listener);
    this.#socket.on('end', this.#lost);
    this.#socket.on('close', this.#lost);
    connection.query(this.#sql);
  }

  /** Rejects now and closes the connection: the server is in the middle of sending, and nobody reads it any more. */
  giveUp(reason: unknown): void {
    if (this.#over) return;
    this.#detach();
    this.#socket.destroy();
    this.outcome.reject(reason);
    // the reader is left to the garbage collector: a sink that is still busy may look at its payload
  }

  readonly #receive = (chunk: Buffer): void => {
    this.#chunk = chunk;
    this.#at = 0;
    if (this.#bytes >= muchToCome) letBytesGather();
    this.#readOn();
  };

  /** Reads the chunk to its end, pausing the socket where there is something to wait for. */
  #readOn(): void {
    try {
      while (!this.#over && this.#at < this.#chunk.byteLength) {
        this.#at = this.#reader.read(this.#chunk, this.#at);
        if (this.#reader.message) this.#handOn(this.#reader.message);
        const busy = this.#reader.payload.byteLength > 0 && this.#deliver(this.#reader.payload);
        if (busy) {
          this.#pauseUntil(busy);
          return;
        }
      }
      if (!this.#over) freeBytes(this.#chunk); // messages for `pg` were copied out of it
      if (this.#socket.isPaused()) this.#socket.resume();
    } catch (thrown) {
      this.giveUp(thrown);
    }
  }

  #pauseUntil(ready: Promise<void>): void {
    this.#socket.pause();
    ready.then(
      () => this.#over || this.#readOn(),
      (thrown) => this.giveUp(thrown),
    );
  }

  #deliver(payload: Uint8Array): void | Promise<void> {
    this.#bytes += payload.byteLength;
    const wait = this.#throttle?.(payload.byteLength);
    return wait ? wait.then(() => this.#sink(payload)) : this.#sink(payload);
  }

  /** Gives a message to `pg`. After ReadyForQuery the query is over, and `pg` may start the next one within the call. */
  #handOn(message: Buffer): void {
    const last = message[0] === readyForQuery;
    if (last) this.#detach();
    for (const listener of this.#listeners) listener(message);
    if (!last) return;
    const rest = this.#chunk.subarray(this.#at);
    if (rest.byteLength > 0) this.#socket.emit('data', rest);
    this.#settle();
  }

  #detach(): void {
    this.#over = true;
    for (const listener of this.#listeners) this.#socket.on('data', listener);
    this.#socket.off('data', this.#receive);
    this.#socket.off('end', this.#lost);
    this.#socket.off('close', this.#lost);
  }

  #settle(): void {
    try {
      if (this.#error) throw this.#error;
      this.outcome.resolve({ ...this.#digest(), bytes: this.#bytes });
    } catch (thrown) {
      this.outcome.reject(thrown);
    }
    this.#reader.release();
  }

  #digest(): RowsDigest {
    if (this.#told === undefined) throw new PgstowError('database', `the server copied nothing for: ${this.#sql}`);
    const digest = this.#reader.digest();
    if (digest.rows === this.#told) return digest;
    throw new PgstowError('database', `the server says it has sent ${this.#told} rows, ${digest.rows} have arrived`, {
      hint: 'look for a proxy between the server and here that alters what passes',
    });
  }

  readonly #lost = (): void => {
    this.giveUp(this.#error ?? connectionLost());
  };

  /** `pg` calls this for an ErrorResponse, after which the server goes on to ReadyForQuery or hangs up, and for a dead socket. */
  handleError(error: unknown): void {
    if (error instanceof pg.DatabaseError) this.#error ??= error;
    else this.giveUp(this.#error ?? connectionLost(error));
  }

  handleCommandComplete({ text }: { readonly text: string }): void {
    const rows = /^COPY (\d+)$/.exec(text)?.[1];
    if (rows !== undefined) this.#told = Number(rows);
  }

  handleCopyInResponse(): void {
    this.giveUp(new PgstowError('database', `the server waits for rows instead of sending them: ${this.#sql}`));
  }

  handleRowDescription(): void {}
  handleDataRow(): void {}
  handleEmptyQuery(): void {}
  handleReadyForQuery(): void {}
}

/** The error for a connection that ended in the middle of a COPY. */
export function connectionLost(cause?: unknown): PgstowError {
  const why = cause === undefined ? '' : `: ${messageOf(cause)}`;
  return new PgstowError('connection', `the connection to the server was lost while rows were on their way${why}`, {
    cause,
    retryable: true,
    hint: `${lostHint} look into the server's log, then run the same command again`,
  });
}
