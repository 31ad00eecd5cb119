import type pg from 'pg';
import type { MaterializedViewItem, SequenceItem } from '../../repository/contents.ts';
import { quoteLiteral, quoteQualified } from '../identifier.ts';
import { isRestoreSchemaSql } from '../restoreSchemas.ts';

export interface CatalogSequence {
  readonly schema: string;
  readonly name: string;
  /** The table whose column owns it (serial or identity), if any. */
  readonly ownedBy: number | null;
  /** The extension that registered it as a configuration sequence, if any. */
  readonly extension: string | null;
  readonly mayRead: boolean;
  readonly mayUseSchema: boolean;
}

/** Sequences outside system schemas, and of extensions' sequences only those that they registered, as with tables. */
export async function listSequences(client: pg.Client): Promise<CatalogSequence[]> {
  const { rows } = await client.query(`
    SELECT n.nspname AS schema, c.relname AS name,
           (SELECT d.refobjid::int8::float8 FROM pg_catalog.pg_depend d
             WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid AND d.objsubid = 0
               AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.deptype IN ('a', 'i') LIMIT 1) AS "ownedBy",
           e.extname AS extension,
           COALESCE(pg_catalog.has_sequence_privilege(c.oid, 'SELECT'), true) AS "mayRead", -- NULL: just dropped
           COALESCE(pg_catalog.has_schema_privilege(n.oid, 'USAGE'), true) AS "mayUseSchema"
      FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      LEFT JOIN pg_catalog.pg_depend m ON m.objid = c.oid AND m.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND m.deptype = 'e'
      LEFT JOIN pg_catalog.pg_extension e ON e.oid = m.refobjid
     WHERE c.relkind = 'S' AND c.relpersistence <> 't'
       AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_' AND NOT ${isRestoreSchemaSql}
       AND (e.oid IS NULL OR c.oid = ANY (e.extconfig))
     ORDER BY n.nspname, c.relname`);
  return rows;
}

/**
 * The values of sequences. A sequence is not part of a snapshot: what is read now is at or beyond every value that the
 * snapshot's rows can hold, which is what a restore needs.
 */
export async function readSequences(client: pg.Client, sequences: readonly CatalogSequence[]): Promise<SequenceItem[]> {
  const items: SequenceItem[] = [];
  for (let at = 0; at < sequences.length; at += 500) {
    const selects = sequences
      .slice(at, at + 500)
      .map(
        ({ schema, name, extension }) =>
          `SELECT ${quoteLiteral(schema)} AS schema, ${quoteLiteral(name)} AS name, last_value::text AS "lastValue", is_called AS "isCalled",` +
          ` ${extension === null ? 'NULL' : quoteLiteral(extension)} AS extension FROM ${quoteQualified(schema, name)}`,
      );
    const { rows } = await client.query(selects.join(' UNION ALL '));
    for (const { extension, ...row } of rows) {
      items.push({ kind: 'sequence', ...row, ...(extension !== null && { extension }) });
    }
  }
  return items;
}

/** Materialized views that hold data and so are refreshed by a restore. */
export async function listPopulatedViews(client: pg.Client): Promise<MaterializedViewItem[]> {
  const { rows } = await client.query(`
    SELECT n.nspname AS schema, c.relname AS name
      FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind = 'm' AND c.relispopulated AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'
       AND NOT ${isRestoreSchemaSql}
       AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.objid = c.oid
             AND d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.deptype = 'e')
     ORDER BY n.nspname, c.relname`);
  return rows.map((row) => ({ kind: 'materializedView' as const, ...row }));
}

/** The schemas that a restore into this database has made for itself and has not removed yet. */
export async function listRestoreSchemas(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query(
    `SELECT n.nspname AS name FROM pg_catalog.pg_namespace n WHERE ${isRestoreSchemaSql} ORDER BY 1`,
  );
  return rows.map(({ name }) => name);
}

/** Views and materialized views whose definition uses, directly or through other views, one of the tables. */
export async function listViewsUpon(
  client: pg.Client,
  tables: readonly number[],
): Promise<{ schema: string; name: string }[]> {
  if (tables.length === 0) return [];
  const { rows } = await client.query(
    `WITH RECURSIVE upon(oid) AS (
       SELECT unnest($1::oid[])
       UNION
       SELECT r.ev_class FROM upon
         JOIN pg_catalog.pg_depend d ON d.refobjid = upon.oid AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
         JOIN pg_catalog.pg_rewrite r ON r.oid = d.objid AND d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass
         JOIN pg_catalog.pg_class v ON v.oid = r.ev_class AND v.relkind IN ('v', 'm')
     )
     SELECT n.nspname AS schema, c.relname AS name
       FROM upon JOIN pg_catalog.pg_class c ON c.oid = upon.oid AND c.relkind IN ('v', 'm')
       JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace ORDER BY 1, 2`,
    [tables],
  );
  return rows;
}
