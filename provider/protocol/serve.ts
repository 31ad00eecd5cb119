import { mkdtempSync, rmSync } from 'node:fs';
import { createSecureServer, createServer, type Http2Server, type ServerHttp2Session } from 'node:http2';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DescService } from '@bufbuild/protobuf';
import type { ConnectRouter, ServiceImpl } from '@connectrpc/connect';
import { connectNodeAdapter } from '@connectrpc/connect-node';
import { type Certificate, selfSigned } from './certificate.ts';
import { describeServices } from './descriptor.ts';
import { clientCertificateOf, handshakeLine } from './handshake.ts';
import type { Message, MessageInit } from './messages.ts';
import { parentGone } from './parentGone.ts';
import type { providerMethods } from './services.ts';

type ProviderMethods = typeof providerMethods;

/** What answers Terraform's calls. The signal fires when the caller has gone. */
export type ProviderService = {
  readonly [Method in keyof ProviderMethods]: (
    request: Message<ProviderMethods[Method]['request']>,
    context: { readonly signal: AbortSignal },
  ) => Answer<ProviderMethods[Method], MessageInit<ProviderMethods[Method]['response']>>;
};

type Answer<Method, Response> = Method extends { readonly streams: true }
  ? AsyncIterable<Response>
  : Promise<Response> | Response;

/**
 * Serves a provider to the Terraform that has started this process, as go-plugin's protocol says: over a unix socket, with
 * certificates that the two have made for each other. Resolves when Terraform has asked it to end, or is gone itself.
 *
 * An interruption (Ctrl-C) goes to the whole group of processes and is Terraform's to handle: it lets calls that change
 * something finish, and asks by StopProvider to hurry.
 */
export async function serve(service: ProviderService, env: NodeJS.ProcessEnv = process.env): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'pgstow-provider-'));
  const ended = Promise.withResolvers<void>();
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => ended.resolve());
  try {
    const client = clientCertificateOf(env);
    const certificate = client === undefined ? undefined : selfSigned(new Date());
    const server = serverOf(
      adapterOf(service, () => ended.resolve()),
      certificate,
      client,
    );
    const socket = join(folder, 'socket');
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(socket, resolve));
    const close = closer(server);
    process.stdout.write(handshakeLine(socket, certificate));
    await Promise.race([ended.promise, parentGone()]);
    await close();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function adapterOf(service: ProviderService, shutdown: () => void) {
  const { provider, controller } = describeServices();
  // the calls are named in the descriptor as in the service; only their first letter is small in a router
  const calls = Object.entries(service).map(([name, call]) => [`${name[0]!.toLowerCase()}${name.slice(1)}`, call]);
  const answerShutdown = () => {
    setImmediate(shutdown);
    return {};
  };
  const routes = (router: ConnectRouter) =>
    router
      .service(provider, implementation(Object.fromEntries(calls)))
      .service(controller, implementation({ shutdown: answerShutdown }));
  return connectNodeAdapter({ routes, connect: false, grpcWeb: false, acceptCompression: [], readMaxBytes });
}

/** Services that are described at run time have no types of their own; {@link ProviderService} has. */
function implementation(calls: Readonly<Record<string, unknown>>): Partial<ServiceImpl<DescService>> {
  return calls as Partial<ServiceImpl<DescService>>;
}

/** As Terraform itself allows: large states come in one message. */
const readMaxBytes = 256 * 1024 * 1024;

type Adapter = ReturnType<typeof connectNodeAdapter>;

function serverOf(adapter: Adapter, certificate: Certificate | undefined, client: string | undefined): Http2Server {
  const settings = { initialWindowSize: 1024 * 1024, maxConcurrentStreams: 1000 };
  if (!certificate) return createServer({ settings }, adapter);
  return createSecureServer(
    {
      settings,
      key: certificate.key,
      cert: certificate.certificate,
      ca: client,
      requestCert: true,
      rejectUnauthorized: true,
      minVersion: 'TLSv1.2',
    },
    adapter,
  );
}

const patienceMs = 300;

/** Lets the last answers go out, then closes what is open. */
function closer(server: Http2Server): () => Promise<void> {
  const sessions = new Set<ServerHttp2Session>();
  server.on('session', (session) => {
    sessions.add(session);
    session.on('error', () => {}); // a connection that breaks is the other side's to notice
    session.on('close', () => sessions.delete(session));
  });
  return async () => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const session of sessions) session.close();
    const tooLong = new Promise<void>((resolve) => setTimeout(resolve, patienceMs));
    await Promise.race([closed, tooLong]);
    for (const session of sessions) session.destroy();
  };
}
