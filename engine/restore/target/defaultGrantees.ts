import type pg from 'pg';

/** pg_dump's words for the kinds of `pg_default_acl`: https://www.postgresql.org/docs/current/catalog-pg-default-acl.html */
const kinds: Readonly<Record<string, readonly string[]>> = {
  r: ['TABLE', 'VIEW', 'MATERIALIZED VIEW', 'FOREIGN TABLE'],
  S: ['SEQUENCE'],
  f: ['FUNCTION', 'PROCEDURE'],
  T: ['TYPE', 'DOMAIN'],
  n: ['SCHEMA'],
};

/**
 * Whom default privileges let use what the current role creates, by kind and as SQL names them. Everybody may call functions and
 * use types without any.
 */
export async function readDefaultGrantees(client: pg.Client): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows } = await client.query<{ type: string; grantees: string[] }>(
    `SELECT d.defaclobjtype AS type,
            pg_catalog.array_agg(DISTINCT CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(a.grantee)) END) AS grantees
       FROM pg_catalog.pg_default_acl d CROSS JOIN pg_catalog.aclexplode(d.defaclacl) a
      WHERE d.defaclrole = (SELECT oid FROM pg_catalog.pg_roles WHERE rolname = current_user) AND a.grantee <> d.defaclrole
        AND NOT (a.grantee = 0 AND d.defaclobjtype IN ('f', 'T'))
      GROUP BY 1`,
  );
  return new Map(rows.flatMap(({ type, grantees }) => (kinds[type] ?? []).map((kind) => [kind, grantees] as const)));
}
