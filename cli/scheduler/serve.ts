import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { InputError } from '../../values/inputError.ts';
import type { ListenAddress } from './listenAddress.ts';

/** What is told over HTTP. */
export interface Told {
  /** Why the scheduler does not do what it is there for; undefined when it does. */
  readonly ailment: () => string | undefined;
  /** In Prometheus' text format. */
  readonly metrics: () => Promise<{ readonly contentType: string; readonly text: string }>;
}

/** Answers `/healthz` and `/metrics` while `use` runs. Rejects with what keeps it from listening. */
export async function withServer<T>(
  address: ListenAddress,
  told: Told,
  use: (where: string) => Promise<T>,
): Promise<T> {
  const server = createServer((request, response) => {
    answer(request, response, told).catch((thrown: unknown) => {
      send(response, 500, `${thrown instanceof Error ? thrown.message : thrown}\n`);
    });
  });
  const where = await listening(server, address);
  try {
    return await use(where);
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

function listening(server: Server, { host, port }: ListenAddress): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) =>
      reject(new InputError(`cannot listen on ${host}, port ${port}: ${error.message}`, 'give another port: --listen')),
    );
    server.listen(port, host, () => {
      const bound = server.address();
      resolve(`${host.includes(':') ? `[${host}]` : host}:${typeof bound === 'object' ? bound?.port : port}`);
    });
  });
}

async function answer(request: IncomingMessage, response: ServerResponse, told: Told): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return send(response, 405, 'GET and HEAD only\n');
  switch (request.url?.split('?')[0]) {
    case '/healthz': {
      const ailment = told.ailment();
      return ailment === undefined ? send(response, 200, 'ok\n') : send(response, 503, `${ailment}\n`);
    }
    case '/metrics': {
      const { contentType, text } = await told.metrics();
      return send(response, 200, text, contentType);
    }
    default:
      return send(response, 404, 'there are /healthz and /metrics\n');
  }
}

function send(response: ServerResponse, status: number, text: string, type = 'text/plain; charset=utf-8'): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(text);
}
