import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type pg from 'pg';

const systemFolder = '/usr/lib/postgresql';

/**
 * The schema as the system's own pg_dump writes it, an entry a line; nothing where no pg_dump is new enough. It looks at the
 * same catalogs from another side, and its authors thought of more than we can.
 */
export async function describeByPgDump(client: pg.Client): Promise<string[]> {
  const program = await fittingPgDump(client);
  if (!program) return [];
  const { host, port, user = '', database = '', password } = client;
  const { stdout } = await promisify(execFile)(
    program,
    ['--schema-only', '--host', host, '--port', String(port), '--username', user, '--dbname', database],
    { env: { ...process.env, PGPASSWORD: password ?? '' }, maxBuffer: 2 ** 28 },
  );
  return stdout
    .split(/^--\n-- (?=Name: )/m)
    .slice(1)
    .map((entry) => `pg_dump: ${withoutTail(entry)}`);
}

async function fittingPgDump(client: pg.Client): Promise<string | undefined> {
  const { rows } = await client.query<{ major: number }>(
    `SELECT current_setting('server_version_num')::int / 10000 AS major`,
  );
  if (!existsSync(systemFolder)) return undefined;
  const majors = readdirSync(systemFolder).map(Number);
  const fitting = majors.filter((major) => major >= rows[0]!.major).sort((a, b) => a - b)[0];
  const program = join(systemFolder, String(fitting), 'bin/pg_dump');
  return fitting && existsSync(program) ? program : undefined;
}

/** Ends an entry before the settings that pg_dump writes for the next one, and before the dump's own end with its random key. */
function withoutTail(entry: string): string {
  return entry
    .replace(/\n--\n-- PostgreSQL database dump complete[\s\S]*/, '')
    .replace(/\nSET default_[\s\S]*/, '')
    .trim();
}
