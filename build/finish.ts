/** The end of the build: what the compiler does not carry into `dist`. */
import { chmodSync, copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildCli } from './cli/bundle.ts';

const top = fileURLToPath(new URL('..', import.meta.url));
const dist = join(top, 'dist');

/** Files that the compiled code reads from beside itself. */
for (const path of ['engine/pipe/kernel/rows.wasm']) copy(path);
await buildCli(join(dist, 'cli'));
makeExecutable('cli/main.js');

function copy(path: string): void {
  if (!existsSync(join(top, path))) fail(`${path} is missing: run "npm run kernel" first`);
  mkdirSync(dirname(join(dist, path)), { recursive: true });
  copyFileSync(join(top, path), join(dist, path));
}

/** npm makes a package's programs executable when it installs the package, not in the checkout itself. */
function makeExecutable(path: string): void {
  if (!existsSync(join(dist, path))) fail(`dist/${path} is missing: the bundle has none`);
  chmodSync(join(dist, path), 0o755);
}

function fail(message: string): never {
  throw new Error(`the build is not complete: ${message}`);
}
