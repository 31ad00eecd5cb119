import type pg from 'pg';
import { quoteIdent, quoteQualified } from '../../postgres/identifier.ts';
import type { TableName } from './aside.ts';

/**
 * Drops the policies and rules of tables that read one of the views, for neither the view nor the table could go before the other: a policy
 * that asks a view of its own table. They go with their table anyhow, a moment later.
 */
export async function dropReaders(
  client: pg.Client,
  tables: readonly TableName[],
  views: readonly TableName[],
): Promise<void> {
  if (tables.length === 0 || views.length === 0) return;
  const { rows } = await client.query(readersSql, [...namesOf(tables), ...namesOf(views)]);
  for (const { kind, name, schema, table } of rows) {
    await client.query(`DROP ${kind} ${quoteIdent(name)} ON ${quoteQualified(schema, table)}`);
  }
}

function namesOf(relations: readonly TableName[]): [string[], string[]] {
  return [relations.map(({ schema }) => schema), relations.map(({ name }) => name)];
}

const readersSql = `
  WITH part(kind, classid, objid, name, relation) AS (
    SELECT 'POLICY', 'pg_catalog.pg_policy'::pg_catalog.regclass, oid, polname, polrelid FROM pg_catalog.pg_policy
    UNION ALL SELECT 'RULE', 'pg_catalog.pg_rewrite'::pg_catalog.regclass, oid, rulename, ev_class FROM pg_catalog.pg_rewrite)
  SELECT p.kind, p.name, n.nspname AS schema, c.relname AS table
    FROM part p JOIN pg_catalog.pg_class c ON c.oid = p.relation JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
   WHERE (n.nspname, c.relname) IN (SELECT * FROM ROWS FROM (pg_catalog.unnest($1::text[]), pg_catalog.unnest($2::text[])))
     AND EXISTS (SELECT FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_class v ON v.oid = d.refobjid JOIN pg_catalog.pg_namespace vn ON vn.oid = v.relnamespace
                  WHERE d.classid = p.classid AND d.objid = p.objid AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
                    AND (vn.nspname, v.relname) IN (SELECT * FROM ROWS FROM (pg_catalog.unnest($3::text[]), pg_catalog.unnest($4::text[]))))
   ORDER BY 1, 3, 4, 2`;
