import type pg from 'pg';

/** A publication of all tables, or of all of a schema. */
export interface WholePublication {
  readonly name: string;
  /** Null for the whole database. */
  readonly schema: string | null;
}

/** Publications of schemas are there since PostgreSQL 15. */
export async function readWholePublications(client: pg.Client): Promise<WholePublication[]> {
  const { rows: of } = await client.query(
    "SELECT pg_catalog.to_regclass('pg_catalog.pg_publication_namespace') IS NOT NULL AS schemas",
  );
  const { rows } = await client.query<WholePublication>(
    `SELECT pubname AS name, NULL AS schema FROM pg_catalog.pg_publication WHERE puballtables
     ${
       of[0].schemas
         ? `UNION ALL SELECT pubname, nspname FROM pg_catalog.pg_publication_namespace
             JOIN pg_catalog.pg_publication p ON p.oid = pnpubid JOIN pg_catalog.pg_namespace n ON n.oid = pnnspid`
         : ''
     } ORDER BY 1, 2`,
  );
  return rows;
}
