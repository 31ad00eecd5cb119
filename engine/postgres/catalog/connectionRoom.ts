import type pg from 'pg';

/** How many more connections a server takes from a role into a database. */
export interface ConnectionRoom {
  /** What the server allows to all roles that are no superusers. */
  readonly allowed: number;
  /** How many of them are free. */
  readonly free: number;
  /** The role's own limit. */
  readonly ofRole: Limit;
  /** The database's. */
  readonly ofDatabase: Limit;
}

/** A limit of its own, and how many of it are in use and free; the limit is infinite where there is none. */
export interface Limit {
  readonly limit: number;
  readonly used: number;
  readonly free: number;
}

/** Looks from a connection of the role, which does not count itself. Default: the database that it is connected to; another one's limit does not count. */
export async function readConnectionRoom(client: pg.Client, database?: string): Promise<ConnectionRoom> {
  const { rows } = await client.query(
    `
    SELECT pg_catalog.current_setting('max_connections')::int
             - pg_catalog.current_setting('superuser_reserved_connections')::int
             - COALESCE(pg_catalog.current_setting('reserved_connections', true), '0')::int AS allowed,
           (SELECT count(*)::int FROM pg_catalog.pg_stat_activity
             WHERE usesysid IS NOT NULL AND datid IS NOT NULL AND pid <> pg_catalog.pg_backend_pid()) AS used,
           (SELECT count(*)::int FROM pg_catalog.pg_stat_activity
             WHERE usename = current_user AND datid IS NOT NULL AND pid <> pg_catalog.pg_backend_pid()) AS "usedByRole",
           (SELECT rolconnlimit FROM pg_catalog.pg_roles WHERE rolname = current_user) AS "roleLimit",
           (SELECT count(*)::int FROM pg_catalog.pg_stat_activity
             WHERE datname = pg_catalog.current_database() AND pid <> pg_catalog.pg_backend_pid() AND usesysid IS NOT NULL) AS "usedOfDatabase",
           (SELECT datconnlimit FROM pg_catalog.pg_database
             WHERE datname = pg_catalog.current_database() AND datname = COALESCE($1, datname)) AS "databaseLimit",
           pg_catalog.current_setting('is_superuser')::bool AS superuser`,
    [database ?? null],
  );
  const { allowed, used, usedByRole, roleLimit, usedOfDatabase, databaseLimit, superuser } = rows[0];
  return {
    allowed,
    free: allowed - used,
    ofRole: limitOf(superuser ? null : roleLimit, usedByRole),
    ofDatabase: limitOf(superuser ? null : databaseLimit, usedOfDatabase),
  };
}

/** In the catalogs -1 is no limit, and -2 a database that none may connect to. */
function limitOf(limit: number | null, used: number): Limit {
  if (limit === null || limit < 0) return { limit: Number.POSITIVE_INFINITY, used, free: Number.POSITIVE_INFINITY };
  return { limit, used, free: limit - used };
}
