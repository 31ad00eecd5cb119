import type { AddressInfo } from 'node:net';
import { connect as connectSocket, createServer, type Server, type Socket } from 'node:net';
import type { RunningServer } from '../../embedded/runningServer.ts';

/**
 * A connection pooler as small as can be. In transaction mode all its clients take turns on one backend; in session mode
 * each has a backend of its own. As every pooler it lets clients in by itself, with a process id that it makes up.
 */
export class Pooler implements AsyncDisposable {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #clients = 0;
  #shared: Promise<Backend> | undefined;

  private constructor(server: RunningServer, mode: 'session' | 'transaction') {
    this.#server = createServer((client) => {
      this.#keep(client);
      let backend: Promise<Backend> | undefined;
      let request: Buffer[] = [];
      const number = ++this.#clients;
      const reader = new MessageReader((message) => {
        if (backend) {
          request.push(message);
          if (!endsRequest(message)) return;
          const whole = Buffer.concat(request);
          request = [];
          backend.then((each) => each.run(whole, client));
          return;
        }
        backend = mode === 'transaction' && this.#shared ? this.#shared : this.#open(server, message);
        this.#shared = backend;
        backend.then((each) => client.write(greeting(each.parameters, number)));
      });
      client.on('data', (chunk) => reader.push(chunk));
    });
  }

  static async start(server: RunningServer, mode: 'session' | 'transaction'): Promise<Pooler> {
    const pooler = new Pooler(server, mode);
    await new Promise<void>((resolve) => pooler.#server.listen(0, '127.0.0.1', resolve));
    return pooler;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => this.#sockets.delete(socket));
  }

  async #open(server: RunningServer, startup: Buffer): Promise<Backend> {
    const socket = connectSocket(`${server.host}/.s.PGSQL.${server.port}`);
    this.#keep(socket);
    socket.write(startup);
    return Backend.ready(socket);
  }
}

const readyForQuery = 'Z'.charCodeAt(0);
const parameterStatus = 'S'.charCodeAt(0);
const terminate = 'X'.charCodeAt(0);

/** Query, Sync or Terminate: what a client sends before them the server answers together with them. */
function endsRequest(message: Buffer): boolean {
  return ['Q', 'S', 'X'].includes(String.fromCharCode(message[0]!));
}

/** One connection to the server: a client's query at a time. */
class Backend {
  readonly parameters: Buffer[] = [];
  readonly #socket: Socket;
  #last: Promise<void> = Promise.resolve();
  #onMessage: (message: Buffer) => void = () => {};

  private constructor(socket: Socket) {
    this.#socket = socket;
    const reader = new MessageReader((message) => this.#onMessage(message), false);
    socket.on('data', (chunk) => reader.push(chunk));
  }

  static async ready(socket: Socket): Promise<Backend> {
    const backend = new Backend(socket);
    await new Promise<void>((resolve) => {
      backend.#onMessage = (message) => {
        if (message[0] === parameterStatus) backend.parameters.push(message);
        if (message[0] === readyForQuery) resolve();
      };
    });
    return backend;
  }

  /** Hands a request on, and its answer back; a client that leaves does not end the backend. */
  run(message: Buffer, client: Socket): void {
    if (message[0] === terminate) {
      client.end();
      return;
    }
    this.#last = this.#last.then(
      () =>
        new Promise((resolve) => {
          this.#onMessage = (answer) => {
            client.write(answer);
            if (answer[0] === readyForQuery) resolve();
          };
          this.#socket.write(message);
        }),
    );
  }
}

/** AuthenticationOk, the server's parameters, a process id of our own, ReadyForQuery. */
function greeting(parameters: readonly Buffer[], number: number): Buffer {
  const authenticated = Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 0]);
  const key = Buffer.from([0x4b, 0, 0, 0, 12, 0x7f, 0, 0, number, 1, 2, 3, 4]);
  const ready = Buffer.from([readyForQuery, 0, 0, 0, 5, 'I'.charCodeAt(0)]);
  return Buffer.concat([authenticated, ...parameters, key, ready]);
}

/** Cuts a stream into messages; a client's first one has no type byte. */
class MessageReader {
  readonly #take: (message: Buffer) => void;
  #first: boolean;
  #bytes: Buffer = Buffer.alloc(0);

  constructor(take: (message: Buffer) => void, startup = true) {
    this.#take = take;
    this.#first = startup;
  }

  push(chunk: Buffer): void {
    this.#bytes = Buffer.concat([this.#bytes, chunk]);
    for (;;) {
      const head = this.#first ? 0 : 1;
      if (this.#bytes.length < head + 4) return;
      const length = head + this.#bytes.readUInt32BE(head);
      if (this.#bytes.length < length) return;
      const message = this.#bytes.subarray(0, length);
      this.#bytes = this.#bytes.subarray(length);
      this.#first = false;
      this.#take(message);
    }
  }
}
