import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Recorded {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What is answered to one request. */
export interface Scripted {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** Records requests, and answers each as the script says. For services that cannot be had for a test. */
export class RecordingServer implements AsyncDisposable {
  readonly requests: Recorded[] = [];
  readonly #server: Server;
  readonly #script: Scripted[];

  static async start(...script: Scripted[]): Promise<RecordingServer> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new RecordingServer(server, script);
  }

  private constructor(server: Server, script: Scripted[]) {
    this.#server = server;
    this.#script = script;
    server.on('request', async (request, reply) => {
      const pieces: Buffer[] = [];
      for await (const piece of request) pieces.push(piece);
      const { method, url, headers } = request;
      this.requests.push({ method: method!, path: url!, headers, body: String(Buffer.concat(pieces)) });
      const { status, headers: given = {}, body } = await this.#nextAnswer();
      reply.writeHead(status, given).end(method === 'HEAD' ? undefined : body);
    });
  }

  answerNext(answer: Scripted): void {
    this.#script.push(answer);
  }

  /** A request that comes before its answer waits for it. */
  async #nextAnswer(): Promise<Scripted> {
    while (this.#script.length === 0) await sleep(10);
    return this.#script.shift()!;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}

/** An error in the way of S3. */
export function errorReply(status: number, code: string, more = '', headers: Record<string, string> = {}): Scripted {
  const body = `<?xml version="1.0"?><Error><Code>${code}</Code><Message>made up</Message>${more}</Error>`;
  return { status, headers: { 'content-type': 'application/xml', ...headers }, body };
}
