import type pg from 'pg';

export interface CatalogLargeObject {
  readonly oid: number;
  readonly mayRead: boolean;
}

/** All large objects, by OID in ascending order. */
export async function listLargeObjects(client: pg.Client, versionNumber: number): Promise<CatalogLargeObject[]> {
  const { rows } = await client.query(
    `SELECT oid::int8::float8 AS oid, ${mayRead(versionNumber)} AS "mayRead"
       FROM pg_catalog.pg_largeobject_metadata ORDER BY oid`,
  );
  return rows;
}

/** `has_largeobject_privilege` came with 18; before, the access control list is to be read by oneself. */
function mayRead(versionNumber: number): string {
  if (versionNumber >= 180000) return `COALESCE(pg_catalog.has_largeobject_privilege(oid, 'SELECT'), true)`; // NULL: just dropped
  return `pg_catalog.current_setting('lo_compat_privileges')::bool OR pg_catalog.pg_has_role(lomowner, 'USAGE')
            OR EXISTS (SELECT FROM pg_catalog.aclexplode(lomacl) a WHERE a.privilege_type = 'SELECT'
                         AND (a.grantee = 0 OR pg_catalog.pg_has_role(NULLIF(a.grantee, 0), 'USAGE')))`;
}
