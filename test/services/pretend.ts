import type { RunningServer } from '../../embedded/runningServer.ts';
import { quoteIdent } from '../../engine/postgres/identifier.ts';
import { TestDatabase } from '../servers.ts';

/** What makes a plain PostgreSQL look like a service's: not one of them was tried itself. */
export interface Pretence {
  /** Roles that the service has, the first of which its administrators are members of. */
  readonly roles: readonly string[];
  /** Settings with a dot, as its library would define them. */
  readonly settings?: Readonly<Record<string, string>>;
  /** What it has made in the database. */
  readonly made?: string;
}

/** A database of such a service, owned by an administrator who is no superuser. All of it is gone at the end of the block. */
export class PretendService implements AsyncDisposable {
  readonly database: TestDatabase;
  /** The administrator's name. */
  readonly administrator = 'service_administrator';
  readonly #roles: readonly string[];

  private constructor(database: TestDatabase, roles: readonly string[]) {
    this.database = database;
    this.#roles = roles;
  }

  static async on(server: RunningServer, { roles, settings = {}, made = '' }: Pretence): Promise<PretendService> {
    const admin = new TestDatabase(server, 'postgres');
    const database = new TestDatabase(server, 'of_a_service');
    const service = new PretendService(database, roles);
    const [group] = roles;
    for (const role of roles) await createRole(admin, role);
    await admin.query(`
      CREATE ROLE ${service.administrator} LOGIN CREATEDB CREATEROLE; GRANT ${quoteIdent(group!)} TO ${service.administrator}`);
    await admin.query(`CREATE DATABASE ${database.name} OWNER ${service.administrator} TEMPLATE template0`);
    for (const [name, value] of Object.entries(settings)) {
      await admin.query(`ALTER DATABASE ${database.name} SET ${quoteIdent(name)} = '${value}'`);
    }
    await database.query(made || 'SELECT');
    return service;
  }

  get target() {
    return { ...this.database.target, user: this.administrator };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.database.drop();
    const admin = new TestDatabase(this.database.server, 'postgres');
    await admin.query("UPDATE pg_authid SET rolname = 'now_' || rolname WHERE rolname = ANY ($1) AND oid >= 16384", [
      this.#roles.filter(isReserved),
    ]);
    for (const role of [this.administrator, ...this.#roles]) {
      await admin.query(`DROP ROLE ${quoteIdent(isReserved(role) ? `now_${role}` : role)}`);
    }
  }
}

/** Names that begin so are the server's own: a service takes them all the same. */
const isReserved = (role: string) => role.startsWith('pg_');

async function createRole(admin: TestDatabase, role: string): Promise<void> {
  await admin.query(`CREATE ROLE ${quoteIdent(isReserved(role) ? `now_${role}` : role)}`);
  if (isReserved(role))
    await admin.query(`UPDATE pg_authid SET rolname = $1 WHERE rolname = $2`, [role, `now_${role}`]);
}
