import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { connect as connectTls } from 'node:tls';
import { createClient, type Transport } from '@connectrpc/connect';
import { createGrpcTransport, Http2SessionManager } from '@connectrpc/connect-node';
import { type Certificate, certificatePem, selfSigned } from '../../provider/protocol/certificate.ts';
import { describeServices } from '../../provider/protocol/descriptor.ts';
import { cookie } from '../../provider/protocol/handshake.ts';
import type { Message, MessageInit } from '../../provider/protocol/messages.ts';
import type { providerMethods } from '../../provider/protocol/services.ts';
import { program } from '../setup/program.ts';

type Methods = typeof providerMethods;
type Calls = {
  readonly [Method in keyof Methods as Uncapitalize<Method>]: (
    request: MessageInit<Methods[Method]['request']>,
    options?: { readonly signal: AbortSignal },
  ) => Methods[Method] extends { readonly streams: true }
    ? AsyncIterable<Message<Methods[Method]['response']>>
    : Promise<Message<Methods[Method]['response']>>;
};

export interface StartOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** The program and its arguments; default: a bundle of this test run's on this Node.js. */
  readonly command?: readonly string[];
}

/** A provider that was started as Terraform starts it, and a connection to it. */
export class ProviderClient implements AsyncDisposable {
  readonly process: ChildProcess;
  readonly calls: Calls;
  readonly socket: string;
  /** All that it has written to standard error, when it has ended. */
  readonly log: Promise<string>;
  readonly #transport: (by: Certificate) => { readonly transport: Transport; readonly manager: Http2SessionManager };
  readonly #own: ReturnType<ProviderClient['connect']>;

  private constructor(process: ChildProcess, log: Promise<string>, line: string, mine: Certificate) {
    const [, version, , socket, , shown] = line.split('|');
    if (version !== '6' || !socket) throw new Error(`not a handshake of protocol 6: ${line}`);
    this.process = process;
    this.log = log;
    this.socket = socket;
    const ca = certificatePem(Buffer.from(shown ?? '', 'base64'));
    this.#transport = (by) => transportTo(socket, ca, by);
    this.#own = this.connect(mine);
    this.calls = this.#own.calls;
  }

  static async start({ env = {}, command }: StartOptions = {}): Promise<ProviderClient> {
    const bundle = command ? undefined : await program('provider');
    const mine = selfSigned(new Date());
    const { PGSTOW_REPOSITORY, PGSTOW_KEY, PGSTOW_PASSPHRASE, ...rest } = process.env;
    const [started, ...args] = command ?? [process.execPath, bundle!.entry];
    const child = spawn(started!, args, {
      env: {
        ...rest,
        ...bundle?.env,
        ...env,
        [cookie.name]: cookie.value,
        PLUGIN_PROTOCOL_VERSIONS: '6',
        PLUGIN_CLIENT_CERT: mine.certificate,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const log = text(child.stderr);
    const line = await firstLine(child, log);
    return new ProviderClient(child, log, line, mine);
  }

  /** Another connection, as somebody with this certificate. */
  connect(by: Certificate) {
    const { transport, manager } = this.#transport(by);
    const { provider, controller } = describeServices();
    return {
      calls: createClient(provider, transport) as unknown as Calls,
      controller: createClient(controller, transport) as unknown as { shutdown: (request: object) => Promise<object> },
      manager,
    };
  }

  /** As go-plugin ends a plugin. Resolves with its exit status. */
  async shutdown(): Promise<number | null> {
    const ended = this.process.exitCode === null ? once(this.process, 'exit') : undefined;
    await this.#own.controller.shutdown({}).catch(() => undefined);
    await ended;
    this.#own.manager.abort();
    return this.process.exitCode;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.process.exitCode === null && this.process.signalCode === null) await this.shutdown();
  }
}

async function firstLine(child: ChildProcess, log: Promise<string>): Promise<string> {
  for await (const line of createInterface({ input: child.stdout! })) return line;
  throw new Error(`the provider ended without a handshake: ${await log}`);
}

function transportTo(socket: string, ca: string, { key, certificate }: Certificate) {
  const createConnection = () =>
    connectTls({ path: socket, ca, key, cert: certificate, servername: 'localhost', ALPNProtocols: ['h2'] });
  const manager = new Http2SessionManager('https://localhost', {}, { createConnection });
  const transport = createGrpcTransport({
    baseUrl: 'https://localhost',
    sessionManager: manager,
    readMaxBytes: 2 ** 28,
  });
  return { transport, manager };
}
