import type pg from 'pg';

/** A part of a type that decides how values become text, and that can change without any lock on the tables that use it. */
export interface MutableType {
  /** Identifies the part as long as it exists. */
  readonly key: string;
  /** Differs when it was changed, even when it was changed back. */
  readonly state: string;
  /** The type's name, with its schema. */
  readonly type: string;
}

/**
 * The labels of all enums, and the attributes of all composite types: of tables and views too where a column or another type is made
 * of their rows, for a backup holds no lock on those that it leaves out.
 */
export async function readMutableTypes(client: pg.Client): Promise<MutableType[]> {
  const { rows } = await client.query(`
    SELECT 'label ' || e.oid AS key, e.xmin || ' ' || e.enumlabel AS state, n.nspname || '.' || t.typname AS type
      FROM pg_catalog.pg_enum e
      JOIN pg_catalog.pg_type t ON t.oid = e.enumtypid JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
    UNION ALL
    SELECT 'attributes ' || c.oid, pg_catalog.string_agg(a.attnum || ' ' || a.atttypid || ' ' || a.attisdropped, ', ' ORDER BY a.attnum),
           n.nspname || '.' || c.relname
      FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
     WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
       AND (c.relkind = 'c' OR (c.relkind IN ('r', 'p', 'f', 'v', 'm') AND EXISTS (
             SELECT FROM pg_catalog.pg_type t JOIN pg_catalog.pg_depend d ON d.refobjid IN (t.oid, t.typarray)
              WHERE t.oid = c.reltype AND d.refclassid = 'pg_catalog.pg_type'::pg_catalog.regclass
                AND d.classid IN ('pg_catalog.pg_class'::pg_catalog.regclass, 'pg_catalog.pg_type'::pg_catalog.regclass) AND d.deptype = 'n')))
     GROUP BY c.oid, n.nspname, c.relname`);
  return rows;
}
