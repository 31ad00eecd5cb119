import { rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestProject } from 'vitest/node';
import { bundlePrograms } from './programBundle.ts';

/** One bundle of what tests start serves the whole run. It is made when the first test asks for it (1 s). */
export default async function openDesk(project: TestProject): Promise<() => Promise<void>> {
  let folder: Promise<string> | undefined;
  project.onTestsRerun(() => {
    folder = undefined; // the sources were changed
  });
  const desk = createServer((_, response) => {
    folder ??= bundlePrograms();
    folder.then(
      (made) => response.end(made),
      (thrown) => response.writeHead(500).end(String(thrown)),
    );
  });
  await new Promise<void>((resolve) => desk.listen(0, '127.0.0.1', resolve));
  project.provide('programDesk', `http://127.0.0.1:${(desk.address() as AddressInfo).port}`);
  return async () => {
    desk.close();
    desk.closeAllConnections();
    const made = await folder?.catch(() => undefined);
    if (made) rmSync(made, { recursive: true, force: true });
  };
}

declare module 'vitest' {
  interface ProvidedContext {
    programDesk: string;
  }
}
