import pg from 'pg';
import { afterAll, inject, type TestContext } from 'vitest';
import { RunningServer, type ServerFacts } from '../embedded/runningServer.ts';
import { quoteIdent, quoteLiteral } from '../engine/postgres/identifier.ts';
import type { ConnectionTarget } from '../engine/postgres/target.ts';
import { inParallel } from '../engine/repository/inParallel.ts';

/** The versions of the quick tests; the long ones have 14, 16 and 17 too. */
export const versions = ['18', '15'] as const;

/**
 * The server of this major version that the whole run shares: use databases of your own in it, and leave its roles and
 * settings as they are. For a server to restart, kill or configure start one with `startServer` (0.6 s).
 * Where this machine has no such version the test is skipped and says so.
 */
export async function server(version: string, context: TestContext): Promise<RunningServer> {
  const answer = await fetch(`${inject('serverDesk')}/${version}`);
  if (answer.status === 404) context.skip(await answer.text());
  if (!answer.ok) throw new Error(await answer.text());
  return new RunningServer((await answer.json()) as ServerFacts);
}

export interface DatabaseOptions {
  /** UTF8 unless said. */
  readonly encoding?: string;
  /** Collation and character type; C unless said. */
  readonly locale?: string;
  readonly template?: string;
}

/** A database of one test's own, dropped at the end of its file or, with `await using`, of its block. */
export class TestDatabase implements AsyncDisposable {
  readonly server: RunningServer;
  readonly name: string;
  #client: Promise<pg.Client> | undefined;

  constructor(server: RunningServer, name: string) {
    this.server = server;
    this.name = name;
  }

  /** The superuser's way in. */
  get target(): ConnectionTarget {
    return this.server.target(this.name);
  }

  get url(): string {
    return this.server.url(this.name);
  }

  /** A new connection as the superuser, or as another role. */
  connect(user: string = this.server.superuser): Promise<pg.Client> {
    return connect(this.server, this.name, user);
  }

  /** Runs SQL, several statements too, on a connection kept for this. */
  async query(sql: string, values?: unknown[]): Promise<Record<string, unknown>[]> {
    this.#client ??= this.connect();
    return (await (await this.#client).query(sql, values)).rows;
  }

  async drop(): Promise<void> {
    await (await this.#client)?.end();
    this.#client = undefined;
    databases.delete(this);
    const admin = await connect(this.server, 'postgres');
    try {
      await dropDatabase(admin, this);
    } finally {
      await admin.end();
    }
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.drop();
  }
}

const databases = new Set<TestDatabase>();
let count = 0;

export async function freshDatabase(server: RunningServer, options: DatabaseOptions = {}): Promise<TestDatabase> {
  const database = new TestDatabase(server, `test_${process.pid}_${++count}`);
  const { encoding = 'UTF8', locale = 'C', template = 'template0' } = options;
  const admin = await connect(server, 'postgres');
  try {
    await admin.query(
      `CREATE DATABASE ${quoteIdent(database.name)} TEMPLATE ${quoteIdent(template)}
       ENCODING ${quoteLiteral(encoding)} LOCALE ${quoteLiteral(locale)}`,
    );
  } finally {
    await admin.end();
  }
  databases.add(database);
  return database;
}

afterAll(() => dropDatabases()); // of whatever file imports this

/** Every database that this process has made and not dropped yet; several at once, as each waits for a checkpoint. */
export async function dropDatabases(): Promise<void> {
  await inParallel([...databases], (database) => database.drop(), 6);
}

async function connect(server: RunningServer, database: string, user = server.superuser): Promise<pg.Client> {
  const client = new pg.Client({ host: server.host, port: server.port, database, user, password: server.password });
  client.on('error', () => {}); // a database may be dropped under its clients
  await client.connect();
  return client;
}

async function dropDatabase(admin: pg.Client, database: TestDatabase): Promise<void> {
  const drop = `DROP DATABASE IF EXISTS ${quoteIdent(database.name)} WITH (FORCE)`;
  await admin.query(drop).catch(async (thrown: { code?: string }) => {
    if (thrown.code !== '55006') throw thrown; // object_in_use: its subscriptions must go first
    await dropSubscriptions(database);
    await admin.query(drop);
  });
}

async function dropSubscriptions(database: TestDatabase): Promise<void> {
  const client = await database.connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      `SELECT subname AS name FROM pg_subscription s JOIN pg_database d ON d.oid = s.subdbid WHERE datname = current_database()`,
    );
    for (const { name } of rows) await client.query(`DROP SUBSCRIPTION ${quoteIdent(name)}`);
  } finally {
    await client.end();
  }
}
