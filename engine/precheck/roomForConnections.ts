import type pg from 'pg';
import { quoteIdent } from '../postgres/identifier.ts';
import { fail, type Outcome, pass } from './report.ts';

/** Who wants to connect, how often, and how it is told to do so less often. */
export interface Wish {
  /** Such as `a backup`. */
  readonly what: string;
  readonly needed: number;
  readonly role: string;
  /** That is connected to; its own limit counts where the check has come into it. */
  readonly database: string;
  readonly lower: string;
  readonly lowerTo: (free: number) => string;
}

/** Whether the server, and the limits of the role and of the database, have room for so many connections now. */
export async function roomForConnections(
  client: pg.Client,
  { what, needed, role, database, lower, lowerTo }: Wish,
): Promise<Outcome> {
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
             WHERE datname = $1 AND pid <> pg_catalog.pg_backend_pid() AND usesysid IS NOT NULL) AS "usedOfDatabase",
           COALESCE((SELECT datconnlimit FROM pg_catalog.pg_database
                      WHERE datname = $1 AND datname = pg_catalog.current_database()), -1) AS "databaseLimit",
           pg_catalog.current_setting('is_superuser')::bool AS superuser`,
    [database],
  );
  const { allowed, used, usedByRole, roleLimit, usedOfDatabase, databaseLimit, superuser } = rows[0];
  if (!superuser && roleLimit >= 0 && roleLimit - usedByRole < needed) {
    return fail(
      `${what} needs ${needed} connections, and role ${role} may have ${roleLimit} (${usedByRole} in use)`,
      `ALTER ROLE ${quoteIdent(role)} CONNECTION LIMIT ${usedByRole + needed}; or ${lower}`,
    );
  }
  if (!superuser && databaseLimit >= 0 && databaseLimit - usedOfDatabase < needed) {
    return fail(
      `${what} needs ${needed} connections, and database ${database} may have ${databaseLimit} (${usedOfDatabase} in use)`,
      `ALTER DATABASE ${quoteIdent(database)} CONNECTION LIMIT ${usedOfDatabase + needed}; or ${lower}`,
    );
  }
  const free = allowed - used;
  if (free >= needed) return pass(`${what} needs ${needed} connections, ${free} of ${allowed} are free`);
  return fail(
    `${what} needs ${needed} connections, and ${free} of ${allowed} are free`,
    `${lowerTo(free)}, or raise max_connections`,
  );
}
