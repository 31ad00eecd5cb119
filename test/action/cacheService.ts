import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

interface Entry {
  readonly key: string;
  readonly version: string;
  readonly bytes: Buffer;
}

type Answer = 'as it should' | 'refuse' | 'hang' | 'nonsense';

/**
 * GitHub's cache service, version 2, as far as its client goes: three calls of
 * `github.actions.results.api.v1.CacheService` in JSON, and blobs by the addresses that it hands out. An entry is never changed; the
 * newest whose key begins as one of those that are asked for is found.
 */
export class CacheService implements AsyncDisposable {
  readonly entries: Entry[] = [];
  readonly calls: string[] = [];
  answer: Answer = 'as it should';
  /** As a runner hands it out: a JSON Web Token that tells its scopes. */
  readonly token = ['{"alg":"none"}', '{"scp":"Actions.Results:a:b"}', 'signed'].map(base64url).join('.');
  readonly #server: Server;
  readonly #uploads = new Map<string, Omit<Entry, 'bytes'> & { bytes?: Buffer }>();

  static async start(): Promise<CacheService> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new CacheService(server);
  }

  private constructor(server: Server) {
    this.#server = server;
    server.on('request', (request, reply) => void this.#serve(request, reply));
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** What a runner adds to the environment of an action. */
  get env(): Record<string, string> {
    return { ACTIONS_RESULTS_URL: `${this.url}/`, ACTIONS_RUNTIME_TOKEN: this.token, ACTIONS_CACHE_SERVICE_V2: 'true' };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #serve(request: IncomingMessage, reply: ServerResponse): Promise<void> {
    const body = await buffer(request);
    const { pathname } = new URL(request.url!, this.url);
    const call = /^\/twirp\/github\.actions\.results\.api\.v1\.CacheService\/(\w+)$/.exec(pathname)?.[1];
    this.calls.push(call ?? `${request.method} blob`);
    if (this.answer === 'hang') return;
    if (!call) return this.#serveBlob(request.method!, pathname, body, reply);
    if (this.answer === 'refuse' || request.headers.authorization !== `Bearer ${this.token}`) {
      reply.writeHead(403, { 'content-type': 'application/json' });
      reply.end('{"code":"permission_denied","msg":"not for you\\n::error::and nothing else"}');
      return;
    }
    reply.writeHead(200, { 'content-type': 'application/json' });
    reply.end(this.answer === 'nonsense' ? '<html>' : JSON.stringify(this.#called(call, JSON.parse(String(body)))));
  }

  #called(call: string, request: { key: string; version: string; restore_keys?: string[] }): unknown {
    const { key, version, restore_keys: others = [] } = request;
    switch (call) {
      case 'GetCacheEntryDownloadURL': {
        const found = this.entries.findLast(
          (entry) =>
            [version, 'any'].includes(entry.version) && [key, ...others].some((each) => entry.key.startsWith(each)),
        );
        if (!found) return { ok: false, signed_download_url: '', matched_key: '' };
        const signed_download_url = `${this.url}/blobs/${this.entries.indexOf(found)}?sig=download-secret`;
        return { ok: true, signed_download_url, matched_key: found.key };
      }
      case 'CreateCacheEntry': {
        if (this.entries.some((entry) => entry.key === key)) return { ok: false, signed_upload_url: '' };
        const upload = `/account/container/${this.#uploads.size}`;
        this.#uploads.set(upload, { key, version });
        return { ok: true, signed_upload_url: `${this.url}${upload}?sig=upload-secret` };
      }
      case 'FinalizeCacheEntryUpload': {
        const { bytes } = [...this.#uploads.values()].find((each) => each.key === key)!;
        this.entries.push({ key, version, bytes: bytes! });
        return { ok: true, entry_id: String(this.entries.length) };
      }
      default:
        return {};
    }
  }

  #serveBlob(method: string, path: string, body: Buffer, reply: ServerResponse): void {
    if (method === 'PUT') {
      this.#uploads.get(path)!.bytes = body;
      reply.writeHead(201, { etag: '"1"', 'x-ms-request-id': '1', 'x-ms-version': '2025-01-01' });
      reply.end();
      return;
    }
    const { bytes } = this.entries[Number(path.split('/').at(-1))]!;
    reply.writeHead(200, { 'content-length': bytes.length });
    reply.end(method === 'HEAD' ? undefined : bytes);
  }
}

function base64url(text: string): string {
  return Buffer.from(text).toString('base64url');
}
