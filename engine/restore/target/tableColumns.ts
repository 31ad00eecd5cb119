import type pg from 'pg';
import { relationKey } from './dependents.ts';

/** The columns of each table that values can be written to, by the table's key: generated ones are not among them. */
export async function readColumns(client: pg.Client): Promise<Map<string, ReadonlySet<string>>> {
  const { rows } = await client.query(`
    SELECT n.nspname AS schema, c.relname AS name,
           ARRAY(SELECT attname::text FROM pg_catalog.pg_attribute
                  WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped AND attgenerated = '') AS columns
      FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p') AND n.nspname NOT IN ('pg_catalog', 'information_schema')`);
  return new Map(rows.map(({ schema, name, columns }) => [relationKey(schema, name), new Set<string>(columns)]));
}
