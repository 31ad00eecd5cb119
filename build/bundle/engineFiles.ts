import { cpSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { build, type Metafile } from 'esbuild';
import { settings, top } from './settings.ts';

/** Packages that are not bundled: the grammar finds its WebAssembly beside itself. */
export const packagesApart = ['libpg-query', '@pgsql/types'];

/**
 * What the engine loads from beside itself: the worker that runs the embedded pg_dump, this and the grammar as their packages have
 * them, and the row kernel. Returns what the worker is made of.
 */
export async function layEngineFiles(out: string): Promise<Metafile> {
  const metafile = await layWorkerAndKernel(out);
  const pgDump = dirname(packageFile('@electric-sql/pglite-tools/pg_dump'));
  copyPackage(out, '@electric-sql/pglite-tools', dirname(pgDump), ['dist/pg_dump.cjs', 'dist/pg_dump.wasm']);
  const grammar = dirname(packageFile('libpg-query'));
  copyPackage(
    out,
    'libpg-query',
    dirname(grammar),
    ['index.cjs', 'libpg-query.js', 'libpg-query.wasm'].map((file) => `wasm/${file}`),
  );
  copyPackage(out, '@pgsql/types', dirname(packageFile('@pgsql/types')), ['index.js', 'types.js', 'enums.js']);
  return metafile;
}

/** The same without the packages, for where these are installed. */
export async function layWorkerAndKernel(out: string): Promise<Metafile> {
  const { metafile } = await build({
    ...settings,
    entryPoints: ['engine/postgres/definitions/embeddedWorker.ts'],
    outbase: 'engine',
    outdir: out,
    format: 'esm',
    metafile: true,
  });
  copy(join(top, 'engine'), out, ['pipe/kernel/rows.wasm']);
  return metafile;
}

function packageFile(name: string): string {
  return createRequire(import.meta.url).resolve(name);
}

function copyPackage(out: string, name: string, from: string, files: readonly string[]): void {
  copy(from, join(out, 'node_modules', name), ['package.json', 'LICENSE', ...files]);
}

function copy(from: string, to: string, files: readonly string[]): void {
  for (const file of files) {
    mkdirSync(dirname(join(to, file)), { recursive: true });
    cpSync(join(from, file), join(to, file));
  }
}
