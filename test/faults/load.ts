import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import type { TestDatabase } from '../servers.ts';
import { accountCount } from './loadSchema.ts';

/** How long a migration of the load waits for its lock, as careful ones do: whoever queues behind it waits no longer. */
export const migrationLockMs = 1_000;

/** What happened while the load ran. */
export interface LoadReport {
  /** The longest that a transaction of the application took, in milliseconds. */
  slowest: { what: string; milliseconds: number };
  /** How often each kind of work was done. */
  readonly done: Record<string, number>;
  /** How often each kind of work gave up waiting for its lock, which it may. */
  readonly gaveUp: Record<string, number>;
  /** Whatever else went wrong, which it may not: a backup must break nobody's work. */
  readonly failures: string[];
}

/** An application at work, and the people who migrate its tables meanwhile. */
export class Load {
  readonly report: LoadReport = { slowest: { what: '', milliseconds: 0 }, done: {}, gaveUp: {}, failures: [] };
  readonly #database: TestDatabase;
  readonly #loops: Promise<void>[] = [];
  #stopped = false;

  constructor(database: TestDatabase) {
    this.#database = database;
  }

  async start(): Promise<void> {
    for (let i = 0; i < 3; i++) await this.#application('transfer', transfer);
    await this.#application('family', family);
    await this.#migration('refill', 120, refill);
    await this.#migration('alter', 450, alterAccounts); // ten minutes of it must fit into 1,600 columns, dropped ones included
    await this.#migration('create and drop', 60, createAndDrop);
    await this.#migration('index', 500, indexHistory);
    await this.#migration('vacuum full', 700, (client) => client.query('VACUUM FULL history'));
    await this.#migration('rename label', 4_000, renameLabel);
    await this.#migration('unbounded alter', 900, alterQuietTables, 0);
  }

  async stop(): Promise<LoadReport> {
    this.#stopped = true;
    await Promise.all(this.#loops);
    return this.report;
  }

  /** Work whose latency counts. */
  #application(what: string, work: Work): Promise<void> {
    return this.#loop(what, 5, async (client) => {
      const started = performance.now();
      await work(client);
      const milliseconds = performance.now() - started;
      if (milliseconds > this.report.slowest.milliseconds) this.report.slowest = { what, milliseconds };
    });
  }

  /** Work that takes tables for itself. */
  #migration(what: string, pause: number, work: Work, lockMs = migrationLockMs): Promise<void> {
    return this.#loop(what, pause, work, `SET lock_timeout = ${lockMs}`);
  }

  async #loop(what: string, pause: number, work: Work, setup = ''): Promise<void> {
    const client = await this.#database.connect();
    await client.query(`SET application_name = 'load: ${what}'; ${setup}`);
    this.#loops.push(this.#repeat(what, client, pause, work).finally(() => client.end()));
  }

  async #repeat(what: string, client: pg.Client, pause: number, work: Work): Promise<void> {
    const { done, gaveUp, failures } = this.report;
    while (!this.#stopped) {
      try {
        await work(client);
        done[what] = (done[what] ?? 0) + 1;
      } catch (thrown) {
        if ((thrown as { code?: string }).code === '55P03') gaveUp[what] = (gaveUp[what] ?? 0) + 1;
        else failures.push(`${what}: ${thrown}`);
        await client.query('ROLLBACK').catch(() => {});
      }
      await sleep(pause);
    }
  }
}

type Work = (client: pg.Client) => Promise<unknown>;

const any = (count: number) => 1 + Math.floor(Math.random() * count);

async function transfer(client: pg.Client): Promise<void> {
  const [from, to] = [any(accountCount), any(accountCount)].sort((a, b) => a - b) as [number, number]; // else they deadlock
  const amount = any(100);
  await client.query('BEGIN');
  await client.query('UPDATE accounts SET balance = balance - $2 WHERE id = $1', [from, amount]);
  await client.query('INSERT INTO history (account, delta) VALUES ($1, $2)', [from, -amount]);
  await client.query('UPDATE accounts SET balance = balance + $2 WHERE id = $1', [to, amount]);
  await client.query('INSERT INTO history (account, delta) VALUES ($1, $2)', [to, amount]);
  await client.query('COMMIT');
}

/** A parent with its children, one child more for some other, and one family less. */
async function family(client: pg.Client): Promise<void> {
  await client.query('BEGIN');
  const { rows } = await client.query('INSERT INTO parent (n) VALUES (3) RETURNING id');
  await client.query('INSERT INTO child (parent) SELECT $1 FROM generate_series(1, 3)', [rows[0].id]);
  const other = await client.query('UPDATE parent SET n = n + 1 WHERE id = $1 - 7 RETURNING id', [rows[0].id]);
  if (other.rows[0]) await client.query('INSERT INTO child (parent) VALUES ($1)', [other.rows[0].id]);
  await client.query('DELETE FROM parent WHERE id = $1 - 500', [rows[0].id]);
  await client.query('COMMIT');
}

async function refill(client: pg.Client): Promise<void> {
  await client.query(`
    BEGIN;
    TRUNCATE board;
    INSERT INTO board SELECT g, ${any(1_000_000)} FROM generate_series(1, 500) g;
    COMMIT`);
}

async function alterAccounts(client: pg.Client): Promise<void> {
  await client.query('ALTER TABLE accounts ADD COLUMN IF NOT EXISTS extra int DEFAULT 7');
  await client.query('ALTER TABLE accounts DROP COLUMN extra');
}

async function createAndDrop(client: pg.Client): Promise<void> {
  const name = `scratch_${any(1_000_000)}`;
  await client.query(
    `CREATE TABLE ${name} (id serial PRIMARY KEY, text text); INSERT INTO ${name} (text) VALUES ('x')`,
  );
  await client.query(`CREATE VIEW ${name}_view AS SELECT * FROM ${name}; CREATE SEQUENCE ${name}_alone`);
  await client.query(`CREATE FUNCTION ${name}_function() RETURNS int LANGUAGE sql AS 'SELECT 1'`);
  await client.query('SET lock_timeout = 0'); // what it has made it removes, however long that takes
  await client.query(`DROP FUNCTION ${name}_function(); DROP SEQUENCE ${name}_alone; DROP TABLE ${name} CASCADE`);
}

async function indexHistory(client: pg.Client): Promise<void> {
  await client.query('CREATE INDEX IF NOT EXISTS history_account ON history (account)');
  await client.query('DROP INDEX history_account');
}

async function renameLabel(client: pg.Client): Promise<void> {
  await client.query("ALTER TYPE mood RENAME VALUE 'happy' TO 'glad'");
  await client.query("ALTER TYPE mood RENAME VALUE 'glad' TO 'happy'");
}

/** One transaction that locks in the opposite order of a backup, and waits for ever. */
async function alterQuietTables(client: pg.Client): Promise<void> {
  await client.query('BEGIN; ALTER TABLE quiet_b ADD COLUMN extra int');
  await client.query('ALTER TABLE quiet_a ADD COLUMN extra int');
  await client.query('ALTER TABLE quiet_a DROP COLUMN extra; ALTER TABLE quiet_b DROP COLUMN extra; COMMIT');
}
