import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestProject } from 'vitest/node';
import { startServer, type ThrowawayServer } from '../../embedded/server.ts';
import { installationOf, sharedOptions } from './sharedServer.ts';

/**
 * One server of each version serves the whole run. It is started when the first test asks for it, by HTTP since tests run
 * in processes of their own: a run that needs none does not wait for any.
 */
export default async function openDesk(project: TestProject): Promise<() => Promise<void>> {
  const servers = new Map<string, Promise<ThrowawayServer>>();
  const missing = new Set<string>();
  const desk = createServer((request, response) => {
    const major = (request.url ?? '').slice(1);
    if (installationOf(major) === undefined) {
      const reason = `PostgreSQL ${major} is not installed here: its tests are skipped`;
      if (!missing.has(major)) console.warn(reason);
      missing.add(major);
      response.writeHead(404).end(reason);
      return;
    }
    const server = servers.get(major) ?? startServer(sharedOptions(major));
    servers.set(major, server);
    server.then(
      (running) => response.end(JSON.stringify(running)),
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
