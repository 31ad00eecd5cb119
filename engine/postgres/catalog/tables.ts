import type pg from 'pg';
import { isRestoreSchemaSql } from '../restoreSchemas.ts';

/** A table as the catalog has it, with what reading its data needs. */
export interface CatalogTable {
  readonly oid: number;
  readonly schema: string;
  readonly name: string;
  /** `pg_class.relkind`: `r` ordinary (partitions too), `p` partitioned, `f` foreign. Only `r` carries data of its own. */
  readonly kind: 'r' | 'p' | 'f';
  /** `pg_class.relpersistence`: `p` permanent, `u` unlogged. */
  readonly persistence: 'p' | 'u';
  /** True for the heap access method, the one that is read by block ranges. */
  readonly heap: boolean;
  /** The columns COPY reads and writes: no generated, no dropped ones. */
  readonly columns: readonly string[];
  /** Blocks of the main fork, and bytes of table and TOAST together: an estimate until {@link measureTables}. */
  readonly blocks: number;
  readonly bytes: number;
  /** The partitioned tables above, nearest first. */
  readonly ancestors: readonly number[];
  /** Set on members of an extension: only its configuration tables carry data that a dump must take. */
  readonly extension: string | null;
  /** The extension's WHERE clause for a configuration table, empty for all rows; null for any other table. */
  readonly condition: string | null;
  readonly mayRead: boolean;
  /** Without the right to use its schema a table can be neither locked nor read, whatever its own rights are. */
  readonly mayUseSchema: boolean;
  /** True when row-level security would hide rows from this role. */
  readonly rowSecurity: boolean;
}

/**
 * Every table that a dump of the whole database covers: no system schemas and none
 * of a restore, no temporary tables, and of extensions' tables
 * only those they registered (https://www.postgresql.org/docs/current/extend-extensions.html#EXTEND-EXTENSIONS-CONFIG-TABLES).
 * Takes no lock: it never waits for a migration, which may well be in a table that nobody wants to read.
 */
export async function listTables(client: pg.Client): Promise<CatalogTable[]> {
  const { rows } = await client.query(`
    WITH RECURSIVE member AS (
      SELECT d.objid AS oid, e.extname,
             e.extcondition[pg_catalog.array_position(e.extconfig, d.objid)] AS condition
        FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_extension e ON e.oid = d.refobjid
       WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
         AND d.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass AND d.deptype = 'e'
    ), ancestor AS (
      SELECT i.inhrelid AS oid, i.inhparent AS parent, 1 AS distance
        FROM pg_catalog.pg_inherits i JOIN pg_catalog.pg_class p ON p.oid = i.inhparent AND p.relkind = 'p'
      UNION ALL
      SELECT a.oid, i.inhparent, a.distance + 1
        FROM ancestor a JOIN pg_catalog.pg_inherits i ON i.inhrelid = a.parent
    )
    SELECT c.oid::int8::float8 AS oid, n.nspname AS schema, c.relname AS name, c.relkind AS kind,
           c.relpersistence AS persistence, COALESCE(am.amname, '') = 'heap' AS heap,
           ARRAY(SELECT a.attname::text FROM pg_catalog.pg_attribute a
                  WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
                  ORDER BY a.attnum) AS columns,
           GREATEST(c.relpages, 0) AS blocks,
           (GREATEST(c.relpages, 0) + COALESCE(toast.relpages, 0)) * pg_catalog.current_setting('block_size')::float8 AS bytes,
           ARRAY(SELECT parent::int8::float8 FROM ancestor WHERE ancestor.oid = c.oid ORDER BY distance) AS ancestors,
           m.extname AS extension, m.condition,
           COALESCE(pg_catalog.has_table_privilege(c.oid, 'SELECT'), true) AS "mayRead", -- NULL: just dropped
           COALESCE(pg_catalog.has_schema_privilege(n.oid, 'USAGE'), true) AS "mayUseSchema",
           pg_catalog.row_security_active(c.oid) AS "rowSecurity"
      FROM pg_catalog.pg_class c
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      LEFT JOIN pg_catalog.pg_class toast ON toast.oid = c.reltoastrelid
      LEFT JOIN pg_catalog.pg_am am ON am.oid = c.relam
      LEFT JOIN member m ON m.oid = c.oid
     WHERE c.relkind IN ('r', 'p', 'f') AND c.relpersistence <> 't'
       AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_' AND NOT ${isRestoreSchemaSql}
       AND (m.extname IS NULL OR m.condition IS NOT NULL)
     ORDER BY n.nspname, c.relname`);
  return rows;
}

/**
 * The same tables with their sizes as they are now. To ask for them takes each table's lock for a moment: on a table that
 * somebody else has locked for himself it waits, as long as `lock_timeout` allows.
 */
export async function measureTables(client: pg.Client, tables: readonly CatalogTable[]): Promise<CatalogTable[]> {
  const { rows } = await client.query(
    `SELECT c.oid::int8::float8 AS oid,
            pg_catalog.pg_relation_size(c.oid)::float8 / pg_catalog.current_setting('block_size')::int AS blocks,
            (pg_catalog.pg_relation_size(c.oid)
              + COALESCE(pg_catalog.pg_relation_size(NULLIF(c.reltoastrelid, 0)), 0))::float8 AS bytes
       FROM pg_catalog.pg_class c WHERE c.relkind = 'r' AND c.oid = ANY ($1::oid[])`,
    [tables.map(({ oid }) => oid)],
  );
  const sizes = new Map(rows.map(({ oid, ...size }) => [oid, size]));
  return tables.map((table) => ({ ...table, ...sizes.get(table.oid) }));
}
