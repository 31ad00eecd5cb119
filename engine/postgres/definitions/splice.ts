import type { Socket } from 'node:net';
import type pg from 'pg';
import { messageOf } from '../../errors.ts';
import { connect } from '../connect.ts';
import type { ConnectionTarget } from '../target.ts';
import { cancelBackend } from './cancel.ts';
import { greeting, StartupReader } from './greeting.ts';
import { answerToBeginning } from './lentTransaction.ts';
import { ErrorWatch, type ServerError } from './serverErrors.ts';

/** The program at our end of a splice: it believes to have connected by itself. */
export interface SpliceClient {
  /** Bytes for it. The splice is paused when it returns false; call {@link Splice.resume} to go on. */
  receive(bytes: Buffer): boolean;
  /** Nothing more will come. */
  end(): void;
}

/**
 * Connects and authenticates with `pg` (TLS, passwords, certificates), then takes the socket away from it: from there on its
 * bytes belong to a pg_dump, which never sees a secret.
 */
export async function openSplice(target: ConnectionTarget, signal: AbortSignal | undefined): Promise<Splice> {
  const parameters = new Map<string, string>();
  const client = await connect(target, {
    signal,
    purpose: 'definitions',
    onParameter: (name, value) => parameters.set(name, value),
  });
  return new Splice(target, client, greeting(parameters, client));
}

/** A connection in an open transaction, and what the server has said of itself since it was opened. */
export interface OpenTransaction {
  readonly client: pg.Client;
  readonly parameters: ReadonlyMap<string, string>;
}

/**
 * Lends a connection with its open transaction: pg_dump reads in it as if it had begun it, under the locks that it holds.
 * {@link Splice.close} gives it back when pg_dump has ended by itself, and closes it otherwise.
 */
export function lendToSplice(target: ConnectionTarget, { client, parameters }: OpenTransaction): Splice {
  return new Splice(target, client, greeting(parameters, client), { lent: true });
}

const terminate = Buffer.from([0x58, 0, 0, 0, 4]); // X
type DataListener = (bytes: Buffer) => void;
const closingTime = 8_000;
const cancelInterval = 500;

export class Splice {
  readonly #target: ConnectionTarget;
  readonly #client: pg.Client;
  readonly #socket: Socket;
  readonly #errors = new ErrorWatch();
  readonly #closed: Promise<void>;
  readonly #lent: boolean;
  /** The parser of `pg`. */
  readonly #parser: readonly DataListener[];
  #lastByte = performance.now();
  #ended = false;
  #terminated = false;
  #lostBecause: string | undefined;

  readonly #greeting: Buffer;
  readonly #startup = new StartupReader();
  #receiver: SpliceClient | undefined;

  constructor(target: ConnectionTarget, client: pg.Client, greeting: Buffer, { lent = false } = {}) {
    this.#target = target;
    this.#client = client;
    this.#greeting = greeting;
    this.#lent = lent;
    this.#socket = client.connection.stream as Socket;
    this.#socket.pause();
    this.#parser = this.#socket.listeners('data') as DataListener[];
    for (const listener of this.#parser) this.#socket.off('data', listener);
    this.#socket.on('data', this.#fromServer);
    this.#socket.on('end', this.#end);
    client.connection.on('error', this.#failed);
    this.#closed = new Promise((resolve) => {
      const closed = () => {
        this.#end();
        resolve();
      };
      if (this.#socket.closed) closed();
      else this.#socket.once('close', closed);
    });
  }

  /** The server's last error, whether pg_dump has shown it or not. */
  get lastError(): ServerError | undefined {
    return this.#errors.last;
  }

  /** True when the connection ended before pg_dump had said good-bye. */
  get lost(): boolean {
    return this.#ended && !this.#terminated;
  }

  /** What the socket said when it was lost, if anything. */
  get lostBecause(): string | undefined {
    return this.#lostBecause;
  }

  /** Milliseconds since the last byte in either direction. */
  get quietFor(): number {
    return performance.now() - this.#lastByte;
  }

  /** Names the program that the server's bytes go to; it is greeted as soon as it has sent its StartupMessage. */
  attach(receiver: SpliceClient): void {
    this.#receiver = receiver;
    this.#socket.resume();
    if (this.#ended) receiver.end();
  }

  /** Bytes from the program: its StartupMessage is answered here, everything else goes to the server. */
  send(bytes: Buffer): void {
    const rest = this.#startup.done ? bytes : this.#startup.take(bytes);
    if (!rest) return;
    if (rest !== bytes) this.#receiver?.receive(this.#greeting);
    if (rest.length === 0) return;
    this.#lastByte = performance.now();
    this.#terminated = rest.subarray(-terminate.length).equals(terminate);
    if (this.#lent && this.#answers(rest)) return;
    if (!this.#socket.writableEnded) this.#socket.write(rest);
  }

  /** Whether bytes for the server are none of its business: the transaction is begun already, and is not pg_dump's to end. */
  #answers(bytes: Buffer): boolean {
    const answer = answerToBeginning(bytes);
    if (answer) this.#receiver?.receive(answer);
    return answer !== undefined || this.#terminated;
  }

  resume(): void {
    this.#socket.resume();
  }

  /**
   * Ends the connection and waits until the server has let go of it. A backend that works on a query or waits for a lock
   * would notice our leaving only afterwards: it is cancelled, again and again, as a cancellation can arrive between two
   * queries that were already on their way.
   */
  async close(): Promise<void> {
    this.#receiver = undefined;
    if (this.#lent && this.#terminated && !this.#ended) return this.#giveBack();
    this.#socket.end();
    this.#socket.resume();
    const patience = AbortSignal.timeout(closingTime);
    let gone = await this.#closedWithin(100); // what is left of a pg_dump that has said good-bye
    while (!gone && !patience.aborted) {
      await cancelBackend(this.#target, this.#client, patience).catch(() => {}); // then the next attempt, or none helps
      gone = await this.#closedWithin(cancelInterval);
    }
    this.#socket.destroy();
  }

  /** Nothing is under way: pg_dump has read the answer to its last query before it said good-bye. */
  #giveBack(): void {
    this.#socket.off('data', this.#fromServer);
    this.#socket.off('end', this.#end);
    this.#client.connection.off('error', this.#failed);
    for (const listener of this.#parser) this.#socket.on('data', listener);
    this.#socket.resume();
  }

  readonly #fromServer = (bytes: Buffer): void => {
    this.#lastByte = performance.now();
    this.#errors.follow(bytes);
    if (this.#receiver?.receive(bytes) === false) this.#socket.pause();
  };

  readonly #failed = (error: unknown): void => {
    this.#lostBecause ??= messageOf(error);
  };

  readonly #end = (): void => {
    if (this.#ended) return;
    this.#ended = true;
    this.#receiver?.end();
  };

  async #closedWithin(milliseconds: number): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const elapsed = new Promise<false>((resolve) => {
      timer = setTimeout(() => resolve(false), milliseconds);
    });
    const closed = await Promise.race([this.#closed.then(() => true as const), elapsed]);
    clearTimeout(timer);
    return closed;
  }
}
