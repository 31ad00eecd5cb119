/**
 * Builds the Terraform provider (`node build/provider.ts [FOLDER] [--bundle-only]`; default: `dist/provider`): `bundle/` for a
 * machine with Node.js 24, `executable/` for this platform without any Node.js, and `release/`, what a registry publishes.
 */
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildBundle } from './provider/bundle.ts';
import { buildExecutable } from './provider/executable.ts';
import { packRelease } from './provider/release.ts';

const [folder = fileURLToPath(new URL('../dist/provider', import.meta.url))] = process.argv
  .slice(2)
  .filter((each) => !each.startsWith('--'));
const out = resolve(folder);
const [bundle, executable, release] = ['bundle', 'executable', 'release'].map((name) => join(out, name)) as [
  string,
  string,
  string,
];

rmSync(out, { recursive: true, force: true });
await buildBundle(bundle);
if (!process.argv.includes('--bundle-only')) {
  await buildExecutable(bundle, executable);
  await packRelease(executable, release);
}
