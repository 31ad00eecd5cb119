import { literal, options, routineName, typeName } from './names.ts';

/** A column that some versions lack, or have under another name. */
const fact = (...names: readonly string[]) =>
  `COALESCE(${names.map((name) => `pg_catalog.to_jsonb(c) ->> '${name}'`).join(', ')})`;
const locale = fact('colllocale', 'colliculocale', 'collcollate'); // 17 and newer, 15 and 16, all of libc and 14's of ICU
const isLibc = "c.collprovider = 'c'";

/** https://www.postgresql.org/docs/current/sql-createcollation.html */
export const collationSql = `
  SELECT c.oid, pg_catalog.format('CREATE COLLATION %I.%I (%s)', n.nspname, c.collname,
           ${options({
             provider:
               "CASE c.collprovider WHEN 'c' THEN 'libc' WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' ELSE 'default' END",
             deterministic: "CASE WHEN NOT c.collisdeterministic THEN 'false' END",
             locale: literal(`CASE WHEN NOT (${isLibc}) OR c.collcollate = c.collctype THEN ${locale} END`),
             lc_collate: literal(`CASE WHEN ${isLibc} AND c.collcollate <> c.collctype THEN c.collcollate END`),
             lc_ctype: literal(`CASE WHEN ${isLibc} AND c.collcollate <> c.collctype THEN c.collctype END`),
             rules: literal(fact('collicurules')), // since 16
           })}) AS sql
    FROM pg_catalog.pg_collation c JOIN pg_catalog.pg_namespace n ON n.oid = c.collnamespace`;

/** https://www.postgresql.org/docs/current/sql-createconversion.html */
export const conversionSql = `
  SELECT c.oid, pg_catalog.format('CREATE %sCONVERSION %I.%I FOR %L TO %L FROM %s', CASE WHEN c.condefault THEN 'DEFAULT ' END, n.nspname, c.conname,
           pg_catalog.pg_encoding_to_char(c.conforencoding), pg_catalog.pg_encoding_to_char(c.contoencoding), ${routineName('c.conproc')}) AS sql
    FROM pg_catalog.pg_conversion c JOIN pg_catalog.pg_namespace n ON n.oid = c.connamespace`;

/** https://www.postgresql.org/docs/current/sql-createcast.html */
export const castSql = `
  SELECT c.oid, pg_catalog.format('CREATE CAST (%s AS %s) %s%s', ${typeName('c.castsource')}, ${typeName('c.casttarget')},
           CASE c.castmethod WHEN 'b' THEN 'WITHOUT FUNCTION' WHEN 'i' THEN 'WITH INOUT' ELSE 'WITH FUNCTION ' || c.castfunc::pg_catalog.regprocedure END,
           CASE c.castcontext WHEN 'a' THEN ' AS ASSIGNMENT' WHEN 'i' THEN ' AS IMPLICIT' END) AS sql
    FROM pg_catalog.pg_cast c`;

/** https://www.postgresql.org/docs/current/sql-createtransform.html */
export const transformSql = `
  SELECT t.oid, pg_catalog.format('CREATE TRANSFORM FOR %s LANGUAGE %I (%s)', ${typeName('t.trftype')}, l.lanname,
           pg_catalog.concat_ws(', ', 'FROM SQL WITH FUNCTION ' || NULLIF(t.trffromsql, 0)::pg_catalog.regprocedure,
                                'TO SQL WITH FUNCTION ' || NULLIF(t.trftosql, 0)::pg_catalog.regprocedure)) AS sql
    FROM pg_catalog.pg_transform t JOIN pg_catalog.pg_language l ON l.oid = t.trflang`;
