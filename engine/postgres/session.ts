import type pg from 'pg';

/**
 * The settings under which rows become text. They are fixed so that equal rows give equal bytes on every run and every
 * server, which is what hashes and the reuse of blobs rest on. Changing one changes every hash: a new format.
 * https://www.postgresql.org/docs/current/runtime-config-client.html
 */
export const textSettings: Readonly<Record<string, string>> = {
  DateStyle: 'ISO, MDY',
  IntervalStyle: 'postgres',
  TimeZone: 'UTC',
  extra_float_digits: '3',
  bytea_output: 'hex',
  lc_monetary: 'C',
  xmlbinary: 'base64',
  search_path: '',
  client_encoding: 'UTF8',
};

/** The settings that keep a long session alive, complete and predictable. */
const sessionSettings: Readonly<Record<string, string>> = {
  standard_conforming_strings: 'on', // pg_dump writes definitions as the session reads strings
  quote_all_identifiers: 'off', // and names as it quotes them: a restore finds objects by their plain spelling
  row_security: 'off', // rows hidden by a policy are an error, never silently missing
  synchronize_seqscans: 'off',
  enable_seqscan: 'off', // block ranges are then read by TID range scans
  jit: 'off',
  max_parallel_workers_per_gather: '0',
  statement_timeout: '0',
  idle_in_transaction_session_timeout: '0',
  lock_timeout: '0',
};

/** Settings that came after PostgreSQL 12, by the version that brought them. */
const laterSettings: Readonly<Record<string, number>> = { idle_session_timeout: 140000, transaction_timeout: 170000 };

/** Prepares a connection for reading a database's content. */
export async function fixReadSettings(client: pg.Client, versionNumber: number): Promise<void> {
  await client.query(
    Object.entries(readSettings(versionNumber))
      .map(([name, value]) => `SET ${name} = '${value}'`)
      .concat(textsAsTheyAre)
      .join('; '),
  );
}

/**
 * Lifts the time-outs that an administrator has given a role or a database, for a session that asks only a few things: of a large
 * database these may take longer. Whatever the version.
 */
export async function liftTimeouts(client: pg.Client): Promise<void> {
  await client.query(`
    SET statement_timeout = 0;
    SELECT pg_catalog.set_config(name, '0', false) FROM pg_catalog.pg_settings
     WHERE name IN ('lock_timeout', 'idle_in_transaction_session_timeout', 'idle_session_timeout', 'transaction_timeout')`);
}

/** The texts of a SQL_ASCII database may be no UTF-8, and the server would refuse to send them as such. */
export const textsAsTheyAre = `SELECT pg_catalog.set_config('client_encoding', 'SQL_ASCII', false) WHERE pg_catalog.getdatabaseencoding() = 'SQL_ASCII'`;

/** What {@link fixReadSettings} sets, by name. */
export function readSettings(versionNumber: number): Readonly<Record<string, string>> {
  const later = Object.entries(laterSettings).filter(([, since]) => versionNumber >= since);
  return { ...textSettings, ...sessionSettings, ...Object.fromEntries(later.map(([name]) => [name, '0'])) };
}
