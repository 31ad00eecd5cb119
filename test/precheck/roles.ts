import type { RunningServer } from '../../embedded/runningServer.ts';
import { quoteIdent } from '../../engine/postgres/identifier.ts';
import { freshDatabase, type TestDatabase } from '../servers.ts';

let count = 0;

/**
 * A database, and roles of its own for it; both are gone at the end of the block. Roles belong to the whole server, which
 * tests share: their names are theirs alone.
 */
export class DatabaseWithRoles implements AsyncDisposable {
  readonly database: TestDatabase;
  /** To log in with; has no right yet but PUBLIC's. */
  readonly reader: string;
  /** Owns what the test makes. */
  readonly owner: string;
  readonly #others: TestDatabase[] = [];

  private constructor(database: TestDatabase, reader: string, owner: string) {
    this.database = database;
    this.reader = reader;
    this.owner = owner;
  }

  static async on(server: RunningServer): Promise<DatabaseWithRoles> {
    const suffix = `${process.pid}_${++count}`;
    const created = new DatabaseWithRoles(await freshDatabase(server), `Reader ${suffix}`, `owner_${suffix}`);
    await created.database.query(
      `CREATE ROLE ${quoteIdent(created.reader)} LOGIN; CREATE ROLE ${quoteIdent(created.owner)}`,
    );
    return created;
  }

  /** A further database where the roles may be granted something. */
  async another(): Promise<TestDatabase> {
    const database = await freshDatabase(this.database.server);
    this.#others.push(database);
    return database;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const { server } = this.database;
    for (const database of [...this.#others, this.database]) await database.drop();
    const admin = await freshDatabase(server);
    await admin.query(`DROP ROLE ${quoteIdent(this.reader)}; DROP ROLE ${quoteIdent(this.owner)}`);
    await admin.drop();
  }
}
