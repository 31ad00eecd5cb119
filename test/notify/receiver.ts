import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface Received {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What a receiver does with a request: a status, or worse. */
export type Behaviour =
  | number
  | { readonly redirectTo: string }
  /** Takes the request and says nothing. */
  | 'silent'
  /** Closes the socket. */
  | 'cut'
  /** Says 200, and then sends for ever. */
  | 'endless';

/** Somebody who is told: a real server, which behaves as it was told to, at the end as the last time. */
export class Receiver implements AsyncDisposable {
  readonly received: Received[] = [];
  readonly #server: ReturnType<typeof createServer>;

  private constructor(behaviours: readonly Behaviour[]) {
    this.#server = createServer(async (request, response) => {
      const { method, url: path, headers } = request;
      this.received.push({ method, path, headers, body: await text(request) });
      behave(behaviours[Math.min(this.received.length, behaviours.length) - 1] ?? 200, response);
    });
  }

  static async start(...behaviours: readonly Behaviour[]): Promise<Receiver> {
    const receiver = new Receiver(behaviours);
    await new Promise<void>((resolve) => receiver.#server.listen(0, '127.0.0.1', resolve));
    return receiver;
  }

  /** An address of it, which holds a secret as those of Slack do. */
  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/services/T0/${secret}`;
  }

  /** The messages, as JSON. */
  get messages(): Record<string, unknown>[] {
    return this.received.map(({ body }) => JSON.parse(body));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

/** What is to be found nowhere. */
export const secret = 'x7Qm2kVwB9';

function behave(behaviour: Behaviour, response: ServerResponse): void {
  if (behaviour === 'silent') return;
  if (behaviour === 'cut') {
    response.socket?.destroy();
  } else if (behaviour === 'endless') {
    response.writeHead(200);
    const timer = setInterval(() => response.write('more and more\n'), 10);
    response.on('close', () => clearInterval(timer));
  } else if (typeof behaviour === 'number') {
    response.writeHead(behaviour).end('{"ok":true}');
  } else {
    response.writeHead(307, { location: behaviour.redirectTo }).end();
  }
}
