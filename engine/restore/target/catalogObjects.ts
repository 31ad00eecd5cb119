import { relationKinds } from '../../archive/archiveGraph.ts';
import type { ArchiveEntry } from '../../postgres/archive.ts';

/** An object by its kind and name, spelled so that an archive's entries and the server's catalogs meet. */
export interface ObjectName {
  readonly kind: string;
  readonly schema: string;
  readonly name: string;
}

/** An object itself, whatever it is called: https://www.postgresql.org/docs/current/catalog-pg-depend.html */
export interface ObjectAddress {
  readonly classid: string;
  readonly objid: string;
}

export function nameOfEntry(entry: ArchiveEntry): ObjectName {
  return { kind: catalogKind(entry.desc), schema: entry.namespace ?? '', name: catalogName(entry) };
}

/** pg_dump's word for a kind, as {@link objectsSql} groups them: what shares a name space shares a word. */
function catalogKind(desc: string): string {
  if (relationKinds.has(desc)) return 'relation';
  if (desc === 'FUNCTION' || desc === 'PROCEDURE' || desc === 'AGGREGATE') return 'routine';
  if (desc === 'TYPE' || desc === 'DOMAIN' || desc === 'SHELL TYPE') return 'type';
  if (desc === 'PROCEDURAL LANGUAGE') return 'language';
  return desc.toLowerCase();
}

function catalogName(entry: ArchiveEntry): string {
  if (entry.desc !== 'OPERATOR') return entry.tag;
  const operands = / (\(.*\));\s*$/s.exec(entry.dropStmt ?? ''); // an operator's tag lacks its operands
  return `${entry.tag} ${operands?.[1] ?? ''}`;
}

/** Every named object as (kind, schema, name, classid, objid), with names spelled as pg_dump spells an entry's tag. */
export const objectsSql = `
  SELECT 'relation' AS kind, n.nspname AS schema, c.relname AS name, c.tableoid AS classid, c.oid AS objid
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind <> 't' AND n.nspname <> 'pg_catalog'
  UNION ALL SELECT CASE c.relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE' WHEN 'f' THEN 'FOREIGN TABLE'
                   ELSE 'TABLE' END, n.nspname, c.relname, c.tableoid, c.oid
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
  UNION ALL SELECT 'schema', '', nspname, pg_namespace.tableoid, pg_namespace.oid FROM pg_catalog.pg_namespace
  UNION ALL SELECT 'extension', '', extname, pg_extension.tableoid, pg_extension.oid FROM pg_catalog.pg_extension
  UNION ALL SELECT 'routine', n.nspname, p.proname || '(' || CASE WHEN p.prokind = 'a' AND p.pronargs = 0 THEN '*'
                   ELSE pg_catalog.oidvectortypes(p.proargtypes) END || ')', p.tableoid, p.oid
    FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname <> 'pg_catalog'
  UNION ALL SELECT 'type', n.nspname, t.typname, t.tableoid, t.oid
    FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace WHERE n.nspname <> 'pg_catalog'
  UNION ALL SELECT 'statistics', n.nspname, stxname, pg_statistic_ext.tableoid, pg_statistic_ext.oid FROM pg_catalog.pg_statistic_ext JOIN pg_catalog.pg_namespace n ON n.oid = stxnamespace
  UNION ALL SELECT 'collation', n.nspname, collname, pg_collation.tableoid, pg_collation.oid FROM pg_catalog.pg_collation JOIN pg_catalog.pg_namespace n ON n.oid = collnamespace
  UNION ALL SELECT 'conversion', n.nspname, conname, pg_conversion.tableoid, pg_conversion.oid FROM pg_catalog.pg_conversion JOIN pg_catalog.pg_namespace n ON n.oid = connamespace
  UNION ALL SELECT 'operator', n.nspname, oprname || ' (' || CASE oprleft WHEN 0 THEN 'NONE' ELSE pg_catalog.format_type(oprleft, NULL) END
                   || ', ' || pg_catalog.format_type(oprright, NULL) || ')', pg_operator.tableoid, pg_operator.oid
    FROM pg_catalog.pg_operator JOIN pg_catalog.pg_namespace n ON n.oid = oprnamespace WHERE n.nspname <> 'pg_catalog'
  UNION ALL SELECT 'operator family', n.nspname, opfname, pg_opfamily.tableoid, pg_opfamily.oid FROM pg_catalog.pg_opfamily JOIN pg_catalog.pg_namespace n ON n.oid = opfnamespace
  UNION ALL SELECT 'operator class', n.nspname, opcname, pg_opclass.tableoid, pg_opclass.oid FROM pg_catalog.pg_opclass JOIN pg_catalog.pg_namespace n ON n.oid = opcnamespace
  UNION ALL SELECT 'text search configuration', n.nspname, cfgname, pg_ts_config.tableoid, pg_ts_config.oid FROM pg_catalog.pg_ts_config JOIN pg_catalog.pg_namespace n ON n.oid = cfgnamespace
  UNION ALL SELECT 'text search dictionary', n.nspname, dictname, pg_ts_dict.tableoid, pg_ts_dict.oid FROM pg_catalog.pg_ts_dict JOIN pg_catalog.pg_namespace n ON n.oid = dictnamespace
  UNION ALL SELECT 'text search parser', n.nspname, prsname, pg_ts_parser.tableoid, pg_ts_parser.oid FROM pg_catalog.pg_ts_parser JOIN pg_catalog.pg_namespace n ON n.oid = prsnamespace
  UNION ALL SELECT 'text search template', n.nspname, tmplname, pg_ts_template.tableoid, pg_ts_template.oid FROM pg_catalog.pg_ts_template JOIN pg_catalog.pg_namespace n ON n.oid = tmplnamespace
  UNION ALL SELECT 'cast', '', 'CAST (' || pg_catalog.format_type(castsource, NULL) || ' AS ' || pg_catalog.format_type(casttarget, NULL) || ')', pg_cast.tableoid, pg_cast.oid
    FROM pg_catalog.pg_cast
  UNION ALL SELECT 'transform', '', 'TRANSFORM FOR ' || pg_catalog.format_type(trftype, NULL) || ' LANGUAGE ' || pg_catalog.quote_ident(lanname), pg_transform.tableoid, pg_transform.oid
    FROM pg_catalog.pg_transform JOIN pg_catalog.pg_language l ON l.oid = trflang
  UNION ALL SELECT 'foreign data wrapper', '', fdwname, pg_foreign_data_wrapper.tableoid, pg_foreign_data_wrapper.oid FROM pg_catalog.pg_foreign_data_wrapper
  UNION ALL SELECT 'server', '', srvname, pg_foreign_server.tableoid, pg_foreign_server.oid FROM pg_catalog.pg_foreign_server
  UNION ALL SELECT 'user mapping', '', 'USER MAPPING ' || usename || ' SERVER ' || srvname, 'pg_catalog.pg_user_mapping'::pg_catalog.regclass, umid FROM pg_catalog.pg_user_mappings
  UNION ALL SELECT 'publication', '', pubname, pg_publication.tableoid, pg_publication.oid FROM pg_catalog.pg_publication
  UNION ALL SELECT 'subscription', '', subname, 'pg_catalog.pg_subscription'::pg_catalog.regclass, pg_subscription.oid FROM pg_catalog.pg_subscription
     WHERE subdbid = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())
  UNION ALL SELECT 'event trigger', '', evtname, pg_event_trigger.tableoid, pg_event_trigger.oid FROM pg_catalog.pg_event_trigger
  UNION ALL SELECT 'access method', '', amname, pg_am.tableoid, pg_am.oid FROM pg_catalog.pg_am
  UNION ALL SELECT 'language', '', lanname, pg_language.tableoid, pg_language.oid FROM pg_catalog.pg_language
  UNION ALL SELECT 'fk constraint', n.nspname, c.relname || ' ' || k.conname, k.tableoid, k.oid
    FROM pg_catalog.pg_constraint k JOIN pg_catalog.pg_class c ON c.oid = k.conrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
   WHERE k.contype = 'f'
  UNION ALL SELECT 'rule', n.nspname, c.relname || ' ' || r.rulename, r.tableoid, r.oid
    FROM pg_catalog.pg_rewrite r JOIN pg_catalog.pg_class c ON c.oid = r.ev_class JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
   WHERE n.nspname NOT IN ('pg_catalog', 'information_schema')
  UNION ALL SELECT 'default', n.nspname, c.relname || ' ' || a.attname, d.tableoid, d.oid
    FROM pg_catalog.pg_attrdef d JOIN pg_catalog.pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
    JOIN pg_catalog.pg_class c ON c.oid = d.adrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace`;

/**
 * The start of a query: `gone (classid, objid)` are the objects with the addresses $1 and $2 and all that is dropped along
 * with them without being asked.
 */
export const withGone = `
  WITH RECURSIVE gone(classid, objid) AS (
    SELECT * FROM ROWS FROM (pg_catalog.unnest($1::oid[]), pg_catalog.unnest($2::oid[]))
    UNION SELECT d.classid, d.objid FROM gone g JOIN pg_catalog.pg_depend d ON d.refclassid = g.classid AND d.refobjid = g.objid
           WHERE d.deptype NOT IN ('n', 'p')
  )`;

/** The parameters of {@link withGone}. */
export function goneParameters(addresses: readonly ObjectAddress[]): [string[], string[]] {
  return [addresses.map(({ classid }) => classid), addresses.map(({ objid }) => objid)];
}
