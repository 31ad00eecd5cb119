import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

export const top = fileURLToPath(new URL('../..', import.meta.url));

/** The package as npm would publish it, in a folder that is gone at the end of the block. */
export class Packed implements AsyncDisposable {
  readonly folder: string;
  readonly tarball: string;
  /** Paths in the package. */
  readonly files: readonly string[];

  private constructor(folder: string, { filename, files }: { filename: string; files: readonly { path: string }[] }) {
    this.folder = folder;
    this.tarball = join(folder, filename);
    this.files = files.map(({ path }) => path);
  }

  /** Of what the last build has left: `npm ci` makes one. */
  static async make(): Promise<Packed> {
    if (!existsSync(join(top, 'dist/cli/main.js'))) throw new Error('there is no build: npm run build');
    const folder = await mkdtemp(join(tmpdir(), 'pgstow-packed-'));
    const { stdout } = await run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
      cwd: top,
    });
    return new Packed(folder, JSON.parse(stdout)[0]);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return rm(this.folder, { recursive: true });
  }
}
