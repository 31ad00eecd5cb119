/**
 * Puts the built provider into a mirror on this machine, beside a configuration of the Terraform command line that uses it, and prints
 * how to use that. `node build/installProvider.ts [FOLDER [BUILT]]`; default: `dist/terraform`, from `dist/provider`. The single
 * executable is taken where it was built, else the bundle.
 */
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { version } from '../engine/version.ts';
import { programName } from './provider/bundle.ts';
import { platform } from './provider/platform.ts';

const address = 'registry.terraform.io/pgstow/pgstow';
const built = resolve(process.argv[3] ?? fileURLToPath(new URL('../dist/provider', import.meta.url)));
const folder = resolve(process.argv[2] ?? fileURLToPath(new URL('../dist/terraform', import.meta.url)));

const mirror = join(folder, 'mirror');
const configuration = join(folder, 'terraform.rc');
placeProvider(join(mirror, address, version, platform()));
writeFileSync(configuration, configurationText());
console.log(`export TF_CLI_CONFIG_FILE='${configuration}'`);

function placeProvider(to: string): void {
  const [executable, bundle] = [join(built, 'executable'), join(built, 'bundle')];
  rmSync(to, { recursive: true, force: true });
  mkdirSync(to, { recursive: true });
  if (existsSync(executable)) {
    cpSync(executable, to, { recursive: true });
  } else {
    cpSync(bundle, to, { recursive: true });
    const program = join(to, programName);
    writeFileSync(program, readFileSync(program, 'utf8').replace(/^#!.*/, shebang()));
  }
}

/**
 * The bundle is started by the Node.js that runs this, whatever is in the PATH of whoever starts Terraform. A path with a space, or one
 * that is too long, cannot stand in a shebang.
 */
function shebang(): string {
  const { execPath } = process;
  return /\s/.test(execPath) || execPath.length > 120 ? '#!/usr/bin/env node' : `#!${execPath}`;
}

function configurationText(): string {
  return [
    'provider_installation {',
    '  filesystem_mirror {',
    `    path    = ${JSON.stringify(mirror)}`,
    `    include = ["${address}"]`,
    '  }',
    '  direct {',
    `    exclude = ["${address}"]`,
    '  }',
    '}',
    '',
  ].join('\n');
}
