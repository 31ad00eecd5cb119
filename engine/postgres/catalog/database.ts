import type pg from 'pg';

/** What a server says of itself and of the database one is connected to. */
export interface DatabaseFacts {
  /** Identifies the cluster: null where the role may not ask. */
  readonly systemIdentifier: string | null;
  readonly serverVersion: string;
  /** `server_version_num`, such as 180004. */
  readonly versionNumber: number;
  readonly name: string;
  /** `pg_database.encoding` by name, such as `UTF8`. */
  readonly encoding: string;
  readonly collation: string;
  readonly ctype: string;
  /** `libc`, `icu` or `builtin`. */
  readonly localeProvider: string;
  readonly locale: string | null;
  /** What ICU's collation was tailored with, since PostgreSQL 16. */
  readonly icuRules: string | null;
  readonly inRecovery: boolean;
}

export async function readDatabaseFacts(client: pg.Client): Promise<DatabaseFacts> {
  const { rows } = await client.query(`
    SELECT pg_catalog.current_setting('server_version') AS "serverVersion",
           pg_catalog.current_setting('server_version_num')::int AS "versionNumber",
           pg_catalog.pg_is_in_recovery() AS "inRecovery",
           pg_catalog.pg_encoding_to_char(d.encoding) AS encoding, pg_catalog.to_jsonb(d) AS row,
           pg_catalog.has_function_privilege('pg_catalog.pg_control_system()', 'EXECUTE') AS "mayAsk"
      FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database()`);
  const { row, mayAsk, ...facts } = rows[0];
  const provider: Record<string, string> = { c: 'libc', i: 'icu', b: 'builtin' };
  return {
    ...facts,
    systemIdentifier: mayAsk ? await systemIdentifier(client) : null,
    name: row.datname,
    collation: row.datcollate,
    ctype: row.datctype,
    localeProvider: provider[row.datlocprovider ?? 'c'] ?? 'libc', // datlocprovider came with 15
    locale: row.datlocale ?? row.daticulocale ?? null, // daticulocale was renamed in 17
    icuRules: row.daticurules ?? null,
  };
}

async function systemIdentifier(client: pg.Client): Promise<string> {
  const { rows } = await client.query('SELECT system_identifier::text AS id FROM pg_catalog.pg_control_system()');
  return rows[0].id;
}
