import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Plugin } from 'esbuild';
import { top } from './settings.ts';

/**
 * Files that modules of the engine find from where they stand are found from there in the bundle as well, where all code is in one
 * folder, with what `layEngineFiles` puts beside it.
 */
export function ownPlaces(): Plugin {
  const load = ({ path }: { path: string }) => {
    const from = relative(join(top, 'engine'), path).replaceAll('\\', '/').replace(/\.ts$/, '.js');
    const place = `new URL(${JSON.stringify(`./${from}`)}, import.meta.url).href`;
    const contents = readFileSync(path, 'utf8')
      .replaceAll('import.meta.url', `(${place})`)
      // taken by its name, zod brings its messages in every language along: a third of the engine
      .replace("import { z } from 'zod'", "import * as z from 'zod'");
    return { contents, loader: 'ts' as const };
  };
  return { name: 'own places', setup: ({ onLoad }) => onLoad({ filter: /[/\\]engine[/\\].*\.ts$/ }, load) };
}
