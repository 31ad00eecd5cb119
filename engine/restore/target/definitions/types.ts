import { literal, named, options, routineName, typeName, word } from './names.ts';

const enumSql = `pg_catalog.format('CREATE TYPE %I.%I AS ENUM (%s)', n.nspname, t.typname,
  (SELECT pg_catalog.string_agg(pg_catalog.quote_literal(enumlabel), ', ' ORDER BY enumsortorder) FROM pg_catalog.pg_enum WHERE enumtypid = t.oid))`;

const domainSql = `pg_catalog.format('CREATE DOMAIN %I.%I AS %s', n.nspname, t.typname,
  pg_catalog.concat_ws(' ', pg_catalog.format_type(t.typbasetype, t.typtypmod), ${collation('t.typcollation', 't.typbasetype')},
    CASE WHEN t.typnotnull THEN 'NOT NULL' END,
    'DEFAULT ' || COALESCE(pg_catalog.pg_get_expr(t.typdefaultbin, 0), pg_catalog.quote_literal(t.typdefault)),
    (SELECT pg_catalog.string_agg(pg_catalog.format('CONSTRAINT %I %s', conname, pg_catalog.pg_get_constraintdef(k.oid)), ' ')
       FROM pg_catalog.pg_constraint k WHERE contypid = t.oid AND contype = 'c' AND convalidated)))`;

const rangeSql = `(SELECT pg_catalog.format('CREATE TYPE %I.%I AS RANGE (%s)', n.nspname, t.typname,
    ${options({
      subtype: typeName('r.rngsubtype'),
      multirange_type_name: typeName("(pg_catalog.to_jsonb(r) ->> 'rngmultitypid')::oid"), // since 14
      subtype_opclass: named(
        'pg_opclass',
        'opc',
        '(SELECT c.oid FROM pg_catalog.pg_opclass c WHERE c.oid = r.rngsubopc AND NOT c.opcdefault)',
      ),
      collation: named(
        'pg_collation',
        'coll',
        'NULLIF(r.rngcollation, (SELECT typcollation FROM pg_catalog.pg_type WHERE oid = r.rngsubtype))',
      ),
      canonical: routineName('r.rngcanonical'),
      subtype_diff: routineName('r.rngsubdiff'),
    })})
  FROM pg_catalog.pg_range r WHERE r.rngtypid = t.oid)`;

const compositeSql = `pg_catalog.format('CREATE TYPE %I.%I AS (%s)', n.nspname, t.typname,
  (SELECT pg_catalog.string_agg(pg_catalog.concat_ws(' ', pg_catalog.quote_ident(attname), pg_catalog.format_type(atttypid, atttypmod),
                                           ${collation('attcollation', 'atttypid')}), ', ' ORDER BY attnum)
     FROM pg_catalog.pg_attribute WHERE attrelid = t.typrelid AND attnum > 0 AND NOT attisdropped))`;

const baseSql = `pg_catalog.format('CREATE TYPE %I.%I (%s)', n.nspname, t.typname,
  ${options({
    INTERNALLENGTH: "CASE WHEN t.typlen < 0 THEN 'variable' ELSE t.typlen::text END",
    INPUT: routineName('t.typinput'),
    OUTPUT: routineName('t.typoutput'),
    RECEIVE: routineName('t.typreceive'),
    SEND: routineName('t.typsend'),
    TYPMOD_IN: routineName('t.typmodin'),
    TYPMOD_OUT: routineName('t.typmodout'),
    ANALYZE: routineName('t.typanalyze'),
    SUBSCRIPT: routineName("(pg_catalog.to_jsonb(t) ->> 'typsubscript')::pg_catalog.regproc"), // since 14
    DEFAULT: `COALESCE(pg_catalog.pg_get_expr(t.typdefaultbin, 0), ${literal('t.typdefault')})`,
    ELEMENT: typeName('t.typelem'),
    CATEGORY: "pg_catalog.quote_literal(NULLIF(t.typcategory::text, 'U'))",
    PREFERRED: word('t.typispreferred'),
    DELIMITER: "pg_catalog.quote_literal(NULLIF(t.typdelim::text, ','))",
    ALIGNMENT: "CASE t.typalign WHEN 'c' THEN 'char' WHEN 's' THEN 'int2' WHEN 'i' THEN 'int4' ELSE 'double' END",
    STORAGE:
      "CASE t.typstorage WHEN 'p' THEN 'plain' WHEN 'e' THEN 'external' WHEN 'x' THEN 'extended' ELSE 'main' END",
    COLLATABLE: word('t.typcollation <> 0'),
  })} || CASE WHEN t.typbyval THEN ', PASSEDBYVALUE' ELSE '' END)`;

/** Types of every sort; one that is no more than a name differs from whatever is defined. */
export const typeSql = `
  SELECT t.oid, CASE t.typtype WHEN 'e' THEN ${enumSql} WHEN 'd' THEN ${domainSql} WHEN 'r' THEN ${rangeSql}
                                WHEN 'c' THEN ${compositeSql} WHEN 'b' THEN ${baseSql}
                                WHEN 'p' THEN pg_catalog.format('CREATE TYPE %I.%I', n.nspname, t.typname) END AS sql
    FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace`;

/** A collation as pg_dump writes it: where it is not the type's own. */
function collation(oid: string, type: string): string {
  return `(SELECT pg_catalog.format('COLLATE %I.%I', cn.nspname, co.collname) FROM pg_catalog.pg_collation co
             JOIN pg_catalog.pg_namespace cn ON cn.oid = co.collnamespace
            WHERE co.oid = ${oid} AND co.oid <> (SELECT bt.typcollation FROM pg_catalog.pg_type bt WHERE bt.oid = ${type}))`;
}
