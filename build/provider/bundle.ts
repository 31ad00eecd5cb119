import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import { version } from '../../engine/version.ts';
import { layEngineFiles, packagesApart } from '../bundle/engineFiles.ts';
import { ownPlaces } from '../bundle/ownPlaces.ts';
import { notCompiled, requireBanner, settings, top } from '../bundle/settings.ts';

/** The program's name, as Terraform looks for it. */
export const programName = `terraform-provider-pgstow_v${version}`;

/**
 * The provider as files for Node.js: the program that Terraform starts, in one file of CommonJS that starts fast, and beside it the
 * engine, which it loads when a call first needs it.
 */
export async function buildBundle(out: string): Promise<void> {
  await buildProgram(out);
  await buildEngine(join(out, 'engine'));
}

/** The program for the single executable, which holds the engine and finds it by itself. */
export async function buildProgramInside(outfile: string): Promise<void> {
  await build({ ...program, outfile, plugins: [engineInside()] });
}

const program: BuildOptions = {
  ...settings,
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
  await build({
    ...settings,
    entryPoints: { index: 'engine/index.ts' },
    outdir: out,
    format: 'esm',
    splitting: true,
    chunkNames: '[name]-[hash]',
    banner: requireBanner,
    external: [...notCompiled, ...packagesApart],
    plugins: [ownPlaces()],
  });
  await layEngineFiles(out);
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
