import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'vitest';
import { generateKey, initRepository, openRepository, type Repository, rotateKeys } from '../../engine/index.ts';
import { parseKey } from '../../engine/seal/keyText.ts';
import { everythingOf, opensRaw } from '../repository/keysScene.ts';
import { freshDatabase, server, type TestDatabase } from '../servers.ts';
import type { Stop, Work } from './engineJob.ts';
import { EngineProcess } from './engineProcess.ts';
import { planOf } from './scene.ts';

/** A database, and an encrypted repository that opens with two keys: one of them has leaked. */
export class Leak implements AsyncDisposable {
  readonly keys = { leaked: generateKey(), fresh: generateKey() };
  readonly folder: string;
  readonly source: TestDatabase;
  #secrets: readonly Uint8Array[] = [];

  private constructor(folder: string, source: TestDatabase) {
    this.folder = folder;
    this.source = source;
  }

  static async into(context: TestContext): Promise<Leak> {
    const source = await freshDatabase(await server('18', context));
    await source.query(`
      CREATE TABLE wide AS SELECT g AS id, repeat(md5(g::text), 100) AS text FROM generate_series(1, 5000) g;
      CREATE TABLE a AS SELECT g FROM generate_series(1, 1000) g; CREATE TABLE b AS SELECT g, md5(g::text) FROM generate_series(1, 30000) g`);
    const leak = new Leak(await mkdtemp(join(tmpdir(), 'pgstow-rotate-')), source);
    const made = await initRepository(leak.folder, { encryption: { key: leak.keys.leaked } });
    await made.keySlots.add({ key: leak.keys.fresh });
    await made.plans.apply(planOf('shop', source.target));
    leak.#secrets = [parseKey(leak.keys.leaked), ...(await everythingOf(made, leak.keys.leaked)).masters];
    return leak;
  }

  open(which: 'leaked' | 'fresh'): Promise<Repository> {
    return openRepository(this.folder, { key: this.keys[which] });
  }

  /** The engine at work in another process, which has this key. */
  start(which: 'leaked' | 'fresh', work: Work, stop?: Stop): EngineProcess {
    return new EngineProcess({ repository: this.folder, key: this.keys[which], work, ...(stop && { stop }) });
  }

  /** Removes the key that has leaked. */
  async rotate() {
    const slot = (await this.open('leaked')).keySlots.opened!;
    return rotateKeys(await this.open('fresh'), { remove: [slot] });
  }

  async files(): Promise<Set<string>> {
    const found = await readdir(this.folder, { recursive: true, withFileTypes: true });
    const names = found.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
    return new Set(names.map((name) => name.slice(this.folder.length + 1)));
  }

  /** What of some objects whoever has kept the leaked key, and all that it ever opened, can open with the rules alone. */
  async openToThem(keys: Iterable<string>): Promise<string[]> {
    const { id } = await this.open('fresh');
    const open: string[] = [];
    for (const key of keys) {
      if (opensRaw(this.#secrets, id, key, await readFile(join(this.folder, key)))) open.push(key);
    }
    return open;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.folder, { recursive: true });
  }
}
