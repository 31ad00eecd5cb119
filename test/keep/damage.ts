import { createHash } from 'node:crypto';
import { cp, mkdtemp, readdir, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openRepository, type Repository } from '../../engine/repository/repository.ts';

/** A copy of a repository to do harm to, gone at the end of the block. */
export class RepositoryCopy implements AsyncDisposable {
  readonly repository: Repository;
  readonly #folder: string;

  private constructor(repository: Repository, folder: string) {
    this.repository = repository;
    this.#folder = folder;
  }

  static async of(original: Repository): Promise<RepositoryCopy> {
    const folder = await mkdtemp(join(tmpdir(), 'pgstow-damaged-'));
    await cp(original.store.url, folder, { recursive: true });
    return new RepositoryCopy(await openRepository(folder), folder);
  }

  async remove(key: string): Promise<void> {
    await rm(this.#path(key));
  }

  /** Leaves the first half, or so many bytes. */
  async truncate(key: string, bytes?: number): Promise<void> {
    await truncate(this.#path(key), bytes ?? Math.floor((await readFile(this.#path(key))).length / 2));
  }

  /** Changes one bit of one byte; the one in the middle unless said. */
  async flip(key: string, at?: number): Promise<void> {
    const bytes = await readFile(this.#path(key));
    const position = at ?? Math.floor(bytes.length / 2);
    bytes[position] = bytes[position]! ^ 0x10;
    await writeFile(this.#path(key), bytes);
  }

  async swap(key: string, other: string): Promise<void> {
    const [a, b] = [this.#path(key), this.#path(other)] as const;
    await rename(a, `${a}.aside`);
    await rename(b, a);
    await rename(`${a}.aside`, b);
  }

  /** Every stored object but the runs' records, by name and content. */
  async fingerprint(): Promise<string> {
    const entries = await readdir(this.#folder, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    const hash = createHash('sha256');
    for (const file of files.filter((each) => !each.startsWith(join(this.#folder, 'runs'))).sort()) {
      hash.update(file).update(await readFile(file));
    }
    return hash.digest('hex');
  }

  [Symbol.asyncDispose](): Promise<void> {
    return rm(this.#folder, { recursive: true });
  }

  #path(key: string): string {
    return join(this.#folder, key);
  }
}
