import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import type { TestContext } from 'vitest';
import {
  type BackupOptions,
  type BackupResult,
  backup,
  generateKey,
  initRepository,
  openRepository,
  type Repository,
  type SetManifest,
} from '../../engine/index.ts';
import { type PlanOptions, planOf } from '../faults/scene.ts';
import { freshDatabase, server, type TestDatabase } from '../servers.ts';

/** A table of several ranges, some of one, many small ones, a large object, and a sequence. */
export const crewSchema = `
  CREATE TABLE wide AS SELECT g AS id, repeat(md5(g::text), 30) AS text FROM generate_series(1, 12000) g;
  DO $$ BEGIN FOR i IN 1..6 LOOP EXECUTE format('CREATE TABLE table_%s AS SELECT g, md5(g::text) FROM generate_series(1, 16000) g', i); END LOOP; END $$;
  DO $$ BEGIN FOR i IN 1..20 LOOP EXECUTE format('CREATE TABLE small_%s AS SELECT g FROM generate_series(1, 50) g', i); END LOOP; END $$;
  CREATE SEQUENCE numbers START 4711;
  SELECT lo_from_bytea(4711, decode(repeat('ab', 300000), 'hex'));`;

/** No test gets as far as to connect there. */
export const nowhere = {
  target: { host: 'nowhere', port: 1, database: 'd', user: 'u', ssl: { mode: 'disable' } },
} as const;

/** A database with all that. */
export async function crewDatabase(context: TestContext): Promise<TestDatabase> {
  const database = await freshDatabase(await server('18', context));
  await database.query(crewSchema);
  return database;
}

/** Several machines with one repository and one plan, `crew`: each opens the repository for itself. */
export class Crew implements AsyncDisposable {
  readonly repository: Repository;
  /** The repository's address: of one in a bucket that. */
  readonly folder: string;
  readonly #key: string | undefined;

  private constructor(repository: Repository, folder: string, key: string | undefined) {
    this.repository = repository;
    this.folder = folder;
    this.#key = key;
  }

  /** One whose repository is encrypted. */
  static async of(database: Pick<TestDatabase, 'target'>, more: PlanOptions = {}): Promise<Crew> {
    return Crew.#in(generateKey(), database, more);
  }

  /** One whose repository is not. */
  static async unencrypted(database: Pick<TestDatabase, 'target'>, more: PlanOptions = {}): Promise<Crew> {
    return Crew.#in(undefined, database, more);
  }

  /** One whose repository is in a bucket, encrypted. */
  static async inBucket(url: string, database: Pick<TestDatabase, 'target'>, more: PlanOptions = {}): Promise<Crew> {
    return Crew.#at(url, generateKey(), database, more);
  }

  static async #in(key: string | undefined, database: Pick<TestDatabase, 'target'>, more: PlanOptions): Promise<Crew> {
    return Crew.#at(await mkdtemp(join(tmpdir(), 'pgstow-crew-')), key, database, more);
  }

  static async #at(
    folder: string,
    key: string | undefined,
    database: Pick<TestDatabase, 'target'>,
    more: PlanOptions,
  ): Promise<Crew> {
    const repository = await initRepository(folder, { encryption: key === undefined ? 'none' : { key } });
    await repository.plans.apply(planOf('crew', database.target, more));
    return new Crew(repository, folder, key);
  }

  /** Another machine takes part. */
  async shard(index: number, total: number, options: BackupOptions & { group?: string } = {}): Promise<BackupResult> {
    const { group = 'night', ...rest } = options;
    const repository = await openRepository(this.folder, this.#key === undefined ? {} : { key: this.#key });
    return backup(repository, 'crew', { ...rest, shard: { index, total, group } });
  }

  /** What a set says of its database's content: what is equal gives equal lines. */
  async linesOf(set: SetManifest): Promise<string[]> {
    const items = await this.repository.sets.readContents(set);
    const lines = items.flatMap((item) => {
      if (item.kind === 'table') return `${item.schema}.${item.name} ${item.rows} ${item.hash} ${item.bytes}`;
      if (item.kind === 'largeObjects') return `${item.part} ${item.oids} ${item.rows} ${item.hash}`;
      return item.kind === 'sequence' ? JSON.stringify(item) : []; // roles belong to the server, which other tests use as well
    });
    return lines.sort();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (isAbsolute(this.folder)) await rm(this.folder, { recursive: true, force: true });
  }
}
