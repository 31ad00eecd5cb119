import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { openStore } from '../../engine/store/openStore.ts';
import { type CallOptions, type Ended, ended, startPgstow } from '../cli/pgstow.ts';
import { errorText } from './errorText.ts';
import { ProcessWatch } from './processWatch.ts';
import { SecretRegister } from './secretRegister.ts';

/** Uses pgstow with secrets that are all registered, keeps whatever comes out of it anywhere, and searches that. */
export class WholeWay implements AsyncDisposable {
  readonly register = new SecretRegister();
  readonly folder: string;
  readonly #repository: string;
  readonly #env: Readonly<Record<string, string>>;
  readonly #watch: ProcessWatch;
  readonly #kept: { readonly where: string; readonly content: string | Uint8Array }[] = [];

  private constructor(folder: string, repository: string, env: Readonly<Record<string, string>>) {
    this.folder = folder;
    this.#repository = repository;
    this.#env = { PGSTOW_REPOSITORY: repository, TMPDIR: join(folder, 'tmp'), NODE_DEBUG: 'pgstow', ...env };
    this.#watch = new ProcessWatch(this.register);
  }

  static async begin(repository: string | undefined, env: Readonly<Record<string, string>>): Promise<WholeWay> {
    const folder = await mkdtemp(join(tmpdir(), 'pgstow-secrets-'));
    await mkdir(join(folder, 'tmp'));
    return new WholeWay(folder, repository ?? join(folder, 'repository'), env);
  }

  get repository(): string {
    return this.#repository;
  }

  /** Runs the command line to the status that is expected. What it prints is kept, but for a new key that it shows. */
  async run(args: readonly string[], options: CallOptions & { readonly status?: number } = {}): Promise<Ended> {
    const child = startPgstow(args, { ...options, env: { ...this.#env, ...options.env } });
    this.#watch.given(child.pid);
    const done = await ended(child, options.input);
    const where = `pgstow ${args.join(' ')}`;
    expect(done.status, `${where}\n${done.stderr}`).toBe(options.status ?? 0);
    this.keep(where, `${done.stdout}\n${done.stderr}`);
    return done;
  }

  /** Runs a command that shows a new key, which is registered: it is to be seen this once. */
  async newKey(args: readonly string[], options: CallOptions = {}): Promise<string> {
    const child = startPgstow(args, { ...options, env: { ...this.#env, ...options.env } });
    this.#watch.given(child.pid);
    const { stdout, stderr } = await ended(child, options.input);
    const keys = stdout.match(/pgstow-key-1-[\w-]+/g) ?? [];
    expect(keys, `pgstow ${args.join(' ')}\n${stderr}`).toHaveLength(1);
    this.keep(`pgstow ${args.join(' ')}`, `${stdout.replace(keys[0]!, '')}\n${stderr}`);
    return this.register.add(`the key of ${args.join(' ')}`, keys[0]!);
  }

  /** What the library throws, with all that is in it. */
  async fails(where: string, work: () => Promise<unknown>): Promise<void> {
    const thrown = await work().then(
      () => new Error(`${where} did not fail`),
      (error: unknown) => error,
    );
    expect((thrown as { code?: string }).code, String(thrown)).toBeDefined();
    this.keep(where, errorText(thrown));
  }

  keep(where: string, content: string | Uint8Array): void {
    this.#kept.push({ where, content });
  }

  /** Searches all that was kept, all that was stored, and what was left behind; how much that was is to be believed. */
  async leaks(): Promise<{ readonly found: string[]; readonly searched: number; readonly processes: number }> {
    this.#watch.look();
    await this.#keepStored();
    await this.#keepFiles(join(this.folder, 'tmp'));
    const found = this.#kept.flatMap(({ where, content }) => this.register.find(where, content));
    const searched = this.#kept.length;
    return { found: [...new Set([...found, ...this.#watch.found])], searched, processes: this.#watch.looks };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#watch[Symbol.dispose]();
    await rm(this.folder, { recursive: true, force: true });
  }

  async #keepStored(): Promise<void> {
    const store = await openStore(this.#repository);
    for await (const { key } of store.list('')) this.keep(`the object ${key}`, await store.get(key));
    for await (const { key } of store.list('')) this.keep('the name of an object', key);
  }

  async #keepFiles(folder: string): Promise<void> {
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name);
      if (entry.isFile()) this.keep(`the file ${path}`, await readFile(path));
    }
  }
}
