import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { backup, generateKey, initRepository, openRepository, parsePlan } from '../../engine/index.ts';
import type { Bucket } from '../gateway/bucket.ts';
import type { TestDatabase } from '../servers.ts';
import { commandLines, settingNames } from './readme.ts';

const run = promisify(execFile);

/** A shop with orders of about so many rows, among other tables. */
export async function fillShop(database: TestDatabase, orders: number): Promise<void> {
  await database.query(`
    CREATE TABLE customers (id int PRIMARY KEY, name text NOT NULL);
    INSERT INTO customers SELECT n, 'customer ' || n FROM generate_series(1, 1000) n;
    CREATE TABLE orders (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, customer int NOT NULL REFERENCES customers,
                         placed_at timestamptz NOT NULL, note text);
    INSERT INTO orders (customer, placed_at, note)
      SELECT 1 + n % 1000, '2026-01-01'::timestamptz + n * interval '7 s', md5(n::text) || md5((n * 7)::text) || md5((n * 13)::text)
        FROM generate_series(1, ${orders}) n;
    CREATE INDEX ON orders (customer);
    CREATE INDEX ON orders (placed_at);
    CREATE TABLE order_lines (order_id bigint REFERENCES orders, sku text);
    INSERT INTO order_lines SELECT n, 'sku ' || n FROM generate_series(1, 100) n;
    CREATE VIEW biggest AS SELECT * FROM orders WHERE id > 10`);
}

/** What is left on the worst day: a bucket with a set of `source` in it, and the settings that the README asks for. */
export async function backUpTo(bucket: Bucket, source: TestDatabase): Promise<Readonly<Record<string, string>>> {
  const { accessKeyId, secretAccessKey } = bucket.facts;
  const key = generateKey();
  const { host, port, user } = source.target;
  await initRepository(bucket.address(), { encryption: { key } });
  const repository = await openRepository(bucket.address(), { key });
  const from = { host, port, database: source.name, user, ssl: { mode: 'disable' } };
  await repository.plans.apply(parsePlan({ id: 'orders-nightly', source: from }));
  await backup(repository, 'orders-nightly');
  const known: Readonly<Record<string, string>> = {
    PGSTOW_REPOSITORY: bucket.address(),
    PGSTOW_KEY: key,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    PGSTOW_TARGET: source.url,
    PGPASSWORD: source.server.password,
  };
  return Object.fromEntries(settingNames.map((name) => [name, known[name]!]));
}

/** Where `npx pgstow` runs the program, and a home that knows nothing. */
export interface NewFolder {
  readonly folder: string;
  readonly path: string;
}

/** Runs the README's command lines one after the other, each as it stands; what each has printed. */
export async function asTheReadmeSays(at: NewFolder, settings: Readonly<Record<string, string>>): Promise<string[]> {
  const printed: string[] = [];
  for (const line of commandLines) printed.push(await runLine(line, at, settings));
  return printed;
}

/** One line of a shell. Rejects when it fails. */
export async function runLine(
  line: string,
  { folder, path }: NewFolder,
  settings: Readonly<Record<string, string>>,
): Promise<string> {
  const env = { PATH: path, HOME: folder, ...settings };
  const { stdout, stderr } = await run('sh', ['-c', line], { cwd: folder, env });
  return stdout + stderr;
}
