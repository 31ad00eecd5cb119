import { once } from 'node:events';
import { type AddressInfo, createConnection, createServer, type Server, type Socket } from 'node:net';

/** A bad network: a port of 127.0.0.1 that leads to another one until it swallows everything or breaks. */
export class StallingProxy implements AsyncDisposable {
  readonly port: number;
  readonly #server: Server;
  readonly #sockets: Set<Socket>;
  readonly #budget: { bytes: number };
  /** Resolves when the first bytes are swallowed. */
  readonly swallowing: Promise<void>;

  static async to(port: number): Promise<StallingProxy> {
    const sockets = new Set<Socket>();
    const budget = { bytes: Number.POSITIVE_INFINITY };
    const swallowing = Promise.withResolvers<void>();
    const server = createServer((client) => {
      const upstream = createConnection({ host: '127.0.0.1', port });
      for (const [from, to] of [
        [client, upstream],
        [upstream, client],
      ] as const) {
        sockets.add(from);
        from.on('error', () => {});
        from.on('close', () => to.destroy());
        from.on('data', (bytes) => {
          budget.bytes -= bytes.length;
          if (budget.bytes > 0) to.write(bytes);
          else swallowing.resolve();
        });
      }
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new StallingProxy(server, sockets, budget, swallowing.promise);
  }

  private constructor(server: Server, sockets: Set<Socket>, budget: { bytes: number }, swallowing: Promise<void>) {
    this.port = (server.address() as AddressInfo).port;
    this.#server = server;
    this.#sockets = sockets;
    this.#budget = budget;
    this.swallowing = swallowing;
  }

  /** Passes on so many bytes more, of both directions together, then none. */
  swallowAfter(bytes: number): void {
    this.#budget.bytes = bytes;
  }

  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.cut();
    this.#server.close();
  }
}
