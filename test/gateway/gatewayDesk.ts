import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestProject } from 'vitest/node';
import { missingPrograms, Rgw } from '../../embedded/gateway/rgw.ts';

/**
 * One gateway serves the whole run. It is started when the first test asks for it (some 15 seconds): a run that needs none
 * does not wait for it.
 */
export default async function openDesk(project: TestProject): Promise<() => Promise<void>> {
  let gateway: Promise<Rgw> | undefined;
  let warned = false;
  const desk = createServer((_, response) => {
    const reason = missingPrograms();
    if (reason) {
      if (!warned) console.warn(`${reason}: the tests that need one are skipped`);
      warned = true;
      response.writeHead(404).end(reason);
      return;
    }
    gateway ??= Rgw.start();
    gateway.then(
      (running) => response.end(JSON.stringify(running)),
      (thrown) => response.writeHead(500).end(String(thrown)),
    );
  });
  await new Promise<void>((resolve) => desk.listen(0, '127.0.0.1', resolve));
  project.provide('gatewayDesk', `http://127.0.0.1:${(desk.address() as AddressInfo).port}`);
  return async () => {
    desk.close();
    desk.closeAllConnections();
    await (await gateway?.catch(() => undefined))?.stop();
  };
}

declare module 'vitest' {
  interface ProvidedContext {
    gatewayDesk: string;
  }
}
