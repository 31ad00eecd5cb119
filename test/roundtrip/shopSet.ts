import { afterAll, beforeEach } from 'vitest';
import { freshDatabase, server, type TestDatabase } from '../servers.ts';
import { loadShop, makeRoles } from './shop.ts';
import { TestRepository } from './testRepository.ts';

/** The shop and a set of it, made once for all the tests of a block. */
export class ShopSet {
  #source: TestDatabase | undefined;
  #repository: TestRepository | undefined;

  constructor() {
    beforeEach(async (context) => {
      if (this.#repository) return;
      this.#source = await freshDatabase(await server('18', context));
      await makeRoles(this.#source, 'app_owner', 'app_reader');
      await loadShop(this.#source);
      this.#repository = await TestRepository.open();
      await this.#repository.backup(this.#source);
    });
    afterAll(() => this.#repository?.[Symbol.asyncDispose]());
  }

  get source(): TestDatabase {
    return this.#source!;
  }

  get repository(): TestRepository {
    return this.#repository!;
  }

  /** A database without anything in it. */
  empty(): Promise<TestDatabase> {
    return freshDatabase(this.source.server);
  }

  /** The database as it was when it was backed up, and then changed. */
  async changed(sql: string): Promise<TestDatabase> {
    const database = await this.empty();
    await this.repository.restore(database.target);
    await database.query(sql);
    return database;
  }
}
