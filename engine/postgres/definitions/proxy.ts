import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Splice } from './splice.ts';

/** Where libpq finds the proxy. */
export interface ProxyAddress {
  readonly PGHOST: string;
  readonly PGPORT: string;
}

const port = '5432'; // the name of the socket's file, no port of the machine

/**
 * Lets one libpq program use the spliced connection: a unix socket in a folder that only this user may enter, through which
 * it gets in without a password. A second connection is turned away.
 */
export async function withProxy<T>(splice: Splice, use: (address: ProxyAddress) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'pgstow-')); // made with mode 0700
  let client: Socket | undefined;
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    if (client) return void socket.destroy();
    client = socket;
    connectClient(splice, socket);
  });
  try {
    await listen(server, join(folder, `.s.PGSQL.${port}`));
    return await use({ PGHOST: folder, PGPORT: port });
  } finally {
    client?.destroy();
    server.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function listen(server: Server, file: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(file, resolve);
  });
}

function connectClient(splice: Splice, client: Socket): void {
  client.on('error', () => {}); // it has gone: its exit status says more
  client.on('drain', () => splice.resume());
  client.on('data', (bytes: Buffer) => splice.send(bytes));
  splice.attach({ receive: (bytes) => client.write(bytes), end: () => client.end() });
}
