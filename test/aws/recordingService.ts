import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface Recorded {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
}

export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Hangs up instead of answering. */
  readonly cut?: boolean;
}

/** Stands in for a service of a cloud: notes what it is asked, and answers what it was told to, the last again and again. */
export class RecordingService implements AsyncDisposable {
  readonly requests: Recorded[] = [];
  readonly #server: ReturnType<typeof createServer>;

  private constructor(replies: readonly Reply[]) {
    this.#server = createServer(async (request, response) => {
      const { method, url, headers } = request;
      this.requests.push({ method, url, headers, body: bodyOf(await text(request)) });
      const reply = replies[Math.min(this.requests.length, replies.length) - 1]!;
      if (reply.cut) return request.socket.destroy();
      response.writeHead(reply.status ?? 200, reply.headers);
      response.end(typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body ?? {}));
    });
  }

  static async start(...replies: readonly Reply[]): Promise<RecordingService> {
    const service = new RecordingService(replies);
    await new Promise<void>((resolve) => service.#server.listen(0, '127.0.0.1', resolve));
    return service;
  }

  get host(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get url(): string {
    return `http://${this.host}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

function bodyOf(text: string): unknown {
  return text.startsWith('{') ? JSON.parse(text) : text;
}
