import { quoteIdent, quoteLiteral, quoteQualified } from './identifier.ts';

/** What COPY reads of one table. */
export interface RowSource {
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly string[];
  /** A configuration table's WHERE clause, as its extension gave it; empty or absent for all rows. */
  readonly condition?: string | null | undefined;
  /** Heap blocks `[from, to)`; all when both are absent. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

/**
 * The COPY that reads rows in the given encoding, the database's own: no conversion, so no character that cannot be
 * converted. A table without columns of its own still has rows; the SELECT form counts them, COPY's column list may not be
 * empty. https://www.postgresql.org/docs/current/sql-copy.html
 */
export function copyOutSql({ schema, name, columns, condition, from, to }: RowSource, encoding: string): string {
  const options = `TO STDOUT WITH (ENCODING ${quoteLiteral(encoding)})`;
  const list = columns.map(quoteIdent).join(', ');
  const whole = from === undefined && to === undefined && !condition;
  if (whole && columns.length > 0) return `COPY ${quoteQualified(schema, name)} (${list}) ${options}`;
  const bounds = [
    ...(from === undefined ? [] : [`ctid >= '(${from},0)'`]),
    ...(to === undefined ? [] : [`ctid < '(${to},0)'`]),
  ];
  const where = condition || (bounds.length > 0 ? `WHERE ${bounds.join(' AND ')}` : '');
  return `COPY (SELECT ${list} FROM ONLY ${quoteQualified(schema, name)} ${where}) ${options}`;
}

/** The COPY that writes what {@link copyOutSql} read. */
export function copyInSql(
  table: { schema: string; name: string; columns: readonly string[] },
  encoding: string,
): string {
  const list = table.columns.map(quoteIdent).join(', ');
  return `COPY ${quoteQualified(table.schema, table.name)} (${list}) FROM STDIN WITH (ENCODING ${quoteLiteral(encoding)})`;
}

/** One large object's content is read in slices of this many bytes: COPY builds each row in the server's memory. */
const largeObjectSlice = 262_144;

/** The content of some large objects, as rows (oid, offset, slice). */
export function copyLargeObjectsSql(oids: readonly number[], encoding: string): string {
  return `COPY (
    WITH RECURSIVE slice(oid, at, data) AS (
      SELECT oid, 0::int8, pg_catalog.lo_get(oid, 0, ${largeObjectSlice})
        FROM pg_catalog.pg_largeobject_metadata WHERE oid IN (${oids.join(', ')})
      UNION ALL
      SELECT oid, at + ${largeObjectSlice}, pg_catalog.lo_get(oid, at + ${largeObjectSlice}, ${largeObjectSlice})
        FROM slice WHERE pg_catalog.length(data) = ${largeObjectSlice}
    ) SELECT oid, at, data FROM slice ORDER BY oid, at) TO STDOUT WITH (ENCODING ${quoteLiteral(encoding)})`;
}

/**
 * The owner, privileges and comment of some large objects, as rows (oid, owner, ACL as JSON or NULL, comment or NULL).
 * The ACL is an array of { grantee, privilege, grantable } with an empty grantee for PUBLIC.
 */
export function copyLargeObjectMetadataSql(oids: readonly number[], encoding: string): string {
  return `COPY (
    SELECT oid, pg_catalog.pg_get_userbyid(lomowner),
           CASE WHEN lomacl IS NOT NULL THEN COALESCE(
             (SELECT pg_catalog.json_agg(pg_catalog.json_build_object(
                       'grantee', CASE a.grantee WHEN 0 THEN '' ELSE pg_catalog.pg_get_userbyid(a.grantee) END,
                       'privilege', a.privilege_type, 'grantable', a.is_grantable))
                FROM pg_catalog.aclexplode(lomacl) a), '[]') END,
           pg_catalog.obj_description(oid, 'pg_largeobject')
      FROM pg_catalog.pg_largeobject_metadata WHERE oid IN (${oids.join(', ')}) ORDER BY oid)
    TO STDOUT WITH (ENCODING ${quoteLiteral(encoding)})`;
}
