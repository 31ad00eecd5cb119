import { cpSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { build, type Metafile } from 'esbuild';
import { settings, top } from './settings.ts';

/**
 * What the engine loads from beside itself: the worker that runs the embedded pg_dump, this as its package has it, and the row
 * kernel. Returns what the worker is made of.
 */
export async function layEngineFiles(out: string): Promise<Metafile> {
  const { metafile } = await build({
    ...settings,
    entryPoints: ['engine/postgres/definitions/embeddedWorker.ts'],
    outbase: 'engine',
    outdir: out,
    format: 'esm',
    metafile: true,
  });
  copy(join(top, 'engine'), out, ['pipe/kernel/rows.wasm']);
  copy(embeddedPgDump(), join(out, 'node_modules/@electric-sql/pglite-tools'), [
    'package.json',
    'LICENSE',
    'dist/pg_dump.cjs',
    'dist/pg_dump.wasm',
  ]);
  return metafile;
}

/** The folder of its package. */
function embeddedPgDump(): string {
  const script = createRequire(import.meta.url).resolve('@electric-sql/pglite-tools/pg_dump');
  return dirname(dirname(script));
}

function copy(from: string, to: string, files: readonly string[]): void {
  for (const file of files) {
    mkdirSync(dirname(join(to, file)), { recursive: true });
    cpSync(join(from, file), join(to, file));
  }
}
