import type pg from 'pg';

/** A column of a system catalog and what its numbers point to. */
export interface CatalogColumn {
  readonly name: string;
  readonly type: string;
  /** The catalog whose row the value names, by OID or, with `relation`, by attribute number. */
  readonly references: string | null;
  readonly isArray: boolean;
  /** The column of the same row that holds the relation whose attribute this is. */
  readonly relation: string | null;
}

export interface Catalog {
  readonly name: string;
  readonly columns: readonly CatalogColumn[];
}

/**
 * Every catalog of the connected server with its columns, asked from the server itself: a catalog or a column that a later
 * version adds is compared without anybody having thought of it.
 */
export async function readCatalogs(client: pg.Client): Promise<Catalog[]> {
  const { rows } = await client.query<Catalog>(`
    SELECT c.relname AS name,
           json_agg(json_build_object(
             'name', a.attname, 'type', a.atttypid::regtype, 'references', pktable::text,
             'isArray', coalesce(is_array, false),
             'relation', CASE WHEN array_length(fkcols, 1) = 2 THEN fkcols[1] END) ORDER BY a.attnum) AS columns
    FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
    LEFT JOIN pg_get_catalog_foreign_keys() k ON k.fktable = c.oid AND k.fkcols[array_length(k.fkcols, 1)] = a.attname
    WHERE c.relnamespace = 'pg_catalog'::regnamespace AND c.relkind = 'r'
    GROUP BY c.relname ORDER BY c.relname`);
  return rows;
}
