import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Below those that systems hand out to whoever asks for any port, or connects to somewhere. */
const range = [15_000, 30_000] as const;

/**
 * A port of 127.0.0.1 that nobody listens at, for a program that can only be told a number. It stays free until that has started, as nobody
 * gets one of these without asking for it: https://docs.kernel.org/networking/ip-sysctl.html, ip_local_port_range.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(...range);
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const listener = createServer();
    listener.once('error', (thrown: NodeJS.ErrnoException) => {
      if (thrown.code === 'EADDRINUSE') resolve(false);
      else reject(thrown);
    });
    listener.listen(port, '127.0.0.1', () => listener.close(() => resolve(true)));
  });
}
