import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  request,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { HeadObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { GatewayFacts } from '../../embedded/gateway/rgw.ts';
import { plainClient } from './bucket.ts';

/**
 * Makes an archive of a gateway's class GLACIER, which the gateway itself serves at once: an object in it is answered 403
 * (InvalidObjectState) until somebody has asked that it be restored, and the time for that has passed.
 */
export class ArchiveProxy implements AsyncDisposable {
  /** Keys that were asked to be restored, in that order, with what was asked. */
  readonly asked: { readonly key: string; readonly body: string }[] = [];
  readonly #client: S3Client;
  readonly #target: URL;
  readonly #server: Server;
  readonly #states = new Map<string, 'thawing' | 'thawed'>();

  static async to(facts: GatewayFacts): Promise<ArchiveProxy> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const proxy = new ArchiveProxy(server, facts);
    server.on('request', proxy.#listener);
    return proxy;
  }

  private constructor(server: Server, facts: GatewayFacts) {
    this.#server = server;
    this.#client = plainClient(facts);
    this.#target = new URL(facts.endpoint);
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** The hours have passed that thawing takes. */
  thawAll(): void {
    for (const key of this.#states.keys()) this.#states.set(key, 'thawed');
  }

  /** The days have passed that it stays readable. */
  freezeAll(): void {
    this.#states.clear();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  readonly #listener: RequestListener = (incoming, reply) => {
    this.#pass(incoming, reply).catch((thrown) => reply.writeHead(500).end(String(thrown)));
  };

  async #pass(incoming: IncomingMessage, reply: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(incoming.url!, this.endpoint);
    const [, bucket, key] = /^\/([^/]+)\/(.+)$/.exec(decodeURIComponent(pathname)) ?? [];
    if (!bucket || !key) return this.#forward(incoming, reply);
    if (incoming.method === 'POST' && searchParams.has('restore')) return this.#restore(key, incoming, reply);
    const source = incoming.headers['x-amz-copy-source'];
    const read = incoming.method === 'GET' || source !== undefined;
    const isFrozen = (await this.#isArchived(bucket, key)) && this.#states.get(key) !== 'thawed';
    if (isFrozen && (incoming.method === 'HEAD' || !read))
      return this.#forward(incoming, reply, this.#restoreHeader(key));
    if (isFrozen) return refuse(incoming, reply);
    await this.#forward(incoming, reply, this.#restoreHeader(key));
  }

  async #isArchived(Bucket: string, Key: string): Promise<boolean> {
    try {
      return (await this.#client.send(new HeadObjectCommand({ Bucket, Key }))).StorageClass === 'GLACIER';
    } catch {
      return false; // it is not there
    }
  }

  async #restore(key: string, incoming: IncomingMessage, reply: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of incoming) body += chunk;
    this.asked.push({ key, body });
    if (!this.#states.has(key)) this.#states.set(key, 'thawing');
    reply.writeHead(202).end();
  }

  /** https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html */
  #restoreHeader(key: string): Record<string, string> {
    const state = this.#states.get(key);
    if (state === undefined) return {};
    if (state === 'thawing') return { 'x-amz-restore': 'ongoing-request="true"' };
    return { 'x-amz-restore': 'ongoing-request="false", expiry-date="Fri, 01 Jan 2100 00:00:00 GMT"' };
  }

  #forward(incoming: IncomingMessage, reply: ServerResponse, more: Record<string, string> = {}): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const { hostname, port } = this.#target;
    const { expect: _, connection: __, ...headers } = incoming.headers;
    const outgoing = request({ hostname, port, method: incoming.method, path: incoming.url, headers, agent: false });
    outgoing.on('error', reject);
    outgoing.on('response', (answered) => {
      reply.writeHead(answered.statusCode!, [...answered.rawHeaders, ...Object.entries(more).flat()]);
      answered.pipe(reply).on('finish', resolve);
    });
    incoming.pipe(outgoing);
    return promise;
  }
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html, under errors */
async function refuse(incoming: IncomingMessage, reply: ServerResponse): Promise<void> {
  for await (const _ of incoming);
  const words = "The operation is not valid for the object's storage class";
  const body = `<?xml version="1.0"?><Error><Code>InvalidObjectState</Code><Message>${words}</Message></Error>`;
  reply.writeHead(403, { 'content-type': 'application/xml' }).end(body);
}
