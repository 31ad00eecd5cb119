import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { layWorkerAndKernel, packagesApart } from '../../build/bundle/engineFiles.ts';
import { ownPlaces } from '../../build/bundle/ownPlaces.ts';
import { notCompiled, requireBanner, settings, top } from '../../build/bundle/settings.ts';
import { version } from '../../engine/version.ts';

/** What tests start in processes of their own, by the name of its file in the bundle; the Action starts the last one. */
const programs = {
  pgstow: 'cli/main.ts',
  provider: 'provider/main.ts',
  action: 'action/main.ts',
  engineDriver: 'test/faults/engineDriver.ts',
  schedulerDriver: 'test/run/schedulerDriver.ts',
  cacheProcess: 'action/cache/cacheProcess.ts',
} as const;

export type ProgramName = keyof typeof programs;

/** Bundles of runs, each in a folder that is named for its process. Node.js finds packages from there as from the sources. */
const shelf = join(top, 'node_modules/.cache/programs');

/** Bundles the sources as they are now, to be started in half the time or less. Returns the folder, of this process alone. */
export async function bundlePrograms(): Promise<string> {
  for (const left of readBundles())
    if (!isAlive(Number(left))) rmSync(join(shelf, left), { recursive: true, force: true });
  const outdir = join(shelf, String(process.pid));
  mkdirSync(outdir, { recursive: true });
  await build({
    ...settings,
    minifyWhitespace: false, // for whoever reads a stack
    entryPoints: programs,
    outdir,
    format: 'esm',
    splitting: true,
    banner: requireBanner,
    external: [...notCompiled, ...packagesApart],
    plugins: [ownPlaces()],
  });
  await layWorkerAndKernel(outdir);
  writeFileSync(join(outdir, 'package.json'), JSON.stringify({ type: 'module', version }));
  return outdir;
}

function readBundles(): string[] {
  try {
    return readdirSync(shelf);
  } catch {
    return []; // the first run of this checkout
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code === 'EPERM'; // another user's
  }
}
