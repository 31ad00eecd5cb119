import type pg from 'pg';
import { type ObjectName, objectsSql } from './catalogObjects.ts';

/** An object of the target with the statement that makes such a one. */
export interface TargetDefinition extends ObjectName {
  readonly sql: string;
}

/** Routines and types that are there under these names, as far as they can be told by one statement. */
export async function readDefinitions(client: pg.Client, names: readonly ObjectName[]): Promise<TargetDefinition[]> {
  if (names.length === 0) return [];
  const { rows } = await client.query<TargetDefinition & { sql: string | null }>(definitionsSql, [
    names.map(({ kind }) => kind),
    names.map(({ schema }) => schema),
    names.map(({ name }) => name),
  ]);
  return rows.filter(({ sql }) => sql !== null);
}

/** Aggregates and base types are left out: there is no function that tells their definitions. */
const definitionsSql = `
  SELECT o.kind, o.schema, o.name,
         CASE WHEN p.prokind <> 'a' THEN pg_catalog.pg_get_functiondef(p.oid)
              WHEN t.typtype = 'e' THEN pg_catalog.format('CREATE TYPE %I.%I AS ENUM (%s)', o.schema, o.name,
                (SELECT pg_catalog.string_agg(pg_catalog.quote_literal(enumlabel), ', ' ORDER BY enumsortorder) FROM pg_catalog.pg_enum WHERE enumtypid = t.oid))
              WHEN t.typtype = 'd' THEN pg_catalog.format('CREATE DOMAIN %I.%I AS %s', o.schema, o.name,
                pg_catalog.concat_ws(' ', pg_catalog.format_type(t.typbasetype, t.typtypmod), ${collation('t.typcollation', 't.typbasetype')},
                  CASE WHEN t.typnotnull THEN 'NOT NULL' END,
                  'DEFAULT ' || COALESCE(pg_catalog.pg_get_expr(t.typdefaultbin, 0), pg_catalog.quote_literal(t.typdefault)),
                  (SELECT pg_catalog.string_agg(pg_catalog.format('CONSTRAINT %I %s', conname, pg_catalog.pg_get_constraintdef(k.oid)), ' ')
                     FROM pg_catalog.pg_constraint k WHERE contypid = t.oid AND contype = 'c' AND convalidated)))
              WHEN t.typtype = 'r' THEN (
                SELECT pg_catalog.format('CREATE TYPE %I.%I AS RANGE (%s)', o.schema, o.name, pg_catalog.concat_ws(', ',
                         'subtype = ' || pg_catalog.format_type(r.rngsubtype, NULL),
                         'multirange_type_name = ' || pg_catalog.format_type((pg_catalog.to_jsonb(r) ->> 'rngmultitypid')::oid, NULL), -- since 14
                         (SELECT pg_catalog.format('subtype_opclass = %I.%I', n.nspname, opcname) FROM pg_catalog.pg_opclass c
                            JOIN pg_catalog.pg_namespace n ON n.oid = opcnamespace WHERE c.oid = r.rngsubopc AND NOT opcdefault),
                         (SELECT pg_catalog.format('collation = %I.%I', n.nspname, collname) FROM pg_catalog.pg_collation c
                            JOIN pg_catalog.pg_namespace n ON n.oid = collnamespace
                           WHERE c.oid = r.rngcollation AND c.oid <> (SELECT typcollation FROM pg_catalog.pg_type WHERE oid = r.rngsubtype)),
                         'canonical = ' || NULLIF(r.rngcanonical, 0)::pg_catalog.regproc,
                         'subtype_diff = ' || NULLIF(r.rngsubdiff, 0)::pg_catalog.regproc))
                  FROM pg_catalog.pg_range r WHERE r.rngtypid = t.oid)
              WHEN t.typtype = 'c' THEN pg_catalog.format('CREATE TYPE %I.%I AS (%s)', o.schema, o.name,
                (SELECT pg_catalog.string_agg(pg_catalog.concat_ws(' ', pg_catalog.quote_ident(attname), pg_catalog.format_type(atttypid, atttypmod),
                                                         ${collation('attcollation', 'atttypid')}), ', ' ORDER BY attnum)
                   FROM pg_catalog.pg_attribute WHERE attrelid = t.typrelid AND attnum > 0 AND NOT attisdropped))
         END AS sql
    FROM ROWS FROM (pg_catalog.unnest($1::text[]), pg_catalog.unnest($2::text[]), pg_catalog.unnest($3::text[])) c(kind, schema, name)
    JOIN (${objectsSql}) o ON o.kind = c.kind AND o.schema = c.schema AND o.name = c.name
    LEFT JOIN pg_catalog.pg_proc p ON o.kind = 'routine' AND p.oid = o.objid
    LEFT JOIN pg_catalog.pg_type t ON o.kind = 'type' AND t.oid = o.objid`;

/** A collation as pg_dump writes it: where it is not the type's own. */
function collation(oid: string, type: string): string {
  return `(SELECT pg_catalog.format('COLLATE %I.%I', cn.nspname, co.collname) FROM pg_catalog.pg_collation co
             JOIN pg_catalog.pg_namespace cn ON cn.oid = co.collnamespace
            WHERE co.oid = ${oid} AND co.oid <> (SELECT bt.typcollation FROM pg_catalog.pg_type bt WHERE bt.oid = ${type}))`;
}
