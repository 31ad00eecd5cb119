import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('servers', import.meta.url));

/** Installs the servers that only the long tests need, once for a checkout. */
export default function installServers(): void {
  // npm writes this file when everything else is in its place
  if (existsSync(`${folder}/node_modules/.package-lock.json`)) return;
  console.log(`installing PostgreSQL 14, 16 and 17 into ${folder} ...`);
  execFileSync('npm', ['ci', '--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund'], { stdio: 'inherit' });
}
