import type pg from 'pg';

/** Who reads, and what was set for him beyond what every session of ours sets itself. */
export interface ReadingRole {
  /** OIDs of the role that has logged in, and of the one it acts as. */
  readonly loggedInAs: number;
  readonly actsAs: number;
  /** What the latter is called. */
  readonly name: string;
  /** `name=value` of settings that extensions have brought, as the server, the database or the role has them, in order. */
  readonly settings: readonly string[];
}

/**
 * An extension's types may look at its own settings, whose names have a dot, and at who asks. What was set for the database or the
 * role is not in `pg_settings` before the extension's library is loaded.
 */
export async function readReadingRole(client: pg.Client): Promise<ReadingRole> {
  const { rows } = await client.query(`
    WITH role AS (
      SELECT s.oid AS session, c.oid AS current, c.rolname::text AS name
        FROM pg_catalog.pg_roles s, pg_catalog.pg_roles c WHERE s.rolname = session_user AND c.rolname = current_user
    ), setting(text) AS (
      SELECT name || '=' || setting FROM pg_catalog.pg_settings
       WHERE pg_catalog.strpos(name, '.') > 0 AND source <> 'default'
      UNION
      SELECT line FROM role, pg_catalog.pg_db_role_setting s, pg_catalog.unnest(s.setconfig) line
       WHERE pg_catalog.strpos(pg_catalog.split_part(line, '=', 1), '.') > 0 AND s.setrole IN (0, role.session)
         AND (s.setdatabase = 0 OR s.setdatabase = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()))
    )
    SELECT session::int8::float8 AS "loggedInAs", current::int8::float8 AS "actsAs", name,
           ARRAY(SELECT text FROM setting ORDER BY text COLLATE "C") AS settings
      FROM role`);
  return rows[0];
}
