import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestProject } from 'vitest/node';
import { startServer, type ThrowawayServer } from '../../embedded/server.ts';
import { sharedOptions } from './sharedServer.ts';

/**
 * One server of each version serves the whole run. It is started when the first test asks for it, by HTTP since tests run
 * in processes of their own: a run that needs none does not wait for any.
 */
export default async function openDesk(project: TestProject): Promise<() => Promise<void>> {
  const servers = new Map<string, Promise<ThrowawayServer>>();
  const serve = (version: string) => {
    const running = servers.get(version) ?? startServer(sharedOptions(version));
    servers.set(version, running);
    return running;
  };
  const desk = createServer((request, response) => {
    const version = (request.url ?? '').slice(1);
    serve(version).then(
      (server) => response.end(JSON.stringify(server)),
      (thrown) => response.writeHead(500).end(String(thrown)),
    );
  });
  await new Promise<void>((resolve) => desk.listen(0, '127.0.0.1', resolve));
  project.provide('serverDesk', `http://127.0.0.1:${(desk.address() as AddressInfo).port}`);
  return async () => {
    desk.close();
    desk.closeAllConnections();
    const started = await Promise.allSettled(servers.values());
    await Promise.all(started.map((each) => (each.status === 'fulfilled' ? each.value.stop() : undefined)));
  };
}

declare module 'vitest' {
  interface ProvidedContext {
    serverDesk: string;
  }
}
