import type pg from 'pg';

/** What decides how a table's rows become text, besides the rows. */
export interface TableFingerprint {
  readonly oid: number;
  /** `pg_relation_filenode()`: as it is now, which the table's lock keeps so. */
  readonly filenode: string;
  /** Digest of all that the catalogs say of it; it differs also when something was changed and changed back. */
  readonly fingerprint: string;
  /** True when the text of a value depends on more than that: `regclass` and its kin, `aclitem`. */
  readonly volatileText: boolean;
}

/** `aclitem`, `internal`, and what is shown as the name of an object of some catalog: regproc, regclass, … */
const volatileTypes = [1033, 2281, 24, 2202, 2203, 2204, 2205, 2206, 3734, 3769, 4089, 4096, 4191];

/**
 * Of some tables, as the transaction's snapshot shows the catalogs. Types are followed through arrays, domains, composite
 * types (rows of tables too), ranges and multiranges. A catalog row's `xmin` changes with every change of it.
 * What comes with the server itself can only change with its version: types below the first OID that users get are left out.
 */
export async function readFingerprints(
  client: pg.Client,
  oids: readonly number[],
): Promise<ReadonlyMap<number, TableFingerprint>> {
  if (oids.length === 0) return new Map();
  const { rows } = await client.query(fingerprintsSql, [oids, volatileTypes]);
  return new Map(rows.map((row) => [row.oid, row]));
}

const firstUserOid = 16384;

const fingerprintsSql = `
  WITH RECURSIVE used(rel, type) AS (
    SELECT a.attrelid, a.atttypid FROM pg_catalog.pg_attribute a
     WHERE a.attrelid = ANY ($1::oid[]) AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
    UNION
    SELECT used.rel, part.type
      FROM used JOIN pg_catalog.pg_type t ON t.oid = used.type
      CROSS JOIN LATERAL (
        SELECT t.typelem WHERE t.typelem <> 0
        UNION ALL SELECT t.typbasetype WHERE t.typbasetype <> 0
        UNION ALL SELECT a.atttypid FROM pg_catalog.pg_attribute a
                   WHERE t.typrelid <> 0 AND a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped
        UNION ALL SELECT r.rngsubtype FROM pg_catalog.pg_range r WHERE r.rngtypid = t.oid
        UNION ALL SELECT r.rngtypid FROM pg_catalog.pg_range r WHERE r.rngmultitypid = t.oid
      ) part(type)
  ), type_state AS (
    SELECT t.oid, pg_catalog.jsonb_build_array(
             t.oid, t.xmin, t.typoutput, p.xmin,
             (SELECT pg_catalog.jsonb_agg(pg_catalog.jsonb_build_array(e.oid, e.enumlabel, e.xmin) ORDER BY e.oid)
                FROM pg_catalog.pg_enum e WHERE e.enumtypid = t.oid),
             (SELECT pg_catalog.jsonb_agg(
                       pg_catalog.jsonb_build_array(a.attnum, a.atttypid, a.atttypmod, a.attisdropped, a.xmin) ORDER BY a.attnum)
                FROM pg_catalog.pg_attribute a WHERE t.typrelid <> 0 AND a.attrelid = t.typrelid AND a.attnum > 0),
             (SELECT pg_catalog.jsonb_agg(pg_catalog.jsonb_build_array(x.oid, x.extversion, x.xmin))
                FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_extension x ON x.oid = d.refobjid
               WHERE d.classid = 'pg_catalog.pg_type'::pg_catalog.regclass AND d.objid = t.oid
                 AND d.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass AND d.deptype = 'e')) AS state
      FROM (SELECT DISTINCT type FROM used) known
      JOIN pg_catalog.pg_type t ON t.oid = known.type LEFT JOIN pg_catalog.pg_proc p ON p.oid = t.typoutput
     WHERE t.oid >= ${firstUserOid}
  ), types AS (
    SELECT used.rel, pg_catalog.jsonb_agg(type_state.state ORDER BY type_state.oid) AS state
      FROM used JOIN type_state ON type_state.oid = used.type GROUP BY used.rel
  ), volatile_text AS (
    SELECT DISTINCT used.rel FROM used JOIN pg_catalog.pg_type t ON t.oid = used.type
     WHERE t.oid = ANY ($2::oid[]) OR (t.oid < ${firstUserOid} AND t.typname ~ '^reg')
  ), columns AS (
    SELECT a.attrelid AS rel, pg_catalog.jsonb_agg(
             pg_catalog.jsonb_build_array(a.attnum, a.attname, a.atttypid, a.atttypmod, a.attgenerated, a.attisdropped,
                                          a.atthasmissing, a.attmissingval::text, a.xmin) ORDER BY a.attnum) AS state
      FROM pg_catalog.pg_attribute a WHERE a.attrelid = ANY ($1::oid[]) AND a.attnum > 0 GROUP BY a.attrelid
  )
  SELECT c.oid::int8::float8 AS oid, pg_catalog.pg_relation_filenode(c.oid)::int8::text AS filenode,
         pg_catalog.encode(pg_catalog.sha256(pg_catalog.textsend(
           pg_catalog.jsonb_build_array(c.relkind, c.relpersistence, c.relam, columns.state, types.state)::text)), 'hex') AS fingerprint,
         volatile_text.rel IS NOT NULL AS "volatileText"
    FROM pg_catalog.pg_class c
    LEFT JOIN columns ON columns.rel = c.oid
    LEFT JOIN types ON types.rel = c.oid
    LEFT JOIN volatile_text ON volatile_text.rel = c.oid
   WHERE c.oid = ANY ($1::oid[])`;
