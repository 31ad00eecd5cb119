import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { layEngineFiles, packagesApart } from '../bundle/engineFiles.ts';
import { licenceTexts } from '../bundle/licences.ts';
import { ownPlaces } from '../bundle/ownPlaces.ts';
import { notCompiled, requireBanner, settings } from '../bundle/settings.ts';

/** The Action as a runner starts it: `main.js`, what that loads when it needs it, and the licences of all that is in it. */
export async function buildAction(out: string): Promise<void> {
  const { metafile } = await build({
    ...settings,
    minifyIdentifiers: true,
    entryPoints: { main: 'action/main.ts', cacheProcess: 'action/cache/cacheProcess.ts' },
    outdir: out,
    format: 'esm',
    splitting: true,
    chunkNames: '[name]-[hash]',
    banner: requireBanner,
    external: [...notCompiled, ...packagesApart],
    plugins: [ownPlaces()],
    metafile: true,
  });
  const worker = await layEngineFiles(out);
  writeFileSync(
    join(out, 'licences.txt'),
    licenceTexts([metafile, worker], ['@electric-sql/pglite-tools', ...packagesApart]),
  );
  // whatever package.json lies in a folder above it
  writeFileSync(join(out, 'package.json'), '{ "type": "module" }\n');
}
