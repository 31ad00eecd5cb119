import type pg from 'pg';

/** A role that makes tables, and in which schemas it has made some or may. */
export interface Owner {
  readonly name: string;
  readonly schemas: readonly string[];
}

/** Who owns schemas, tables and sequences. `pg_database_owner` stands for the database's owner, and makes nothing itself. */
export async function listOwners(client: pg.Client): Promise<Owner[]> {
  const { rows } = await client.query(`
    WITH own AS (
      SELECT n.nspowner AS owner, n.nspname FROM pg_catalog.pg_namespace n
      UNION
      SELECT c.relowner, n.nspname
        FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
       WHERE c.relkind IN ('r', 'p', 'S', 'f', 'v', 'm')
    ), real AS (
      SELECT CASE WHEN r.rolname = 'pg_database_owner' THEN d.datdba ELSE r.oid END AS owner, own.nspname
        FROM own JOIN pg_catalog.pg_roles r ON r.oid = own.owner
        JOIN pg_catalog.pg_database d ON d.datname = pg_catalog.current_database()
       WHERE own.nspname <> 'information_schema' AND own.nspname !~ '^pg_'
    )
    SELECT pg_catalog.pg_get_userbyid(owner)::text AS name, pg_catalog.array_agg(DISTINCT nspname::text) AS schemas
      FROM real GROUP BY owner ORDER BY 1`);
  return rows;
}
