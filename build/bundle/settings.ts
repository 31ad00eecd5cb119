import { fileURLToPath } from 'node:url';
import type { BuildOptions } from 'esbuild';

/** The top of the checkout. Nothing of a bundle says where that is: the same sources give the same bytes. */
export const top = fileURLToPath(new URL('../..', import.meta.url));

/** What `ssh2` would take if it were compiled, and does without; where it is installed and not compiled, it cannot be bundled. */
export const notCompiled = ['cpu-features', '*.node'];

/** What all bundles have in common. */
export const settings: BuildOptions = {
  absWorkingDir: top,
  bundle: true,
  platform: 'node',
  target: 'node24',
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'none',
  logLevel: 'warning',
};

/** For modules of ES: what is CommonJS among the libraries asks for Node's own modules by require, and where it is. */
export const requireBanner = {
  js: [
    "import{createRequire as makeRequire}from'node:module';const require=makeRequire(import.meta.url);",
    'const __filename=import.meta.filename,__dirname=import.meta.dirname;',
  ].join(''),
};
