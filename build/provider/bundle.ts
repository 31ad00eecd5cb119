import { chmodSync, cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import { version } from '../../engine/version.ts';

const top = fileURLToPath(new URL('../..', import.meta.url));

const common: BuildOptions = {
  absWorkingDir: top,
  bundle: true,
  platform: 'node',
  target: 'node24',
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'none',
  logLevel: 'warning',
};

/** The program's name, as Terraform looks for it. */
export const programName = `terraform-provider-pgstow_v${version}`;

/**
 * The provider as files for Node.js: the program that Terraform starts, in one file of CommonJS that starts fast, and beside it the
 * engine, which it loads when a call first needs it.
 */
export async function buildBundle(out: string): Promise<void> {
  await buildProgram(out);
  await buildEngine(join(out, 'engine'));
  copyAssets(join(out, 'engine'));
}

/** The program for the single executable, which holds the engine and finds it by itself. */
export async function buildProgramInside(outfile: string): Promise<void> {
  await build({ ...program, outfile, plugins: [engineInside()] });
}

const program: BuildOptions = {
  ...common,
  entryPoints: ['provider/main.ts'],
  format: 'cjs',
  minifyIdentifiers: true,
};

/** It says what it needs where an older Node.js is the first in PATH, on both streams: Terraform shows what is on the first. */
async function buildProgram(out: string): Promise<void> {
  const outfile = join(out, programName);
  const needs = 'The pgstow provider needs Node.js 24 or newer: let the first \\"node\\" in PATH be one. It is ';
  const guard = [
    'if (parseInt(process.versions.node, 10) < 24) {',
    `  const text = "${needs}" + process.version + " (" + process.execPath + ").\\n";`,
    '  process.stdout.write(text); process.stderr.write(text); process.exit(1);',
    '}',
  ];
  const banner = { js: ['#!/usr/bin/env node', '"use strict";', ...guard].join('\n') };
  await build({ ...program, outfile, banner, plugins: [engineApart()] });
  chmodSync(outfile, 0o755);
  // whatever package.json lies in a folder above it
  writeFileSync(join(out, 'package.json'), '{ "type": "commonjs" }\n');
}

async function buildEngine(out: string): Promise<void> {
  // what is CommonJS among the libraries asks for Node's own modules by require
  const banner = {
    js: "import{createRequire as makeRequire}from'node:module';const require=makeRequire(import.meta.url);",
  };
  await build({
    ...common,
    entryPoints: { index: 'engine/index.ts' },
    outdir: out,
    format: 'esm',
    splitting: true,
    chunkNames: '[name]-[hash]',
    banner,
    plugins: [ownPlaces()],
  });
  await build({
    ...common,
    entryPoints: ['engine/postgres/definitions/embeddedWorker.ts'],
    outbase: 'engine',
    outdir: out,
    format: 'esm',
  });
  writeFileSync(join(out, 'package.json'), '{ "type": "module" }\n');
}

/** The program finds the engine beside itself. */
function engineApart(): Plugin {
  return {
    name: 'engine apart',
    setup: ({ onResolve }) =>
      onResolve({ filter: /engine\/index\.ts$/ }, () => ({ path: './engine/index.js', external: true })),
  };
}

/** `provider/engineInside.ts` in the place of `provider/engine.ts`. */
function engineInside(): Plugin {
  return {
    name: 'engine inside',
    setup: ({ onResolve }) =>
      onResolve({ filter: /^\.{1,2}\/engine\.ts$/ }, () => ({ path: join(top, 'provider/engineInside.ts') })),
  };
}

/** Files that are found from where a module stands are found from there in the bundle as well, where all are in one folder. */
function ownPlaces(): Plugin {
  const load = ({ path }: { path: string }) => {
    const from = relative(join(top, 'engine'), path).replace(/\.ts$/, '.js');
    const place = `new URL(${JSON.stringify(`./${from}`)}, import.meta.url).href`;
    const contents = readFileSync(path, 'utf8')
      .replaceAll('import.meta.url', `(${place})`)
      // taken by its name, zod brings its messages in every language along: a third of the engine
      .replace("import { z } from 'zod'", "import * as z from 'zod'");
    return { contents, loader: 'ts' as const };
  };
  return { name: 'own places', setup: ({ onLoad }) => onLoad({ filter: /\/engine\/.*\.ts$/ }, load) };
}

/** What the engine reads from beside itself: the row kernel, and the embedded pg_dump as the package has it. */
function copyAssets(out: string): void {
  const kernel = 'pipe/kernel/rows.wasm';
  mkdirSync(dirname(join(out, kernel)), { recursive: true });
  cpSync(join(top, 'engine', kernel), join(out, kernel));
  const script = createRequire(import.meta.url).resolve('@electric-sql/pglite-tools/pg_dump');
  const from = dirname(dirname(script));
  const to = join(out, 'node_modules/@electric-sql/pglite-tools');
  for (const file of ['package.json', 'LICENSE', 'dist/pg_dump.cjs', 'dist/pg_dump.wasm']) {
    cpSync(join(from, file), join(to, file));
  }
}
