import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { buildProgramInside, programName } from './bundle.ts';

/**
 * The provider as one file that needs no Node.js: the one that runs this, with the program and the engine inside
 * (https://nodejs.org/api/single-executable-applications.html).
 */
export async function buildExecutable(bundle: string, out: string): Promise<void> {
  const parts = join(out, 'parts');
  mkdirSync(parts, { recursive: true });
  await buildProgramInside(join(parts, 'main.cjs'));
  const executable = join(out, programName);
  copyFileSync(process.execPath, executable);
  chmodSync(executable, 0o755);
  inject(executable, blobOf(parts, join(bundle, 'engine')));
  rmSync(parts, { recursive: true });
}

/** A signature, which macOS asks for, is over what is in the file. */
function inject(executable: string, blob: string): void {
  const isSigned = process.platform === 'darwin';
  const postject = createRequire(import.meta.url).resolve('postject/dist/cli.js');
  const fuse = ['--sentinel-fuse', 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2'];
  const segment = isSigned ? ['--macho-segment-name', 'NODE_SEA'] : [];
  if (isSigned) execFileSync('codesign', ['--remove-signature', executable]);
  run(postject, executable, 'NODE_SEA_BLOB', blob, ...fuse, ...segment);
  if (isSigned) execFileSync('codesign', ['--sign', '-', executable]);
}

/** What it prints is of interest when it fails. */
function run(...args: readonly string[]): void {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}:\n${stdout}${stderr}`);
}

function blobOf(parts: string, engine: string): string {
  const [config, output] = [join(parts, 'config.json'), join(parts, 'blob')];
  const settings = {
    main: join(parts, 'main.cjs'),
    output,
    disableExperimentalSEAWarning: true,
    useCodeCache: true,
    // what NODE_OPTIONS says is meant for other programs
    execArgvExtension: 'none',
    assets: Object.fromEntries(filesIn(engine).map((file) => [relative(engine, file), file])),
  };
  writeFileSync(config, JSON.stringify(settings));
  run('--experimental-sea-config', config);
  return output;
}

function filesIn(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  return entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
}
