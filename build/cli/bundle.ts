import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { layWorkerAndKernel, packagesApart } from '../bundle/engineFiles.ts';
import { licenceTexts } from '../bundle/licences.ts';
import { ownPlaces } from '../bundle/ownPlaces.ts';
import { notCompiled, requireBanner, settings } from '../bundle/settings.ts';

/**
 * The command line as it is installed: `main.js`, what that loads when it needs it, and the licences of all that is in it. Loaded module by
 * module it took 0.2 s of a processor more to start. What lies in packages beside their code comes from these, which are installed with it.
 */
export async function buildCli(out: string): Promise<void> {
  rmSync(out, { recursive: true, force: true });
  const { metafile } = await build({
    ...settings,
    minifyWhitespace: false, // for whoever reads a stack
    entryPoints: { main: 'cli/main.ts' },
    outdir: out,
    format: 'esm',
    splitting: true,
    chunkNames: '[name]-[hash]',
    banner: requireBanner,
    external: [...notCompiled, ...packagesApart],
    plugins: [ownPlaces()],
    metafile: true,
  });
  const worker = await layWorkerAndKernel(out);
  writeFileSync(join(out, 'licences.txt'), licenceTexts([metafile, worker], []));
}
