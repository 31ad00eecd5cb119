/**
 * Builds the Terraform provider into a folder (`node build/provider.ts [FOLDER]`; default: `dist/provider`): the program that Terraform starts, in one file of CommonJS that starts fast,
 * and beside it the engine, which it loads when a call first needs it.
 */
import { chmodSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import { version } from '../engine/version.ts';

const top = fileURLToPath(new URL('..', import.meta.url));
const out = resolve(process.argv[2] ?? join(top, 'dist/provider'));
const engineOut = join(out, 'engine');

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

rmSync(out, { recursive: true, force: true });
await buildProgram();
await buildEngine();
copyAssets();

/** It says what it needs where an older Node.js is the first in PATH, on both streams: Terraform shows what is on the first. */
async function buildProgram(): Promise<void> {
  const program = join(out, `terraform-provider-pgstow_v${version}`);
  const needs = 'The pgstow provider needs Node.js 24 or newer: let the first \\"node\\" in PATH be one. It is ';
  const guard = [
    'if (parseInt(process.versions.node, 10) < 24) {',
    `  const text = "${needs}" + process.version + " (" + process.execPath + ").\\n";`,
    '  process.stdout.write(text); process.stderr.write(text); process.exit(1);',
    '}',
  ];
  await build({
    ...common,
    entryPoints: ['provider/main.ts'],
    outfile: program,
    format: 'cjs',
    minifyIdentifiers: true,
    banner: { js: ['#!/usr/bin/env node', '"use strict";', ...guard].join('\n') },
    plugins: [engineApart()],
  });
  chmodSync(program, 0o755);
  // whatever package.json lies in a folder above it
  writeFileSync(join(out, 'package.json'), '{ "type": "commonjs" }\n');
}

async function buildEngine(): Promise<void> {
  // what is CommonJS among the libraries asks for Node's own modules by require
  const banner = {
    js: "import{createRequire as makeRequire}from'node:module';const require=makeRequire(import.meta.url);",
  };
  await build({
    ...common,
    entryPoints: { index: 'engine/index.ts' },
    outdir: engineOut,
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
    outdir: engineOut,
    format: 'esm',
  });
  writeFileSync(join(engineOut, 'package.json'), '{ "type": "module" }\n');
}

/** The program finds the engine beside itself. */
function engineApart(): Plugin {
  return {
    name: 'engine apart',
    setup: ({ onResolve }) =>
      onResolve({ filter: /engine\/index\.ts$/ }, () => ({ path: './engine/index.js', external: true })),
  };
}

/** Files that are found from where a module stands are found from there in the bundle as well, where all are in one folder. */
function ownPlaces(): Plugin {
  const load = ({ path }: { path: string }) => {
    const from = relative(join(top, 'engine'), path).replace(/\.ts$/, '.js');
    const place = `new URL(${JSON.stringify(`./${from}`)}, import.meta.url).href`;
    const contents = readFileSync(path, 'utf8').replaceAll('import.meta.url', `(${place})`);
    return { contents, loader: 'ts' as const };
  };
  return { name: 'own places', setup: ({ onLoad }) => onLoad({ filter: /\/engine\/.*\.ts$/ }, load) };
}

/** What the engine reads from beside itself: the row kernel, and the embedded pg_dump as the package has it. */
function copyAssets(): void {
  const kernel = 'pipe/kernel/rows.wasm';
  mkdirSync(dirname(join(engineOut, kernel)), { recursive: true });
  cpSync(join(top, 'engine', kernel), join(engineOut, kernel));
  const script = createRequire(import.meta.url).resolve('@electric-sql/pglite-tools/pg_dump');
  const from = dirname(dirname(script));
  const to = join(engineOut, 'node_modules/@electric-sql/pglite-tools');
  for (const file of ['package.json', 'LICENSE', 'dist/pg_dump.cjs', 'dist/pg_dump.wasm']) {
    cpSync(join(from, file), join(to, file));
  }
}
