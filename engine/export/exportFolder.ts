import { type FileHandle, mkdir, open, readdir, rename, rm, rmdir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { PgstowError } from '../errors.ts';
import { folderProblem } from './folderProblem.ts';
import { type FileOptions, writeInto } from './outputFile.ts';
import type { ExportFormat } from './request.ts';

/** The file without which an export is none, by format: pg_restore looks for the one, and people feed psql the other. */
const mainFiles: Readonly<Record<ExportFormat, string>> = { directory: 'toc.dat', plain: 'database.sql' };

/** What {@link ExportFolder} and its users name files. */
const ours = /^(\d+\.dat\.gz|blob_\d+\.dat\.gz|blobs\.toc|globals\.sql|(toc\.dat|database\.sql)(\.unfinished)?)$/;

/**
 * A folder that an export is written into. Its main file has the name `….unfinished` until all else is there: so nothing that
 * was cut off looks whole, and two exports into one folder are told apart, for only one of them can create it.
 */
export class ExportFolder {
  readonly #path: string;
  readonly #mainName: string;
  readonly #main: FileHandle;
  /** True when the folder was not there before. */
  readonly #made: boolean;
  #bytes = 0;

  private constructor(path: string, mainName: string, main: FileHandle, made: boolean) {
    this.#path = path;
    this.#mainName = mainName;
    this.#main = main;
    this.#made = made;
  }

  /** Rejects with `conflict` when there is anything in it. Others than this user cannot look into a folder that is made. */
  static async prepare(path: string, format: ExportFormat): Promise<ExportFolder> {
    try {
      const made = await makeFolder(path);
      const there = await readdir(path);
      if (there.length > 0) throw notEmpty(path, there);
      const main = await open(join(path, `${mainFiles[format]}.unfinished`), 'wx', 0o600);
      return new ExportFolder(path, mainFiles[format], main, made);
    } catch (thrown) {
      throw (thrown as { code?: string }).code === 'EEXIST' ? notEmpty(path, []) : folderProblem(thrown, path);
    }
  }

  /** Bytes of the files written so far. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Writes a file of a name that `ours` knows. */
  async write(name: string, content: AsyncIterable<Uint8Array> | string, options: FileOptions): Promise<void> {
    const path = join(this.#path, name);
    await this.#reported(async () => {
      const handle = await open(path, 'wx', 0o600);
      try {
        this.#bytes += await writeInto(handle, content, options);
      } finally {
        await handle.close();
      }
    }, path);
  }

  /** Writes the main file, which has its final name only when the export is finished. */
  async writeMain(content: AsyncIterable<Uint8Array>, options: FileOptions): Promise<void> {
    await this.#reported(
      async () => {
        this.#bytes += await writeInto(this.#main, content, options);
      },
      join(this.#path, this.#mainName),
    );
  }

  /** Replaces some bytes of the main file, such as a number that is known at the end only. */
  async patchMain(bytes: Uint8Array, position: number): Promise<void> {
    await this.#reported(
      async () => {
        await this.#main.write(bytes, 0, bytes.byteLength, position);
        await this.#main.sync();
      },
      join(this.#path, this.#mainName),
    );
  }

  /** Makes what was written an export. */
  async finish(): Promise<void> {
    await this.#main.close();
    const main = join(this.#path, this.#mainName);
    await this.#reported(async () => {
      await syncFolder(this.#path);
      await rename(`${main}.unfinished`, main);
      await syncFolder(this.#path);
      await syncFolder(dirname(this.#path));
    }, main);
  }

  /** Takes away what was written, as far as that goes: why it is abandoned matters more than that it could not be. */
  async abandon(): Promise<void> {
    await this.#main.close().catch(() => {});
    const files = (await readdir(this.#path).catch(() => [])).filter((name) => ours.test(name));
    for (const name of files) await rm(join(this.#path, name), { force: true }).catch(() => {});
    if (this.#made) await rmdir(this.#path).catch(() => {});
  }

  async #reported(work: () => Promise<void>, path: string): Promise<void> {
    try {
      await work();
    } catch (thrown) {
      throw folderProblem(thrown, path);
    }
  }
}

/**
 * With the folders that it is in; false when it is there already. Each is tried twice at most: another export may make it meanwhile, and Node.js' own
 * `recursive` tries for ever where a folder is there and takes no others, as `/proc`.
 */
async function makeFolder(path: string): Promise<boolean> {
  try {
    return await makeIn(path);
  } catch (thrown) {
    if ((thrown as { code?: string }).code !== 'ENOENT') throw thrown;
    await makeFolder(dirname(resolve(path)));
    return makeIn(path);
  }
}

async function makeIn(path: string): Promise<boolean> {
  try {
    await mkdir(path, { mode: 0o700 });
    return true;
  } catch (thrown) {
    if ((thrown as { code?: string }).code !== 'EEXIST') throw thrown;
    if ((await stat(path)).isDirectory()) return false;
    throw new PgstowError('input', `${path} is a file`, { hint: 'name a folder that is empty, or still to be made' });
  }
}

/** Makes names in a folder outlast a power failure. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function notEmpty(path: string, there: readonly string[]): PgstowError {
  const unfinished = there.length === 0 || there.some((name) => name.endsWith('.unfinished'));
  return new PgstowError('conflict', `${path} is not empty: nothing in it is written over`, {
    hint: unfinished
      ? 'it holds an export that is under way or was cut off: if none is under way remove it, or name another folder'
      : 'name an empty folder, or one that is still to be made',
  });
}
