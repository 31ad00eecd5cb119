import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import pg from 'pg';
import type { RunningServer } from '../embedded/runningServer.ts';
import type { ThrowawayServer } from '../embedded/server.ts';

/** A database to measure with. */
export interface BenchDatabase {
  readonly name: string;
  readonly title: string;
  create(server: ThrowawayServer): Promise<void>;
}

/** About 1 GB of COPY text: pgbench's tables with their foreign keys, and a wide one with text, numeric and jsonb. */
const mixed: BenchDatabase = {
  name: 'mixed',
  title: '(a) pgbench and a wide table, about 1 GB',
  async create(server) {
    const { host, port, superuser, binDir } = server;
    const args = ['-i', '-q', '-s', '45', '--foreign-keys', '-h', host, '-p', String(port), '-U', superuser, 'mixed'];
    execFileSync(join(binDir, 'pgbench'), args, { stdio: 'ignore' });
    await run(
      server,
      'mixed',
      `CREATE TABLE wide AS ${wideRows(1_800_000)}`,
      'ALTER TABLE wide ADD PRIMARY KEY (id)',
      'CREATE INDEX ON wide (b)',
    );
  },
};

/** Another GB, in one table: what a pg_dump with many jobs reads with one of them. */
const single: BenchDatabase = {
  name: 'single',
  title: '(b) one big table, about 1 GB',
  async create(server) {
    await run(server, 'single', `CREATE TABLE big AS ${wideRows(3_100_000)}`, 'ALTER TABLE big ADD PRIMARY KEY (id)');
  },
};

/** Where opening, locking and describing tables is all the work. */
function manyTables(name: string, title: string, count: number): BenchDatabase {
  return {
    name,
    title,
    async create(server) {
      for (let at = 0; at < count; at += 500) {
        await run(
          server,
          name,
          `DO $$ BEGIN FOR i IN ${at + 1}..${at + 500} LOOP
             EXECUTE format('CREATE TABLE t_%s (id int PRIMARY KEY, name text NOT NULL, at timestamptz DEFAULT now())', i);
             EXECUTE format('INSERT INTO t_%s SELECT g, md5(g::text), now() FROM generate_series(1, %s) g', i, 20 + i % 200);
           END LOOP; END $$`,
        );
      }
    },
  };
}

const many = manyTables('many', '(c) 3,000 small tables', 3_000);
const tenThousand = manyTables('ten_thousand', '(e) 10,000 small tables', 10_000);

export const databases: readonly BenchDatabase[] = [mixed, single, many, tenThousand];

/** The table of {@link recovery} that is lost. */
export const lostTable = 'wide_2';

/** Of which one table is wanted back, with its indexes. */
export const recovery: BenchDatabase = {
  name: 'recovery',
  title: '(d) four tables of 500 MB with two indexes each',
  async create(server) {
    for (const table of ['wide_1', lostTable, 'wide_3', 'wide_4']) {
      await run(
        server,
        'recovery',
        `CREATE TABLE ${table} AS ${wideRows(1_450_000)}`,
        `ALTER TABLE ${table} ADD PRIMARY KEY (id)`,
        `CREATE INDEX ON ${table} (b)`,
      );
    }
  },
};

export async function createDatabase(server: ThrowawayServer, database: BenchDatabase): Promise<void> {
  await run(server, 'postgres', `CREATE DATABASE ${database.name}`);
  await database.create(server);
  await run(server, database.name, 'VACUUM (ANALYZE)', 'CHECKPOINT');
}

/** Runs statements, each by itself. */
export async function run(server: RunningServer, database: string, ...statements: string[]): Promise<void> {
  const client = new pg.Client(server.url(database));
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

export function wideRows(count: number): string {
  return `SELECT g AS id, md5(g::text) || md5((g * 7)::text) AS a, repeat(md5((g % 1000)::text), 4) AS b,
       (g * 1.37)::numeric(14, 4) AS n, now() - g * interval '1 second' AS at,
       jsonb_build_object('id', g, 'name', 'name ' || g, 'tags', jsonb_build_array('a', 'b', g % 17), 'price', (g % 10000) / 100.0) AS j
  FROM generate_series(1, ${count}) g`;
}
