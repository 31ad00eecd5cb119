import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** What goes wrong with one request. */
export type Fault =
  /** The connection ends when so many bytes of the request's body have come through. */
  | { readonly kind: 'cut request'; readonly after: number }
  /** The gateway does what it is asked, and its reply is lost. */
  | { readonly kind: 'lose reply' }
  /** The connection ends when so many bytes of the reply's body have come through. */
  | { readonly kind: 'cut reply'; readonly after: number }
  /** One bit of the request's body is another when it comes through. */
  | { readonly kind: 'alter request' }
  /** Nothing more comes when so many bytes of the reply's body have come through; the connection stays. */
  | { readonly kind: 'stall reply'; readonly after: number }
  /** The gateway never hears of it, and nothing comes back. */
  | { readonly kind: 'swallow' }
  /** The gateway never hears of it. */
  | { readonly kind: 'answer'; readonly status: number; readonly code: string; readonly retryAfter?: string };

export interface Which {
  /** How many requests in a row; one unless said. */
  readonly times?: number;
  /** Only requests of this method. */
  readonly method?: string;
  /** Only requests for objects whose path matches. */
  readonly path?: RegExp;
}

export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  /** What became of it: a status, or the fault. */
  readonly outcome: string;
  readonly at: number;
  /** Bytes of the reply's body that the gateway has served. */
  readonly served: number;
}

interface Forwarded {
  readonly outcome: string | number;
  readonly served: number;
}

/** A bad line and a bad service: stands between a store and the gateway, and passes on what no fault is meant for. */
export class FaultyProxy implements AsyncDisposable {
  /** Milliseconds that are added to each request. */
  latency = 0;
  readonly seen: SeenRequest[] = [];
  readonly port: number;
  readonly #target: URL;
  readonly #server: Server;
  readonly #holds = new Set<Hold>();
  readonly #faults: ({ readonly fault: Fault; left: number } & Pick<Which, 'method' | 'path'>)[] = [];

  static async to(target: string): Promise<FaultyProxy> {
    const server = createServer();
    await listen(server, 0);
    return new FaultyProxy(server, new URL(target));
  }

  private constructor(server: Server, target: URL) {
    this.#server = server;
    this.#target = target;
    this.port = (server.address() as AddressInfo).port;
    server.on('request', (incoming, reply) => void this.#pass(incoming, reply));
  }

  get endpoint(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** The next requests that it is meant for meet this fault; faults of several calls come one after the other. */
  break(fault: Fault, { times = 1, ...which }: Which = {}): void {
    this.#faults.push({ fault, ...which, left: times });
  }

  mend(): void {
    this.#faults.length = 0;
  }

  /** Requests that it is meant for come no further until they are let go. */
  hold(which: Omit<Which, 'times'>): Hold {
    const hold = new Hold(which, () => this.#holds.delete(hold));
    this.#holds.add(hold);
    return hold;
  }

  /** Cuts all connections and refuses new ones for a while, as a service that restarts. */
  async refuse(milliseconds: number): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
    await sleep(milliseconds);
    await listen(this.#server, this.port);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #pass(incoming: IncomingMessage, reply: ServerResponse): Promise<void> {
    const fault = this.#faultFor(incoming);
    const done = (outcome: string | number, served = 0) => {
      const [path, query = ''] = incoming.url!.split('?');
      this.seen.push({
        method: incoming.method!,
        path: path!,
        query,
        outcome: String(outcome),
        at: Date.now(),
        served,
      });
    };
    if (this.latency > 0) await sleep(this.latency);
    for (const hold of this.#holds) await hold.pass(incoming);
    if (fault?.kind === 'swallow') done('swallowed');
    else if (fault?.kind === 'answer') await answer(fault, incoming, reply);
    else
      await this.#forward(fault, incoming, reply).then(
        ({ outcome, served }) => done(outcome, served),
        () => done('broken'),
      );
    if (fault?.kind === 'answer') done(fault.status);
  }

  #faultFor(incoming: IncomingMessage): Fault | undefined {
    const at = this.#faults.findIndex((each) => isMeant(each, incoming));
    const found = this.#faults[at];
    if (!found) return undefined;
    found.left--;
    if (found.left === 0) this.#faults.splice(at, 1);
    return found.fault;
  }

  /** Header by header as it came, the host that was signed included. */
  #forward(fault: Fault | undefined, incoming: IncomingMessage, reply: ServerResponse): Promise<Forwarded> {
    const { promise, resolve: settle, reject } = Promise.withResolvers<Forwarded>();
    let served = 0;
    const resolve = (outcome: string | number) => settle({ outcome, served });
    const { expect: _, connection: __, ...headers } = incoming.headers; // Node has answered "100 Continue" itself
    const { hostname, port } = this.#target;
    const outgoing = request({ hostname, port, method: incoming.method, path: incoming.url, headers, agent: false });
    const cut = (outcome: string) => {
      outgoing.destroy();
      incoming.socket.destroy();
      resolve(outcome);
    };
    outgoing.on('error', reject);
    incoming.on('error', reject);
    reply.on('close', () => resolve('closed'));
    outgoing.on('response', (answered) => {
      if (fault?.kind === 'lose reply') {
        answered.resume().on('end', () => cut('reply lost'));
        return;
      }
      answered.on('data', (bytes: Buffer) => {
        served += bytes.length;
      });
      reply.writeHead(answered.statusCode!, answered.rawHeaders);
      reply.on('finish', () => resolve(answered.statusCode!));
      if (fault?.kind === 'stall reply') passBytes(answered, reply, fault.after, () => resolve('reply stalled'));
      else passBytes(answered, reply, fault?.kind === 'cut reply' ? fault.after : undefined, () => cut('reply cut'));
    });
    if (fault?.kind === 'alter request')
      incoming.once('data', (bytes: Buffer) => {
        bytes[0]! ^= 1;
      });
    passBytes(incoming, outgoing, fault?.kind === 'cut request' ? fault.after : undefined, () => cut('request cut'));
    return promise;
  }
}

/** What waits at the proxy. */
export class Hold {
  /** Requests that have come. */
  waiting = 0;
  readonly #which: Omit<Which, 'times'>;
  readonly #gate = Promise.withResolvers<void>();
  readonly #onEnd: () => void;

  constructor(which: Omit<Which, 'times'>, onEnd: () => void) {
    this.#which = which;
    this.#onEnd = onEnd;
  }

  /** Those that wait go on, and what comes later does not wait. */
  letGo(): void {
    this.#onEnd();
    this.#gate.resolve();
  }

  async pass(incoming: IncomingMessage): Promise<void> {
    if (!isMeant(this.#which, incoming)) return;
    this.waiting++;
    await this.#gate.promise;
  }
}

function isMeant(which: Omit<Which, 'times'>, { method, url = '' }: IncomingMessage): boolean {
  return (which.method ?? method) === method && (which.path?.test(decodeURIComponent(url)) ?? true);
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
}

/** Passes on a body, or so many bytes of it. */
function passBytes(
  from: IncomingMessage,
  to: ServerResponse | ReturnType<typeof request>,
  most: number | undefined,
  onMost: () => void,
): void {
  if (most === undefined) {
    from.pipe(to);
    return;
  }
  let left = most;
  from.on('data', (bytes: Buffer) => {
    if (left > 0) to.write(bytes.subarray(0, left));
    left -= bytes.length;
    if (left <= 0) setTimeout(onMost, 20); // so that what was written is on its way
  });
  from.on('end', () => (left > 0 ? to.end() : undefined));
}

/** In the way of S3, after the whole request was read. */
async function answer(
  { status, code, retryAfter }: Fault & { kind: 'answer' },
  incoming: IncomingMessage,
  reply: ServerResponse,
): Promise<void> {
  for await (const _ of incoming);
  const headers = { 'content-type': 'application/xml', ...(retryAfter && { 'retry-after': retryAfter }) };
  const body = `<?xml version="1.0"?><Error><Code>${code}</Code><Message>made up</Message></Error>`;
  reply.writeHead(status, headers).end(incoming.method === 'HEAD' ? undefined : body);
}
