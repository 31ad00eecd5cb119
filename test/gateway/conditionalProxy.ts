import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HeadObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { GatewayFacts } from '../../embedded/gateway/rgw.ts';
import { plainClient } from './bucket.ts';

/**
 * Ceph 16 heeds `If-None-Match: *` in buckets without versions alone: elsewhere a create-only write makes a new version.
 * This stands in front of it and answers such a write as Amazon S3 does (and newer gateways): 412 where an object is to be seen. All
 * else is passed on as it came, so that versions, locks and rights are the gateway's own.
 */
export class ConditionalProxy implements AsyncDisposable {
  readonly endpoint: string;
  /** Method, path and query of each request that came through, the newest last. */
  readonly seen: string[] = [];
  /** Requests that are answered as to who has not the right to make them. */
  refuses: (request: string) => boolean = () => false;
  readonly #server: Server;
  readonly #client: S3Client;
  readonly #target: URL;
  /** One conditional write of a key after the other. */
  readonly #turns = new Map<string, Promise<void>>();

  static async to(gateway: GatewayFacts): Promise<ConditionalProxy> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new ConditionalProxy(server, gateway);
  }

  private constructor(server: Server, gateway: GatewayFacts) {
    this.#server = server;
    this.#client = plainClient(gateway);
    this.#target = new URL(gateway.endpoint);
    this.endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.on('request', (incoming, reply) => void this.#answer(incoming, reply));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    this.#client.destroy();
  }

  async #answer(incoming: IncomingMessage, reply: ServerResponse): Promise<void> {
    const path = incoming.url!.split('?')[0]!;
    this.seen.push(`${incoming.method} ${incoming.url}`);
    if (this.refuses(`${incoming.method} ${incoming.url}`)) {
      await refuse(incoming, reply, 403, 'AccessDenied');
      return;
    }
    if (incoming.method !== 'PUT' || incoming.headers['if-none-match'] !== '*') {
      await this.#pass(incoming, reply);
      return;
    }
    const before = this.#turns.get(path);
    const turn = (before ?? Promise.resolve()).then(() => this.#create(path, incoming, reply));
    this.#turns.set(path, turn);
    await turn;
    if (this.#turns.get(path) === turn) this.#turns.delete(path);
  }

  async #create(path: string, incoming: IncomingMessage, reply: ServerResponse): Promise<void> {
    if (!(await this.#isThere(path))) {
      await this.#pass(incoming, reply);
      return;
    }
    await refuse(incoming, reply, 412, 'PreconditionFailed');
  }

  async #isThere(path: string): Promise<boolean> {
    const [, bucket, ...key] = path.split('/');
    try {
      await this.#client.send(new HeadObjectCommand({ Bucket: bucket, Key: decodeURIComponent(key.join('/')) }));
      return true;
    } catch {
      return false;
    }
  }

  /** Never rejects: who asked sees the connection end. */
  #pass(incoming: IncomingMessage, reply: ServerResponse): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const { expect: _, connection: __, ...headers } = incoming.headers;
    const { hostname, port } = this.#target;
    const outgoing = request({ hostname, port, method: incoming.method, path: incoming.url, headers, agent: false });
    const cut = () => {
      reply.destroy();
      resolve();
    };
    outgoing.on('error', cut);
    incoming.on('error', cut);
    outgoing.on('response', (answered) => {
      reply.writeHead(answered.statusCode!, answered.rawHeaders);
      answered.pipe(reply);
      reply.on('close', resolve);
    });
    incoming.pipe(outgoing);
    return promise;
  }
}

async function refuse(incoming: IncomingMessage, reply: ServerResponse, status: number, code: string): Promise<void> {
  for await (const _ of incoming);
  const body = `<?xml version="1.0"?><Error><Code>${code}</Code></Error>`;
  reply.writeHead(status, { 'content-type': 'application/xml' }).end(incoming.method === 'HEAD' ? undefined : body);
}
